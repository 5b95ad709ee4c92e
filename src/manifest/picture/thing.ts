import { Finding } from '../lint/finding';
import { UpdateFinding } from '../update/finding';

/**
 * What became of a thing since the manifests before.
 */
export type Change = 'added' | 'removed' | 'changed';

/**
 * Something that a picture shows of a thing: `storage 10Gi`.
 */
export interface Fact {
  readonly name: string;
  readonly value: string;

  /**
   * What it was in the manifests before; empty where there was nothing.
   *
   * @default - the same, or there are no manifests before
   */
  readonly before?: string;
}

/**
 * A thing of a picture: an object, or a part of one such as a container.
 */
export interface Thing {
  /** The kind of the object; `container` or `init container` of a part of the pods. */
  readonly kind: string;
  readonly name: string;
  readonly facts: readonly Fact[];

  /** What the rules find there. */
  readonly findings: readonly (Finding | UpdateFinding)[];

  /**
   * What became of it.
   *
   * @default - nothing, or there are no manifests before
   */
  readonly change?: Change;
}

/**
 * Facts with their names; those without a value are left out.
 */
export function factsOf(values: Readonly<Record<string, string | number | undefined>>): Fact[] {
  const facts: Fact[] = [];
  for (const name of Object.keys(values)) {
    const value = values[name];
    if (value !== undefined && value !== '') {
      facts.push({ name, value: String(value) });
    }
  }
  return facts;
}

/**
 * The things after a change beside those before it: what is gone comes last.
 */
export function thingsBetween(before: readonly Thing[], after: readonly Thing[]): Thing[] {
  const old = new Map(before.map(thing => [keyOf(thing), thing]));
  const now = new Set(after.map(keyOf));
  return [
    ...after.map(thing => thingBetween(old.get(keyOf(thing)), thing)),
    ...before.filter(thing => !now.has(keyOf(thing))).map(thing => ({ ...thing, change: 'removed' as const })),
  ];
}

/**
 * A thing after a change, with what its facts were before.
 */
export function thingBetween(before: Thing | undefined, after: Thing): Thing {
  if (before === undefined) {
    return { ...after, change: 'added' };
  }
  const old = new Map(before.facts.map(({ name, value }) => [name, value]));
  const names = new Set(after.facts.map(({ name }) => name));
  const facts = [
    ...after.facts.map(fact => old.get(fact.name) === fact.value ? fact : { ...fact, before: old.get(fact.name) ?? '' }),
    ...before.facts.filter(({ name }) => !names.has(name)).map(({ name, value }) => ({ name, value: '', before: value })),
  ];
  const isChanged = after.change === 'changed' || facts.some(fact => fact.before !== undefined);
  return { ...after, facts, ...isChanged && { change: 'changed' } };
}

function keyOf({ kind, name }: Thing): string {
  return `${kind}/${name}`;
}
