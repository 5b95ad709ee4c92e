import { FAILSAFE_SCHEMA, Type } from 'js-yaml';
import { MERGE } from './yaml-merge';

/**
 * YAML as sigs.k8s.io/yaml reads it, and so kubectl: that is YAML 1.1 (`yes` and `on` are booleans, 0644 is octal), but
 * for dates and for numbers of base 60 (1:30), which stay strings.
 *
 * @see https://github.com/yaml/go-yaml/blob/v2.4.2/resolve.go
 */
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map(word => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map(word => [word, false] as const),
]);

const NULLS: readonly (string | null)[] = [null, '', '~', 'null', 'Null', 'NULL'];

/** That of `false`. Most scalars are longer than what means something else than its text. */
const LONGEST_WORD = 5;

const INTEGER = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|[0-9]+)$/;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const NOT_FINITE = /^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$/;

/** What no longer fits into 64 bits is no integer. */
const LARGEST = 2 ** 64;

function intOf(text: string): number | undefined {
  const [, sign, digits] = INTEGER.exec(withoutUnderscores(text)) ?? [];
  if (digits === undefined || /^0.*[89]/.test(digits)) {
    return undefined;
  }
  const number = /^0[0-7]/.test(digits) ? parseInt(digits, 8) : Number(digits);
  return number < LARGEST ? Number(`${sign}1`) * number : undefined;
}

function floatOf(text: string): number | undefined {
  if (NOT_FINITE.test(text)) {
    return Number(text.toLowerCase().replace('.inf', 'Infinity').replace('.nan', 'NaN'));
  }
  const plain = withoutUnderscores(text);
  const number = FLOAT.test(plain) ? Number(plain) : undefined;
  return number !== undefined && Number.isFinite(number) ? number : undefined;
}

function withoutUnderscores(text: string): string {
  return text.includes('_') ? text.replaceAll('_', '') : text;
}

/** Most scalars are words, and their first character tells them from numbers. */
function startsLikeNumber(text: string | null): text is string {
  return text !== null && /^[-+.0-9]/.test(text);
}

function scalar(name: string, resolve: (text: string | null) => boolean, construct?: (text: string) => unknown): Type {
  return new Type(`tag:yaml.org,2002:${name}`, { kind: 'scalar', resolve, construct });
}

/** Tags of other programs mean nothing to Kubernetes. */
function ignored(prefix: string): Type[] {
  const kinds = ['scalar', 'sequence', 'mapping'] as const;
  return kinds.map(kind => new Type(prefix, { kind, multi: true, construct: (value: unknown) => value }));
}

export const KUBECTL_SCHEMA = FAILSAFE_SCHEMA.extend({
  implicit: [
    scalar('null', text => (text === null || text.length <= LONGEST_WORD) && NULLS.includes(text), () => null),
    scalar('bool', text => text !== null && text.length <= LONGEST_WORD && BOOLEANS.has(text), text => BOOLEANS.get(text)),
    scalar('int', text => startsLikeNumber(text) && intOf(text) !== undefined, intOf),
    scalar('float', text => startsLikeNumber(text) && floatOf(text) !== undefined, floatOf),
    MERGE,
  ],
  explicit: [
    scalar('binary', text => text !== null, text => Buffer.from(text, 'base64').toString()),
    ...ignored('!'),
    ...ignored('tag:yaml.org,2002:'),
  ],
});
