import { Document, isAlias, isMap, isScalar, isSeq, Pair, parseDocument, Scalar, YAMLMap } from 'yaml';
import { parseYaml, UnreadableError } from './yaml';
import { ObjectEdit, Written } from '../manifest/lint/edit';

/**
 * What is written in the place of a part of a text.
 */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Why an edit cannot be made in a text.
 */
export class NoTextEdit extends Error {}

/**
 * A document with the places of its values.
 */
export interface Source {
  readonly text: string;
  readonly tree: Document.Parsed;

  /** Whether it is JSON, and has to stay so. */
  readonly isJson: boolean;
}

export function sourceOf(text: string): Source {
  const tree = parseDocument(text, { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' });
  return { text, tree, isJson: isJsonText(text) };
}

/** Whether it is JSON. */
export function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * What an edit of a document is in its text. Nothing but the value or the key is touched.
 *
 * @param value what stands there now, as kubectl reads it
 * @throws NoTextEdit
 */
export function textEditOf(source: Source, edit: ObjectEdit, value: unknown): TextEdit {
  const { tree: root } = source;
  const holder = edit.keys.slice(0, -1).reduce<unknown>((node, key) => childOf(node, key), root.contents);
  const key = edit.keys.at(-1);
  if (isSeq(holder) && 'set' in edit) {
    return replaced(source, scalar(holder.items[Number(key)]), edit.set, value);
  }
  if (!isMap(holder)) {
    throw new NoTextEdit(isAlias(holder) ? ALIAS : 'there is no such place in the text');
  }
  const pair = pairOf(holder, String(key));
  if ('rename' in edit) {
    const name = scalar(pair?.key);
    return replacedBy(name, written(edit.rename, source, name));
  }
  if (pair === undefined) {
    if (value !== undefined) {
      throw new NoTextEdit(`its key is not written as ${JSON.stringify(key)}`);
    }
    return added(source, holder, String(key), edit.set);
  }
  return pair.value === null ? addedAfter(source, scalar(pair.key), edit.set) : replaced(source, scalar(pair.value), edit.set, value);
}

const ALIAS = 'it stands behind an alias, and what it stands for may be used elsewhere';

function childOf(node: unknown, key: string | number): unknown {
  if (isSeq(node)) {
    return node.items[Number(key)];
  }
  if (isMap(node)) {
    return pairOf(node, String(key))?.value;
  }
  throw new NoTextEdit(isAlias(node) ? ALIAS : 'there is no such place in the text');
}

/** The pair of that key; what is merged in from elsewhere has none. */
function pairOf(map: YAMLMap, key: string): Pair | undefined {
  const pair = map.items.find(each => isScalar(each.key) && each.key.value === key);
  if (pair === undefined && map.items.some(each => isScalar(each.key) && each.key.value === '<<')) {
    throw new NoTextEdit('it may be merged in from an anchor');
  }
  return pair;
}

type Place = Scalar & { readonly range: NonNullable<Scalar['range']> };

function scalar(node: unknown): Place {
  if (!isScalar(node) || !node.range) {
    throw new NoTextEdit(isAlias(node) ? ALIAS : 'it is no plain or quoted value');
  }
  if (node.type?.startsWith('BLOCK')) {
    throw new NoTextEdit('it is a block of text');
  }
  if (node.tag !== undefined) {
    throw new NoTextEdit(`it has the tag ${node.tag}`);
  }
  return node as Place;
}

function replaced(source: Source, node: Place, to: Written, value: unknown): TextEdit {
  const [start, end] = node.range;
  if (start === end) {
    return addedAfter(source, node, to);
  }
  const before = source.text.slice(start, end);
  if (Array.isArray(to)) {
    return replacedBy(node, `[${to.map(item => item === value && node.type !== 'PLAIN' ? before : written(item, source)).join(', ')}]`);
  }
  if (typeof to === 'string' && typeof value !== 'string' && to === String(value)) {
    return replacedBy(node, quoted(before, to));
  }
  return replacedBy(node, written(to, source, node));
}

function replacedBy({ range: [start, end] }: Place, text: string): TextEdit {
  return { start, end, text };
}

/** A number or boolean as a text. What may be read in two ways, such as 0644 and yes, is left to a person. */
function quoted(source: string, value: string): string {
  if (source !== value && !DECIMAL.test(source)) {
    throw new NoTextEdit(`${source} may be meant as "${source}" or as "${value}"`);
  }
  return JSON.stringify(source);
}

const DECIMAL = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/;

/** A value after a key without one: `name:`. */
function addedAfter(source: Source, { range: [, end] }: Place, to: Written): TextEdit {
  const before = source.text.slice(0, end).trimEnd();
  const [colon] = before.endsWith(':') ? [''] : /^[ \t]*:/.exec(source.text.slice(end)) ?? [];
  if (colon === undefined) {
    throw new NoTextEdit('there is no colon to write it behind');
  }
  const start = colon === '' ? before.length : end + colon.length;
  return { start, end: start, text: ` ${written(to, source)}` };
}

/** A key before the first one, as it is laid out. */
function added(source: Source, map: YAMLMap, key: string, to: Written): TextEdit {
  const { text } = source;
  const first = scalar(map.items[0]?.key);
  const [start] = first.range;
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const isTight = source.isJson && !/":\s/.test(text);
  const pair = `${written(key, source, first)}:${isTight ? '' : ' '}${written(to, source)}`;
  const isAlone = /^[ ]*$/.test(line);
  if (map.flow && !isAlone) {
    return { start, end: start, text: `${pair},${isTight ? '' : ' '}` };
  }
  if (!map.flow && !/^[ -]*$/.test(line)) {
    throw new NoTextEdit('there is no line to write it in');
  }
  return { start, end: start, text: `${pair}${map.flow ? ',' : ''}${text.includes('\r\n') ? '\r\n' : '\n'}${' '.repeat(line.length)}` };
}

/** The value as it was written before, or else without quotes where it needs none. */
function written(value: Written, source: Source, before?: Scalar): string {
  if (typeof value !== 'string') {
    return typeof value === 'object' ? `[${value.map(item => written(item, source)).join(', ')}]` : String(value);
  }
  if (before?.type === 'QUOTE_SINGLE') {
    return `'${value.replaceAll("'", "''")}'`;
  }
  return !source.isJson && before?.type !== 'QUOTE_DOUBLE' && needsNoQuotes(value) ? value : JSON.stringify(value);
}

function needsNoQuotes(value: string): boolean {
  try {
    return /^[A-Za-z0-9][A-Za-z0-9./_-]*$/.test(value) && parseYaml(value) === value;
  } catch (error) {
    if (error instanceof UnreadableError) {
      return false;
    }
    throw error;
  }
}
