const KEYWORDS = new Set(['False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'class', 'continue', 'def', 'del', 'elif', 'else',
  'except', 'finally', 'for', 'from', 'global', 'if', 'import', 'in', 'is', 'lambda', 'nonlocal', 'not', 'or', 'pass', 'raise', 'return', 'try', 'while',
  'with', 'yield']);

/** What the program has names for already. */
const TAKEN = ['self', 'scope', 'id', 'super', 'kplus', 'text'];

/** As jsii names methods, properties and parameters in Python: `fromCommand` is `from_command`, `in` is `in_`. */
export function snake(name: string): string {
  const plain = name
    .replace(/(^|[^A-Z])(K|M|G)iB($|[^a-z])/g, '$1$2ib$3')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1_$2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll}+)/gu, '$1_$2')
    .toLowerCase();
  return KEYWORDS.has(plain) ? `${plain}_` : plain;
}

/**
 * The names that constants have in Python, each another one.
 */
export class Variables {
  private readonly names = new Map<string, string>();
  private readonly taken: Set<string>;

  /** @param parameters names that are taken besides */
  constructor(parameters: readonly string[] = []) {
    this.taken = new Set([...TAKEN, ...parameters]);
  }

  public of(constant: string): string {
    const known = this.names.get(constant);
    if (known !== undefined) {
      return known;
    }
    const stem = snake(constant);
    let found = stem;
    for (let count = 2; this.taken.has(found); count += 1) {
      found = `${stem}_${count}`;
    }
    this.taken.add(found);
    this.names.set(constant, found);
    return found;
  }
}
