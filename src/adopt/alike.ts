import { call, Code, Entry, isSameCode, list, name, Statement, text } from './code';

/**
 * A place at which programs that are otherwise the same have something else.
 */
export interface Difference {
  /** What stands there in each of them. */
  readonly codes: readonly Code[];

  /** The properties on the way to it, from the outermost one. */
  readonly keys: readonly string[];

  /** The name of the item of a list that it is in, such as that of a container. */
  readonly item?: string;

  /** The constant that its statement declares. */
  readonly constant?: string;

  /** Whether it can only be said with the help of another difference. */
  readonly isDerived?: boolean;
}

/**
 * What programs have in common: statements in which `props.0`, `props.1`, … stand for what is different.
 */
export interface Common {
  readonly statements: readonly Statement[];
  readonly differences: readonly Difference[];
}

type Place = Pick<Difference, 'keys' | 'item' | 'constant' | 'isDerived'>;

/**
 * What programs have in common; undefined where they do not say the same but for some values.
 */
export function commonOf(programs: readonly (readonly Statement[])[]): Common | undefined {
  const [first = []] = programs;
  if (programs.some(({ length }) => length !== first.length)) {
    return undefined;
  }
  const differences = new Differences();
  const statements = first.map((statement, index) => {
    const others = programs.map(program => program[index]!);
    const isSame = others.every(({ constant, comments }) => constant === statement.constant && String(comments) === String(statement.comments));
    const code = isSame ? differences.common(others.map(other => other.code), { keys: [], constant: statement.constant }) : undefined;
    return code && { ...statement, code };
  });
  return statements.every(statement => statement !== undefined) ? { statements, differences: differences.found } : undefined;
}

/** The constructs' values that are parameters as a whole: an amount is not a number of whatever unit. */
const AMOUNTS = ['Size', 'Duration', 'kplus.Cpu'];

/** The type of an amount; undefined of any other expression. */
export function amountOf(code: Code): string | undefined {
  const of = code.kind === 'call' && code.of.kind === 'name' ? code.of.path.join('.') : '';
  return AMOUNTS.includes(of) ? of : undefined;
}

class Differences {
  public readonly found: Difference[] = [];

  public common(codes: readonly Code[], place: Place): Code | undefined {
    const [first, ...others] = codes as [Code, ...Code[]];
    if (others.every(other => isSameCode(first, other))) {
      return first;
    }
    if (others.some(({ kind }) => kind !== first.kind)) {
      return undefined;
    }
    const amount = amountOf(first);
    if (amount !== undefined) {
      return codes.every(code => amountOf(code) === amount) ? this.add(codes, place) : undefined;
    }
    switch (first.kind) {
      case 'value': return codes.every(code => code.kind === 'value' && typeof code.value === typeof first.value) ? this.add(codes, place) : undefined;
      case 'file': {
        const path = this.common(codes.map(code => text(code.kind === 'file' ? code.path : '')), { ...place, isDerived: true });
        return path && { ...first, of: path };
      }
      case 'struct': return this.struct(codes, first.entries, place);
      case 'list': {
        const items = this.all(codes.map(code => code.kind === 'list' ? code.items : []), place);
        return items && list(items);
      }
      case 'new': {
        const isSame = codes.every(code => code.kind === 'new' && code.type.join() === first.type.join());
        const args = isSame ? this.all(codes.map(code => code.kind === 'new' ? code.args : []), place) : undefined;
        return args && { ...first, args };
      }
      case 'call': {
        const isSame = codes.every(code => code.kind === 'call' && code.method === first.method);
        const parts = isSame ? this.all(codes.map(code => code.kind === 'call' ? [code.of, ...code.args] : []), place) : undefined;
        return parts && call(parts[0]!, first.method, ...parts.slice(1));
      }
      default: return undefined;
    }
  }

  private add(codes: readonly Code[], place: Place): Code {
    this.found.push({ codes, ...place });
    return name(`props.${this.found.length - 1}`);
  }

  private all(lists: readonly (readonly Code[])[], place: Place): Code[] | undefined {
    const [first = []] = lists;
    if (lists.some(({ length }) => length !== first.length)) {
      return undefined;
    }
    const parts = first.map((_, index) => this.common(lists.map(each => each[index]!), place));
    return parts.every(part => part !== undefined) ? parts : undefined;
  }

  private struct(codes: readonly Code[], entries: readonly Entry[], { keys, ...place }: Place): Code | undefined {
    const structs = codes.map(code => code.kind === 'struct' ? code.entries : []);
    if (structs.some(each => each.map(({ key }) => key).join('\n') !== entries.map(({ key }) => key).join('\n'))) {
      return undefined;
    }
    const own = entries.find(({ key }) => key === 'name')?.code;
    const item = own?.kind === 'value' && structs.every(each => each.some(({ key, code }) => key === 'name' && isSameCode(code, own))) ? String(own.value) : place.item;
    const common = entries.map((entry, index) => {
      const code = this.common(structs.map(each => each[index]!.code), { ...place, keys: [...keys, entry.key], item });
      return code && { ...entry, code };
    });
    return common.every(entry => entry !== undefined) ? { kind: 'struct', entries: common } : undefined;
  }
}
