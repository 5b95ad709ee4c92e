import { call, Code, name, Statement, text } from './code';

/** Words that no constant can have for a name, and what the program imports. */
const TAKEN = ['break', 'case', 'catch', 'class', 'const', 'continue', 'debugger', 'default', 'delete', 'do', 'else', 'enum', 'export', 'extends',
  'false', 'finally', 'for', 'function', 'if', 'implements', 'import', 'in', 'instanceof', 'interface', 'let', 'new', 'null', 'package', 'private',
  'protected', 'public', 'return', 'static', 'super', 'switch', 'this', 'throw', 'true', 'try', 'typeof', 'var', 'void', 'while', 'with', 'yield',
  'await', 'async', 'arguments', 'eval', 'undefined', 'kplus', 'scope', 'id', 'join', 'readFileSync', 'require', 'module', 'exports', 'process', 'global', 'props'];

/** What cdk8s-plus makes a reference of. */
export type Referenced = 'ConfigMap' | 'Secret' | 'ServiceAccount' | 'PersistentVolumeClaim' | 'Role' | 'ClusterRole';

const FACTORIES: Readonly<Record<Referenced, string>> = {
  ConfigMap: 'fromConfigMapName',
  Secret: 'fromSecretName',
  ServiceAccount: 'fromServiceAccountName',
  PersistentVolumeClaim: 'fromClaimName',
  Role: 'fromRoleName',
  ClusterRole: 'fromClusterRoleName',
};

/**
 * The constants of one chart: what has a name in it, and what was declared for it.
 */
export class Scope {
  /** What must be declared before the application. */
  public readonly declarations: Statement[] = [];

  private readonly names = new Set(TAKEN);
  private readonly ids = new Set<string>();
  private readonly references = new Map<string, Code>();

  /** @param left words that names are without: those by which alike applications are told apart */
  constructor(private readonly left: ReadonlySet<string> = new Set()) {}

  /** A constant that is not taken yet: `my-db` is `myDb`. */
  public constant(wanted: string, suffix: string): string {
    const plain = camel(this.common(wanted)) || camel(suffix);
    return this.free(this.names, [plain, plain + pascal(suffix)], plain + pascal(suffix));
  }

  /** An id of a construct that is not taken yet. */
  public id(wanted: string): string {
    const id = pascal(this.common(wanted)) || 'App';
    return this.free(this.ids, [id], id);
  }

  private common(wanted: string): string {
    return this.left.size === 0 ? wanted : wordsOf(wanted).filter(word => !this.left.has(word.toLowerCase())).join('-');
  }

  /** Declares an object of the chart to which others refer. */
  public declare(kind: Referenced, of: string, statement: Statement & { readonly constant: string }): void {
    this.refer(kind, of, statement.constant);
    this.declarations.push(statement);
  }

  /** Says which constant an object of the chart has. */
  public refer(kind: Referenced, of: string, constant: string): void {
    this.references.set(`${kind}/${of}`, name(constant));
  }

  /** An object of that kind by its name: that of the chart, or a reference to one that is elsewhere. */
  public reference(kind: Referenced, of: string): Code {
    const known = this.references.get(`${kind}/${of}`);
    if (known !== undefined) {
      return known;
    }
    const constant = this.constant(of, kind);
    const id = this.id(suffixed(of, kind));
    this.declare(kind, of, { constant, code: call(name(`kplus.${kind}`), FACTORIES[kind], name('this'), text(id), text(of)) });
    return name(constant);
  }

  private free(taken: Set<string>, candidates: readonly string[], stem: string): string {
    let found = candidates.find(candidate => !taken.has(candidate));
    for (let count = 2; found === undefined; count += 1) {
      found = taken.has(`${stem}${count}`) ? undefined : `${stem}${count}`;
    }
    taken.add(found);
    return found;
  }
}

/** Input: `my-db2`, or `myDb2`. Output: `my`, `db`, `2` or `my`, `Db`, `2`. */
export function wordsOf(text_: string): string[] {
  return text_.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+/g) ?? [];
}

/** What of a suffix the name does not end with follows it: `my-db` and `my-db-config` are `MyDbConfigMap`. */
export function suffixed(of: string, suffix: string): string {
  const plain = pascal(of);
  const words = wordsOf(suffix);
  const known = words.map((_, index) => words.slice(0, words.length - index).join('')).find(each => plain.toLowerCase().endsWith(each.toLowerCase())) ?? '';
  return plain + suffix.slice(known.length);
}

/** `my-db.example` as a name of a constant: `myDbExample`. */
export function camel(text_: string): string {
  const name_ = pascal(text_);
  return name_.charAt(0).toLowerCase() + name_.slice(1);
}

/** `my-db.example` as a name of a class: `MyDbExample`. */
export function pascal(text_: string): string {
  const words = text_.split(/[^A-Za-z0-9]+/).filter(word => word !== '');
  const joined = words.map(word => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return /^[0-9]/.test(joined) ? `N${joined}` : joined;
}
