import { Adoption, AdoptedObject } from './adopt';
import { isJson } from '../manifest/model/json';
import { ManifestObject } from '../manifest/model/object';

/**
 * How much of StatefulSets and Services properties say.
 */
export interface Measure {
  /** The values in them. */
  readonly values: number;

  /** Those of them that patches say, or that are left as YAML. */
  readonly untyped: number;
}

/**
 * Measures by the values in StatefulSets and Services, those of the pods among them.
 */
export function measure({ objects, others }: Adoption): Measure {
  const typed = objects.filter(({ object }) => isMeasured(object));
  const plain = others.filter(isMeasured);
  const sum = (numbers: number[]) => numbers.reduce((one, other) => one + other, 0);
  return {
    values: sum([...typed.map(({ object }) => valuesIn(object.manifest)), ...plain.map(({ manifest }) => valuesIn(manifest))]),
    untyped: sum([...typed.map(patched), ...plain.map(({ manifest }) => valuesIn(manifest))]),
  };
}

/** The share of typed values in percent, rounded down, so that 100 % is all of them. */
export function percentTyped({ values, untyped }: Measure): number {
  return values === 0 ? 100 : Math.floor((1 - untyped / values) * 100);
}

function isMeasured({ groupKind }: ManifestObject): boolean {
  return groupKind === 'apps/StatefulSet' || groupKind === '/Service';
}

/** A removal is one value. */
function patched({ patches }: AdoptedObject): number {
  return patches.map(({ value }) => valuesIn(value)).reduce((one, other) => one + other, 0);
}

function valuesIn(value: unknown): number {
  const items: unknown[] = Array.isArray(value) ? value : isJson(value) ? Object.values(value) : [];
  return items.length === 0 ? 1 : items.map(valuesIn).reduce((one, other) => one + other, 0);
}
