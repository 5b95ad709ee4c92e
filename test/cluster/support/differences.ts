/** A field that is not stored as it was sent. */
export interface Difference {
  /** Its path, such as `spec.containers[0].image`. */
  field: string;
  sent: unknown;
  /** Undefined where it is missing. */
  stored: unknown;
}

/** Quantities: the API server writes each in its canonical form, such as `1024Mi` as `1Gi`, and `1000m` as `1`. */
const QUANTITY = /\.(resources\.(requests|limits)\.[^.]+|emptyDir\.sizeLimit)$/;

/**
 * Zero values that the API server leaves out of its answers (in its Go types they are no pointers, and `omitempty`).
 * They say nothing that their absence does not.
 */
const LEFT_OUT: Record<string, unknown> = { apiGroup: '', minReadySeconds: 0, hostNetwork: false, readOnly: false, externalIPs: [] };

/**
 * The fields that were sent and are missing or have another value in what is stored. What is stored besides, such as
 * defaults and the status, does not count, but a list must have as many items.
 */
export function differences(sent: unknown, stored: unknown, field = ''): Difference[] {
  if (Array.isArray(sent) && Array.isArray(stored) && sent.length === stored.length) {
    return sent.flatMap((item, index) => differences(item, stored[index], `${field}[${index}]`));
  }
  if (isObject(sent) && isObject(stored)) {
    return Object.entries(sent).flatMap(([name, value]) => differences(value, stored[name], field === '' ? name : `${field}.${name}`));
  }
  return sent === stored || isLeftOut(field, sent, stored) || isSameQuantity(field, sent, stored) ? [] : [{ field, sent, stored }];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isLeftOut(field: string, sent: unknown, stored: unknown): boolean {
  const name = field.split('.').at(-1)!;
  return stored === undefined && name in LEFT_OUT && JSON.stringify(sent) === JSON.stringify(LEFT_OUT[name]);
}

function isSameQuantity(field: string, sent: unknown, stored: unknown): boolean {
  return QUANTITY.test(field) && typeof sent === 'string' && typeof stored === 'string' && amount(sent) === amount(stored);
}

const SUFFIXES: Record<string, number> = {
  'm': 1e-3, '': 1, 'k': 1e3, 'M': 1e6, 'G': 1e9, 'T': 1e12, 'Ki': 2 ** 10, 'Mi': 2 ** 20, 'Gi': 2 ** 30, 'Ti': 2 ** 40,
};

function amount(quantity: string): number {
  const [, number, suffix] = /^([0-9.]+)([A-Za-z]*)$/.exec(quantity) ?? [];
  if (SUFFIXES[suffix] === undefined) throw new Error(`'${quantity}' is no quantity`);
  return Number(number) * SUFFIXES[suffix];
}
