const BINARY_UNITS = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/**
 * A whole number of bytes as a quantity, in the largest unit that leaves it whole: 1Gi, 1536Mi, 100.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function binaryQuantity(bytes: number): string {
  let [amount, unit] = [bytes, 0];
  while (amount > 0 && amount % 1024 === 0 && unit < BINARY_UNITS.length - 1) {
    amount /= 1024;
    unit += 1;
  }
  return `${amount}${BINARY_UNITS[unit]}`;
}

/**
 * How many parts of `parseQuantity` make a whole: it counts in nano units, the smallest that Kubernetes knows.
 */
export const WHOLE = 1_000_000_000n;

/** What a binary quantity is cut down to. */
const MOST_BINARY = (2n ** 63n - 1n) * WHOLE;

/** Larger exponents give no other result after rounding and limits, and a number of that many digits would take all memory. */
const LARGEST_EXPONENT = 1000;

const QUANTITY = /^([+-]?)([0-9]*)(?:\.([0-9]*))?(?:([KMGTPE]i)|([numkMGTPE]?)|[eE]([+-]?[0-9]+))$/;
const DECIMAL_EXPONENTS: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/**
 * A quantity such as 1.5Gi, 100m or 12e6 in nano units, exactly; what is smaller than one nano is rounded away from
 * zero, as Kubernetes does. Undefined where Kubernetes does not take it for a quantity.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function parseQuantity(text: string | number): bigint | undefined {
  const written = String(text).trim();
  const match = QUANTITY.exec(written);
  if (match === null || written === '') {
    return undefined;
  }
  const [, sign, whole, fraction = '', binary, decimal, exponent] = match;
  const digits = BigInt(`${whole}${fraction}`);
  const power = binary === undefined ? decimalExponent(decimal, exponent) : 0;
  // Kubernetes reads a unit without a number as 0, but refuses it with a binary unit or a power below nano
  if (`${whole}${fraction}` === '' && (binary !== undefined || power < -9)) {
    return undefined;
  }
  const factor = binary === undefined ? 1n : 1024n ** BigInt(BINARY_UNITS.indexOf(binary));
  const nanos = timesPowerOfTen(digits * factor, power + 9 - fraction.length);
  const amount = binary !== undefined && nanos > MOST_BINARY ? MOST_BINARY : nanos;
  return sign === '-' ? -amount : amount;
}

function decimalExponent(unit: string | undefined, exponent: string | undefined): number {
  if (exponent === undefined) {
    return DECIMAL_EXPONENTS[unit ?? ''] ?? 0;
  }
  return Math.max(-LARGEST_EXPONENT, Math.min(LARGEST_EXPONENT, Number(exponent)));
}

function timesPowerOfTen(value: bigint, power: number): bigint {
  if (power >= 0) {
    return value * 10n ** BigInt(power);
  }
  const divisor = 10n ** BigInt(-power);
  return (value + divisor - 1n) / divisor;
}
