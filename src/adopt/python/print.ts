import { snake, Variables } from './names';
import { Code, Entry, linesOf, Statement } from '../code';
import { commentLines, group, Item, Layout, octal, Style, write } from '../layout';
import { Comments } from '../statements';
import { Callable, TypeReference, Types } from '../types';

/** That of black and ruff. */
const STYLE: Style = { width: 88, indent: '    ', comment: '#', hugs: 'arguments' };

/**
 * Lines of Python, and the names that they import.
 */
export interface Printed {
  readonly text: string;
  readonly used: ReadonlySet<string>;
}

/**
 * Statements as lines of Python.
 */
export function printStatements(
  statements: readonly Statement[], indent: string, comments: Comments, types: Types, parameters: readonly string[] = [],
): Printed {
  const printer = new Printer(types, comments, parameters);
  const text = statements.flatMap(({ constant, code, comments: own = [], at = '' }) => {
    const value = printer.layoutOf(code);
    const start = constant === undefined ? '' : `${printer.declare(constant, code)} = `;
    return [...commentLines([...own, ...comments.get(at) ?? []], indent, STYLE), `${indent}${start}${assigned(value, indent, indent.length + start.length)}`];
  }).map(line => `${line}\n`).join('');
  return { text, used: printer.used };
}

/** An expression in one line. */
export function printExpression(code: Code, types: Types): string {
  return oneLine(new Printer(types, new Map(), []).layoutOf(code));
}

/** In brackets of its own, as black has it, where its first line is too long for a name that is long, too. */
function assigned(value: Layout, indent: string, before: number): string {
  const written = write(value, STYLE, indent, before);
  const [first = ''] = written.split('\n');
  const inner = indent + STYLE.indent;
  const isChain = first.split('.').length > 2;
  return before + first.length <= STYLE.width || first === written || !isChain ? written : `(\n${inner}${write(value, STYLE, inner, inner.length)}\n${indent})`;
}

/**
 * Expressions as Python. What a struct is called, and that one which comes last is written as keyword arguments, the types tell.
 */
class Printer {
  public readonly used = new Set<string>();
  private readonly variables: Variables;
  private readonly constants = new Map<string, TypeReference | undefined>();

  constructor(private readonly types: Types, private readonly comments: Comments, parameters: readonly string[]) {
    this.variables = new Variables(parameters.map(snake));
  }

  public declare(constant: string, code: Code): string {
    this.constants.set(constant, this.typeOf(code));
    return this.variables.of(constant);
  }

  public layoutOf(code: Code, type?: TypeReference): Layout {
    switch (code.kind) {
      case 'value': return typeof code.value === 'string' ? this.text([code.value]) : literal(code.value);
      case 'mode': return octal(code.value);
      case 'template': return this.text(code.parts);
      case 'file': return group(this.use('text', 'text'), '(', [code.of === undefined ? quoted(code.path) : this.layoutOf(code.of)], ')');
      case 'list': return group('', '[', code.items.map(item => this.layoutOf(item, type?.collection?.elementtype)), ']');
      case 'struct': return this.struct(code.entries, type);
      case 'name': return this.name(code.path);
      case 'new': return this.types.named(code.type) === undefined ? this.ofProgram(code.type.join('.'), code.args) : group(this.className(this.fqnOf(code.type)), '(', this.args(code.args, this.types.initializer(this.fqnOf(code.type))), ')');
      case 'call': {
        const of = this.layoutOf(code.of);
        const method = `.${snake(code.method)}`;
        const args = this.args(code.args, this.types.method(this.typeOf(code.of)?.fqn ?? '', code.method));
        return group(typeof of === 'string' ? of + method : { ...of, close: of.close + method }, '(', args, ')');
      }
    }
  }

  /** A text, with a line for each of its lines where it is long. */
  private text(parts: readonly (string | Code)[]): Layout {
    const lines = linesOf(parts);
    return lines === undefined ? this.line(parts)
      : group('"\\n".join', '(', [{ ...group('', '[', lines.map(line => this.line(line)), ']'), isOpen: true }], ')');
  }

  private line(parts: readonly (string | Code)[]): string {
    return parts.every(part => typeof part === 'string') ? quoted(parts.join(''))
      : `f${quoted(parts.map(part => typeof part === 'string' ? part.replace(/[{}]/g, '$&$&') : `{${oneLine(this.layoutOf(part))}}`).join(''))}`;
  }

