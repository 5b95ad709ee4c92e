import { Manifest } from '../support/objects';

/**
 * Where the library's manifests lack something of the plain ones, or undefined. It tells that both verdicts are about
 * the same program. What the library adds (the defaults of cdk8s-plus' containers) is not looked at.
 */
export function deviation(plain: Manifest[], library: Manifest[]): string | undefined {
  const id = ({ kind, metadata }: Manifest) => `${kind} ${metadata.name}`;
  const [wanted, there] = [plain, library].map((all) => all.map(id).sort().join(', '));
  if (wanted !== there) return `the objects are ${there} instead of ${wanted}`;
  return plain.map((one) => lacks(one, library.find((other) => id(other) === id(one)), id(one))).find((one) => one !== undefined);
}

function lacks(wanted: unknown, there: unknown, path: string): string | undefined {
  if (wanted === undefined) return undefined;
  if (path.endsWith('.requests.storage')) {
    return bytes(wanted as string) === bytes(there as string) ? undefined : `${path} is ${there} instead of ${wanted}`;
  }
  if (typeof wanted === 'object' && wanted !== null && typeof there === 'object' && there !== null) {
    if (Array.isArray(wanted) && wanted.length !== (there as unknown[]).length) return `${path} has another length`;
    return Object.entries(wanted).map(([key, value]) => lacks(value, (there as Record<string, unknown>)[key], `${path}.${key}`))
      .find((one) => one !== undefined);
  }
  // the empty object and the missing one say the same
  if (typeof wanted === 'object' && there === undefined && Object.keys(wanted ?? {}).length === 0) return undefined;
  return Object.is(wanted, there) ? undefined : `${path} is ${JSON.stringify(there)} instead of ${JSON.stringify(wanted)}`;
}

/** How many bytes a quantity stands for. */
export function bytes(quantity: string): number {
  const [, amount, unit = '', binary] = /^([0-9.e-]+)([kKMGTPE])?(i)?$/.exec(quantity) ?? [];
  return Number(amount) * (binary ? 1024 : 1000) ** ['', 'K', 'M', 'G', 'T', 'P', 'E'].indexOf(unit.toUpperCase());
}
