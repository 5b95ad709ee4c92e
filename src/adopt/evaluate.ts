import { Code, Statement } from './code';

/** What a name stands for. */
export type Names = Map<string, unknown>;

/**
 * Runs statements against the constructs themselves, without a compiler. Constants become names.
 */
export function run(statements: readonly Statement[], names: Names): void {
  for (const { constant, code } of statements) {
    const result = evaluate(code, names);
    if (constant !== undefined) {
      names.set(constant, result);
    }
  }
}

/**
 * The value of an expression.
 */
export function evaluate(code: Code, names: Names): unknown {
  switch (code.kind) {
    case 'value':
    case 'mode': return code.value;
    case 'file': return code.text;
    case 'template': return code.parts.map(part => typeof part === 'string' ? part : String(evaluate(part, names))).join('');
    case 'list': return code.items.map(item => evaluate(item, names));
    case 'struct': return Object.fromEntries(code.entries.map(({ key, code: value }) => [key, evaluate(value, names)]));
    case 'name': return valueOf(code.path, names);
    case 'new': {
      const type = valueOf(code.type, names) as new (...args: unknown[]) => unknown;
      return new type(...code.args.map(arg => evaluate(arg, names)));
    }
    case 'call': {
      const of = evaluate(code.of, names) as Record<string, (...args: unknown[]) => unknown>;
      const args = code.args.map(arg => evaluate(arg, names));
      return of[code.method]!(...args);
    }
  }
}

function valueOf([root, ...rest]: readonly string[], names: Names): unknown {
  let value = names.get(root ?? '');
  for (const key of rest) {
    value = (value as Record<string, unknown> | undefined)?.[key];
  }
  if (value === undefined) {
    throw new Error(`${[root, ...rest].join('.')} is not known`);
  }
  return value;
}
