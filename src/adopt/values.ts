import { call, Code, name, text } from './code';
import { Translate } from './fields';
import { parseQuantity, WHOLE } from '../manifest/kubernetes/quantities';
import { Field } from '../manifest/model/field';

const SIZES: readonly (readonly [string, bigint])[] = [
  ['tebibytes', 1024n ** 4n], ['gibibytes', 1024n ** 3n], ['mebibytes', 1024n ** 2n], ['kibibytes', 1024n],
];

/** An amount of bytes as a `Size`, where it is whole in that unit. */
function size(unit: bigint): Translate {
  return field => {
    const nanos = field.intOrString === undefined ? undefined : parseQuantity(field.intOrString);
    const bytes = nanos !== undefined && nanos % WHOLE === 0n ? nanos / WHOLE : undefined;
    const found = bytes === undefined || bytes <= 0n || bytes % unit !== 0n ? undefined : SIZES.find(([, each]) => bytes % each === 0n);
    return bytes === undefined || found === undefined ? undefined : call(name('Size'), found[0], text(Number(bytes / found[1])));
  };
}

const MEBIBYTE = 1024n ** 2n;
const GIBIBYTE = 1024n ** 3n;

/** An amount of storage; what is written in powers of ten, such as 10G, is a patch rather than a number of kibibytes that nobody knows again. */
export const storage: Translate = (field, scope) => size(field.string?.endsWith('Ki') === true ? 1024n : MEBIBYTE)(field, scope);

/** cdk8s-plus writes memory in mebibytes. */
export const memory = size(MEBIBYTE);

/** cdk8s-plus writes local storage in gibibytes. */
export const localStorage = size(GIBIBYTE);

/** An amount of CPU. */
export const cpu: Translate = field => {
  const nanos = field.intOrString === undefined ? undefined : parseQuantity(field.intOrString);
  const thousandth = WHOLE / 1000n;
  if (nanos === undefined || nanos <= 0n || nanos % thousandth !== 0n) {
    return undefined;
  }
  const millis = Number(nanos / thousandth);
  return millis % 1000 === 0 ? call(name('kplus.Cpu'), 'units', text(millis / 1000)) : call(name('kplus.Cpu'), 'millis', text(millis));
};

/** A number of seconds. */
export const duration: Translate = field => {
  const seconds = field.number;
  if (seconds === undefined || !Number.isInteger(seconds) || seconds < 0) {
    return undefined;
  }
  return seconds > 60 && seconds % 60 === 0 ? call(name('Duration'), 'minutes', text(seconds / 60)) : call(name('Duration'), 'seconds', text(seconds));
};

/** A number, or a share of 100 %. */
export const percentOrAbsolute: Translate = ({ intOrString: value }) => {
  const percent = typeof value === 'string' ? /^([0-9]+)%$/.exec(value)?.[1] : undefined;
  if (percent !== undefined) {
    return call(name('kplus.PercentOrAbsolute'), 'percent', text(Number(percent)));
  }
  return typeof value === 'number' ? call(name('kplus.PercentOrAbsolute'), 'absolute', text(value)) : undefined;
};

/**
 * One of the values of an enum, whose members are called like the values: `IfNotPresent` is `IF_NOT_PRESENT`.
 *
 * @param others the values whose members are called otherwise
 */
export function oneOf(type: string, values: readonly string[], others: Readonly<Record<string, string>> = {}): Translate {
  return field => memberOf(type, values, others, field);
}

function memberOf(type: string, values: readonly string[], others: Readonly<Record<string, string>>, field: Field): Code | undefined {
  const { string: value } = field;
  if (value === undefined || !values.includes(value)) {
    return undefined;
  }
  return name(`${type}.${others[value] ?? value.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase()}`);
}