  /** A class of the program takes what its charts are given by the names of it. */
  private ofProgram(type: string, args: readonly Code[]): Layout {
    return group(type, '(', args.flatMap((arg): readonly (Layout | Item)[] => arg.kind === 'struct' ? this.keywords(arg.entries, '') : [this.layoutOf(arg)]), ')');
  }

  /** Structs have names, and everything else that has keys is a dict. */
  private struct(entries: readonly Entry[], type: TypeReference | undefined): Layout {
    if (type?.fqn !== undefined && this.types.isStruct(type)) {
      return group(this.className(type.fqn), '(', this.keywords(entries, type.fqn), ')');
    }
    const element = type?.collection?.elementtype;
    return group('', '{', entries.map((entry): Item => ({
      prefix: `${quoted(entry.key)}: `, layout: this.layoutOf(entry.code, element), comments: this.commentsOf(entry),
    })), '}');
  }

  private keywords(entries: readonly Entry[], fqn: string): Item[] {
    return entries.map(entry => ({
      prefix: `${snake(entry.key)}=`, layout: this.layoutOf(entry.code, this.types.property(fqn, entry.key)), comments: this.commentsOf(entry),
    }));
  }

  private args(args: readonly Code[], callable: Callable | undefined): (Layout | Item)[] {
    const parameters = callable?.parameters ?? [];
    return args.flatMap((arg, index): readonly (Layout | Item)[] => {
      const last = parameters.at(-1);
      const { type, variadic } = parameters[index] ?? { type: {}, ...last?.variadic === true ? last : {} };
      const isLifted = index === parameters.length - 1 && variadic !== true && this.types.isStruct(type) && arg.kind === 'struct';
      return isLifted ? this.keywords(arg.entries, type.fqn ?? '') : [this.layoutOf(arg, type)];
    });
  }

  private name(path: readonly string[]): string {
    const [first = '', ...rest] = path;
    if (first === 'this') {
      return 'self';
    }
    if (first === 'props') {
      return rest.map(snake).join('.');
    }
    if (this.constants.has(first)) {
      return [this.variables.of(first), ...rest.map(snake)].join('.');
    }
    const named = this.types.named(path);
    return named === undefined ? path.join('.') : [this.className(named.fqn), ...path.slice(named.length)].join('.');
  }

  /** The name of a class, which is imported then. */
  private className(fqn: string): string {
    const [first = '', ...rest] = this.types.nameOf(fqn);
    return this.use(first, [first, ...rest].join('.'));
  }

  private use(name: string, text: string): string {
    this.used.add(name);
    return text;
  }

  private fqnOf(path: readonly string[]): string {
    return this.types.named(path)?.fqn ?? '';
  }

  private typeOf(code: Code): TypeReference | undefined {
    switch (code.kind) {
      case 'new': return { fqn: this.fqnOf(code.type) };
      case 'call': return this.types.method(this.typeOf(code.of)?.fqn ?? '', code.method)?.returns?.type;
      case 'name': {
        const [first = '', ...rest] = code.path;
        const named = this.constants.has(first) ? undefined : this.types.named(code.path);
        const start = named === undefined ? this.constants.get(first) : { fqn: named.fqn };
        return (named === undefined ? rest : code.path.slice(named.length))
          .reduce<TypeReference | undefined>((type, key) => this.types.property(type?.fqn ?? '', key), start);
      }
      default: return undefined;
    }
  }

  private commentsOf({ at }: Entry): readonly string[] {
    return at === undefined ? [] : this.comments.get(at) ?? [];
  }
}

function oneLine(layout: Layout): string {
  return write(layout, STYLE, '', 0);
}

function literal(value: number | boolean): string {
  return typeof value === 'boolean' ? value ? 'True' : 'False' : String(value);
}

/**
 * A string of Python: its escapes are those of JSON and more.
 */
export function quoted(text: string): string {
  const json = JSON.stringify(text);
  const count = (quote: string) => text.split(quote).length;
  // as black does: whichever quote needs fewer escapes
  return count('"') > count("'") ? `'${json.slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'")}'` : json;
}
