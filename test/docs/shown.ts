import { parseAllDocuments } from 'yaml';

// What is shown of an object is equal to what is there. A line `# …` stands for what is left out in its place.

const REST = '…';

/**
 * What is shown in a YAML block, and is not so in the objects; nothing where it is.
 *
 * @param yaml the block: objects, which are looked for by kind and name
 * @param objects those that are really there
 */
export function differences(yaml: string, objects: readonly unknown[]): string[] {
  return parseAllDocuments(withRests(yaml)).flatMap(document => {
    if (document.errors.length > 0) return document.errors.map(({ message }) => message);
    const shown: unknown = document.toJS();
    const name = nameOf(shown);
    const found = objects.filter(object => nameOf(object) === name);
    return found.length === 1 ? compare(shown, found[0], name) : [`${name} is there ${found.length} times; the objects are ${objects.map(nameOf).join(', ')}`];
  });
}

/**
 * The kind and name of an object, as `kind/name`.
 */
export function nameOf(object: unknown): string {
  const { kind, metadata } = isMap(object) ? object : {};
  return `${String(kind)}/${isMap(metadata) ? String(metadata.name) : ''}`;
}

/**
 * What is shown in a text, and is not so in the real one; whitespace does not count, as lines are broken where they are too long.
 */
export function differencesOfText(shown: string, real: string): string[] {
  const pattern = words(shown).split(REST).map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*');
  return new RegExp(`^${pattern}$`, 's').test(words(real)) ? [] : [`shows\n${shown}\nbut it is\n${real}`];
}

function words(text: string): string {
  return text.trim().split(/\s+/).join(' ');
}

/** The lines `# …` as entries that the comparison finds: a key or an item, by what is beside them. */
function withRests(yaml: string): string {
  const lines = yaml.split('\n');
  return lines.map((line, index) => {
    const rest = /^( *)# …$/.exec(line);
    return rest ? `${rest[1]}${isInList(lines, index, rest[1]!.length) ? `- ${REST}` : `${REST}${index}: 0`}` : line;
  }).join('\n');
}

function isInList(lines: readonly string[], at: number, indent: number): boolean {
  const deep = (line: string) => line.search(/\S/);
  const before = lines.slice(0, at).reverse().find(line => line.trim() !== '' && deep(line) <= indent);
  const neighbour = before !== undefined && deep(before) === indent ? before : lines[at + 1];
  return neighbour !== undefined && deep(neighbour) === indent && neighbour.trim().startsWith('- ');
}

function compare(shown: unknown, real: unknown, path: string): string[] {
  if (Array.isArray(shown)) return Array.isArray(real) ? compareLists(shown, real, path) : [`${path} is no list but ${written(real)}`];
  if (isMap(shown)) return isMap(real) ? compareMaps(shown, real, path) : [`${path} has no fields, it is ${written(real)}`];
  return shown === real ? [] : [`${path} is ${written(real)}, and not ${written(shown)}`];
}

function compareMaps(shown: Map, real: Map, path: string): string[] {
  const keys = Object.keys(shown).filter(key => !key.startsWith(REST));
  const isWhole = keys.length === Object.keys(shown).length;
  return [
    ...keys.flatMap(key => (key in real ? compare(shown[key], real[key], `${path}.${key}`) : [`${path}.${key} is not there`])),
    ...isWhole ? Object.keys(real).filter(key => !(key in shown)).map(key => `${path}.${key} is left out, and no line # … says so`) : [],
  ];
}

/** Items that are shown are there in this order. */
function compareLists(shown: unknown[], real: unknown[], path: string): string[] {
  const items = shown.filter(item => item !== REST);
  if (items.length === shown.length) {
    return items.length === real.length
      ? items.flatMap((item, index) => compare(item, real[index], `${path}[${index}]`))
      : [`${path} has ${real.length} items, and not ${items.length}`];
  }
  let from = 0;
  return items.flatMap((item, index) => {
    const found = real.findIndex((candidate, at) => at >= from && compare(item, candidate, '').length === 0);
    from = found === -1 ? from : found + 1;
    return found === -1 ? [`${path}: the shown item ${index} is not there, or not after the one before it; it has ${written(real)}`] : [];
  });
}

type Map = Record<string, unknown>;

function isMap(value: unknown): value is Map {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function written(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}
