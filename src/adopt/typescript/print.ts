import { Code, Entry, linesOf, Statement } from '../code';
import { commentLines, group, Item, Layout, octal, Style, write } from '../layout';
import { Comments } from '../statements';

const STYLE: Style = { width: 120, indent: '  ', comment: '//', hugs: 'last' };

/**
 * Statements as lines of TypeScript.
 */
export function printStatements(statements: readonly Statement[], indent: string, comments: Comments): string {
  return statements.flatMap(({ constant, code, comments: own = [], at = '' }) => {
    const start = constant === undefined ? '' : `const ${constant} = `;
    return [
      ...commentLines([...own, ...comments.get(at) ?? []], indent, STYLE),
      `${indent}${start}${write(layoutOf(code, comments), STYLE, indent, indent.length + start.length + 1)};`,
    ];
  }).map(line => `${line}\n`).join('');
}

/**
 * An expression as it is on a line of its own.
 *
 * @param before how many characters of the line are taken
 */
export function printExpression(code: Code, indent: string, before: number): string {
  return write(layoutOf(code, new Map()), STYLE, indent, before);
}

function layoutOf(code: Code, comments: Comments): Layout {
  const inner = (each: Code) => layoutOf(each, comments);
  switch (code.kind) {
    case 'value': return typeof code.value === 'string' ? textLayout([code.value]) : String(code.value);
    case 'mode': return octal(code.value);
    case 'name': return code.path.join('.');
    case 'template': return textLayout(code.parts);
    case 'file': return `readFileSync(join(__dirname, ${code.of === undefined ? quoted(code.path) : inOneLine(inner(code.of))}), 'utf8')`;
    case 'list': return group('', '[', code.items.map(inner), ']');
    case 'struct': return group('', '{', itemsOf(code.entries, comments), '}', ' ');
    case 'new': return group(`new ${code.type.join('.')}`, '(', code.args.map(inner), ')');
    case 'call': return group(member(inner(code.of), code.method), '(', code.args.map(inner), ')');
  }
}

/** A text, with a line for each of its lines where it is long: in a template they would stand where no code stands. */
function textLayout(parts: readonly (string | Code)[]): Layout {
  const lines = linesOf(parts);
  return lines === undefined ? lineOf(parts) : { ...group('', '[', lines.map(lineOf), "].join('\\n')"), isOpen: true };
}

function lineOf(parts: readonly (string | Code)[]): string {
  return parts.every(part => typeof part === 'string') ? quoted(parts.join(''))
    : `\`${parts.map(part => typeof part === 'string' ? templateText(part) : `\${${inOneLine(layoutOf(part, new Map()))}}`).join('')}\``;
}

/** `of.method`. */
function member(of: Layout, method: string): Layout {
  return typeof of === 'string' ? `${of}.${method}` : { ...of, close: `${of.close}.${method}` };
}

/** Where one key must be in quotes, all are. */
function itemsOf(entries: readonly Entry[], comments: Comments): Item[] {
  const isPlain = entries.every(({ key }) => /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(key) && key !== '__proto__');
  return entries.map(({ key, code, at = '' }) => ({
    prefix: code.kind === 'name' && code.path.join('.') === key ? '' : `${isPlain ? key : keyOf(key)}: `,
    layout: layoutOf(code, comments),
    comments: comments.get(at) ?? [],
  }));
}

/** In a literal, the plain key would be the prototype of the object. */
function keyOf(key: string): string {
  return key === '__proto__' ? "['__proto__']" : quoted(key);
}

/** The line that imports names from a package, or lines where there are many. */
export function printImport(names: readonly string[], from: string): string {
  return `import ${write(group('', '{', names, '}', ' '), STYLE, '', `import  from '${from}';`.length)} from '${from}';`;
}

function inOneLine(layout: Layout): string {
  return write(layout, STYLE, '', 0);
}

/** Text in a template. */
function templateText(text: string): string {
  return JSON.stringify(text).slice(1, -1).replace(/\\"/g, '"').replace(/[`]|\$(?=\{)/g, '\\$&').replace(LINE_ENDS, escapedEnd);
}

/** Ends of lines for JavaScript, and for no one else. */
const LINE_ENDS = /[\u2028\u2029]/g;
const escapedEnd = (end: string) => end === '\u2028' ? '\\u2028' : '\\u2029';

/**
 * A string of TypeScript.
 */
export function quoted(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replace(/\\"/g, '"').replace(LINE_ENDS, escapedEnd);
  return escaped.includes("'") && !escaped.includes('"') ? `"${escaped}"` : `'${escaped.replace(/'/g, "\\'")}'`;
}
