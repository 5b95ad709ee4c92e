/**
 * An expression of a program. It is printed as TypeScript (`print`), and it is evaluated against the constructs themselves
 * (`evaluate`), so that what comes of it is known before anything is written.
 */
export type Code =
  | { readonly kind: 'value'; readonly value: string | number | boolean }
  /** The mode of a file, which everybody reads as an octal number. */
  | { readonly kind: 'mode'; readonly value: number }
  | { readonly kind: 'list'; readonly items: readonly Code[] }
  | { readonly kind: 'struct'; readonly entries: readonly Entry[] }
  | { readonly kind: 'name'; readonly path: readonly string[] }
  | { readonly kind: 'call'; readonly of: Code; readonly method: string; readonly args: readonly Code[] }
  | { readonly kind: 'new'; readonly type: readonly string[]; readonly args: readonly Code[] }
  /** Text with values in it. */
  | { readonly kind: 'template'; readonly parts: readonly (string | Code)[] }
  /** The text of a file beside the program; `of` says its path where that depends on something. */
  | { readonly kind: 'file'; readonly path: string; readonly text: string; readonly of?: Code };

/**
 * A property of a struct.
 */
export interface Entry {
  readonly key: string;
  readonly code: Code;

  /** Where in the manifest it comes from, which is where its comments are. */
  readonly at?: string;
}

/**
 * A line of a program: an expression, whose result may have a name.
 */
export interface Statement {
  readonly constant?: string;
  readonly code: Code;
  readonly comments?: readonly string[];

  /** Where in the manifest it comes from. */
  readonly at?: string;
}

/** What a name stands for by a path: `kplus.Topology.ZONE`, `this`, `data`. */
export function name(path: string): Code {
  return { kind: 'name', path: path.split('.') };
}

export function call(of: Code, method: string, ...args: (Code | undefined)[]): Code {
  return { kind: 'call', of, method, args: given(args) };
}

export function make(type: string, ...args: (Code | undefined)[]): Code {
  return { kind: 'new', type: type.split('.'), args: given(args) };
}

export function struct(entries: readonly Entry[]): Code {
  return { kind: 'struct', entries };
}

export function list(items: readonly Code[]): Code {
  return { kind: 'list', items };
}

/** A struct that is left out where it says nothing. */
export function unlessEmpty(entries: readonly Entry[]): Code | undefined {
  return entries.length === 0 ? undefined : struct(entries);
}

/** A plain JSON value as a literal; undefined for what no literal is, such as null. */
export function literal(value: unknown): Code | undefined {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return { kind: 'value', value };
  }
  if (Array.isArray(value)) {
    const items = value.map(literal);
    return items.every(item => item !== undefined) ? list(items) : undefined;
  }
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const entries = Object.entries(value).map(([key, item]) => ({ key, code: literal(item) }));
  return entries.every((entry): entry is Entry => entry.code !== undefined) ? struct(entries) : undefined;
}

/** A value of which it is known that it is a literal. */
export function text(value: string | number | boolean): Code {
  return { kind: 'value', value };
}

/** Arguments up to the last one that is given. */
function given(args: readonly (Code | undefined)[]): Code[] {
  return args.filter((arg): arg is Code => arg !== undefined);
}

/**
 * The lines of a text that nobody would write as one, such as a script; undefined where it reads well in one line.
 */
export function linesOf(parts: readonly (string | Code)[]): readonly (readonly (string | Code)[])[] | undefined {
  const lines: (string | Code)[][] = [[]];
  for (const part of parts) {
    const [first, ...others] = typeof part === 'string' ? part.split('\n') : [part];
    lines.at(-1)!.push(...first === '' ? [] : [first!]);
    lines.push(...others.map(line => line === '' ? [] : [line]));
  }
  const said = lines.filter(({ length }) => length > 0).length;
  const length = parts.map(part => typeof part === 'string' ? part.length : 0).reduce((sum, each) => sum + each, 0);
  return said > 2 || (said === 2 && length > LONG) ? lines : undefined;
}

/** From how many characters on two lines are written as two. */
const LONG = 60;

/** What an expression is made of. */
export function partsOf(code: Code): readonly Code[] {
  switch (code.kind) {
    case 'list': return code.items;
    case 'struct': return code.entries.map(entry => entry.code);
    case 'new': return code.args;
    case 'call': return [code.of, ...code.args];
    case 'template': return code.parts.filter(part => typeof part !== 'string');
    case 'file': return code.of === undefined ? [] : [code.of];
    default: return [];
  }
}

/** An expression with something else in place of some names. */
export function replaced(code: Code, replacement: (path: readonly string[]) => Code | undefined): Code {
  const inner = (each: Code) => replaced(each, replacement);
  switch (code.kind) {
    case 'name': return replacement(code.path) ?? code;
    case 'list': return list(code.items.map(inner));
    case 'struct': return struct(code.entries.map(entry => ({ ...entry, code: inner(entry.code) })));
    case 'new': return { ...code, args: code.args.map(inner) };
    case 'call': return call(inner(code.of), code.method, ...code.args.map(inner));
    case 'template': return { ...code, parts: code.parts.map(part => typeof part === 'string' ? part : inner(part)) };
    case 'file': return code.of === undefined ? code : { ...code, of: inner(code.of) };
    default: return code;
  }
}

/** Whether expressions are the same, wherever they come from. */
export function isSameCode(one: unknown, other: unknown): boolean {
  const written = (code: unknown) => JSON.stringify(code, (key, value: unknown) => key === 'at' ? undefined : value);
  return written(one) === written(other);
}
