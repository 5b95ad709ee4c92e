/**
 * How an expression is written, before it is known which of it fits into a line: words, or words in brackets.
 */
export type Layout = string | Group;

/**
 * Items in brackets, each of which has a line of its own where they do not fit into one.
 */
export interface Group {
  /** What stands before the bracket. */
  readonly before: Layout;
  readonly open: string;
  readonly items: readonly Item[];
  readonly close: string;

  /** What is between the brackets and the items where all are in one line. */
  readonly padding: '' | ' ';

  /** Whether each item has a line of its own even where all would fit into one. */
  readonly isOpen?: boolean;
}

/**
 * An item, with the comments above it.
 */
export interface Item {
  /** `key: ` or `key=`. */
  readonly prefix: string;
  readonly layout: Layout;
  readonly comments: readonly string[];
}

/**
 * What the formatters of a language agree on.
 */
export interface Style {
  /** How many characters a line has. */
  readonly width: number;
  readonly indent: string;
  readonly comment: string;

  /** `both`: the brackets of a last argument are those of the call, too; `arguments`: all arguments may share the line between the brackets. */
  readonly hugs: 'last' | 'arguments';
}

/**
 * Text in brackets.
 */
export function group(before: Layout, open: string, items: readonly (Layout | Item)[], close: string, padding: Group['padding'] = ''): Group {
  return { before, open, items: items.map(item => isItem(item) ? item : { prefix: '', layout: item, comments: [] }), close, padding };
}

function isItem(item: Layout | Item): item is Item {
  return typeof item !== 'string' && 'layout' in item;
}

/**
 * Writes an expression.
 *
 * @param indent that of the line in which it begins
 * @param before how many characters of the line are taken, those that come after it on the line among them
 */
export function write(layout: Layout, style: Style, indent: string, before: number): string {
  const flat = inOneLine(layout);
  return flat !== undefined && before + flat.length <= style.width ? flat : inLines(layout, style, indent, before);
}

/** The comments as lines of their own. */
export function commentLines(comments: readonly string[], indent: string, { comment }: Style): string[] {
  return comments.map(line => `${indent}${comment} ${line}`.trimEnd());
}

/** Undefined where comments stand in it. */
function inOneLine(layout: Layout): string | undefined {
  if (typeof layout === 'string') {
    return layout;
  }
  const { open, close, padding, isOpen = false } = layout;
  const [before, items] = [inOneLine(layout.before), isOpen ? undefined : itemsInOneLine(layout.items)];
  return before === undefined || items === undefined ? undefined
    : items === '' ? `${before}${open}${close}` : `${before}${open}${padding}${items}${padding}${close}`;
}

function itemsInOneLine(items: readonly Item[]): string | undefined {
  const flat = items.map(item => item.comments.length > 0 ? undefined : prefixed(item.prefix, inOneLine(item.layout)));
  return flat.includes(undefined) ? undefined : flat.join(', ');
}

function inLines(layout: Layout, style: Style, indent: string, taken: number): string {
  if (typeof layout === 'string') {
    return layout;
  }
  const { open, items, close } = layout;
  const before = write(layout.before, style, indent, taken);
  if (items.length === 0) {
    return `${before}${open}${close}`;
  }
  const inner = indent + style.indent;
  const hugged = style.hugs === 'last' ? withLastHugged(layout, before, style, indent, taken) : undefined;
  if (hugged !== undefined) {
    return hugged;
  }
  const flat = style.hugs === 'arguments' && open === '(' ? itemsInOneLine(items) : undefined;
  if (flat !== undefined && inner.length + flat.length <= style.width) {
    return `${before}${open}\n${inner}${flat}\n${indent}${close}`;
  }
  const lines = items.flatMap(({ prefix, layout: each, comments }) => [
    ...commentLines(comments, inner, style),
    `${inner}${prefix}${write(each, style, inner, inner.length + prefix.length + 1)},`,
  ]);
  return `${before}${open}\n${lines.join('\n')}\n${indent}${close}`;
}

/** Brackets that are the last argument begin on the line of the call, where the other arguments fit. */
function withLastHugged({ open, items, close }: Group, before: string, style: Style, indent: string, taken: number): string | undefined {
  const last = items.at(-1);
  const first = itemsInOneLine(items.slice(0, -1));
  if (open !== '(' || last === undefined || typeof last.layout === 'string' || last.layout.before !== '' || first === undefined) {
    return undefined;
  }
  const start = `${before}${open}${first === '' ? '' : `${first}, `}`;
  return taken + start.length + 1 <= style.width ? `${start}${inLines(last.layout, style, indent, taken + start.length)}${close}` : undefined;
}

function prefixed(prefix: string, text: string | undefined): string | undefined {
  return text === undefined ? undefined : prefix + text;
}

/** A number in base 8, as both languages write it. */
export function octal(value: number): string {
  return `0o${value.toString(8).padStart(3, '0')}`;
}
