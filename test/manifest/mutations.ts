import * as fc from 'fast-check';
import { casesOf, idsWithCases, manifestsOf } from './rules/cases';
import * as updates from './update/cases';

/**
 * Manifests that nobody planned for: those of the cases of all rules, which have every field that a rule looks at, with changes in
 * random places.
 */

/** Values of every type, and those that break careless code. */
const ODD_VALUES: readonly unknown[] = [
  null, true, false, 0, -1, 0.1, 1e21, 1e308, Number.MAX_SAFE_INTEGER + 2, Number.NaN, Number.POSITIVE_INFINITY,
  '', ' ', '-', '.', '..', '/', '%', '101%', '-1', '1e999', '0x10', '1Gi', '99999999999999999999Ei', '1.5m', '0001', 'None', 'null', 'Always',
  'toString', '__proto__', 'constructor', '$(', '$(A)', '$$(A)', '{{ x }}', 'a\nb', 'a\u0000b', '\ud800', '\u{1f980}', 'é', 'a'.repeat(300), '*', '[', '(?<', ':80', '::1', '256.0.0.1',
  {}, [], [[]], [[[{}]]], [null], [{}], [''], { '': '' }, { name: null }, { name: [] }, JSON.parse('{ "__proto__": { "name": "x" } }'),
];

const ODD_KEYS = ['', ' ', '__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', 'items', 'name', 'Kind', 'a.b/c', "a'b", '0', '-1'];

/** Kinds that a manifest may have in the place of its own. */
const KINDS = [
  ['v1', 'Service'], ['apps/v1', 'StatefulSet'], ['apps/v1', 'Deployment'], ['batch/v1', 'CronJob'], ['v1', 'Pod'], ['v1', 'List'], ['apps/v1', 'StatefulSetList'],
  ['v1', 'PersistentVolumeClaim'], ['keda.sh/v1alpha1', 'ScaledObject'], ['autoscaling/v2', 'HorizontalPodAutoscaler'], ['example.com/v1', 'Unknown'],
  ['apps/v1', 'Statefulset'], ['v1', 'StatefulSet'], ['apps/', 'StatefulSet'], ['/', 'Service'], ['', ''], [null, null], [{}, []], ['v1', '__proto__'],
] as const;

type Parent = Record<string, unknown>;

interface Mutation {
  readonly way: (parent: Parent, key: string, mutation: Mutation) => void;

  /** Which of all places, each time modulo their number. */
  readonly at: number;
  readonly value: unknown;
  readonly key: string;
}

const WAYS: readonly Mutation['way'][] = [
  (parent, key, { value }) => assign(parent, key, value),
  (parent, key) => Array.isArray(parent) ? parent.splice(Number(key), 1) : delete parent[key],
  (parent, key) => assign(parent, key, [parent[key], structuredClone(parent[key])]),
  (parent, key) => assign(parent, key, { [key]: parent[key] }),
  (parent, key, { key: other }) => Array.isArray(parent) || assign(parent, other, parent[key]),
  (parent, key) => assign(parent, key, JSON.stringify(parent[key])),
  (parent, key) => Array.isArray(parent) && parent.push(structuredClone(parent[Number(key)])),
  (parent, key) => typeof parent[key] === 'number' && assign(parent, key, -parent[key]),
];

/** Sets an own property, even `__proto__`, as parsers do. */
function assign(parent: Parent, key: string, value: unknown): void {
  Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
}

const CASES: readonly (readonly unknown[])[] = [
  ...idsWithCases().flatMap(id => [...casesOf(id).bad, ...casesOf(id).good]).map(manifestsOf),
  ...updates.idsWithCases().flatMap(id => [...updates.casesOf(id).bad, ...updates.casesOf(id).good])
    .flatMap(({ both = [], before = [], after = [] }) => [before, after].map(some => manifestsOf({ objects: [...both, ...some] }))),
];

const mutation: fc.Arbitrary<Mutation> = fc.record({
  way: fc.constantFrom(...WAYS),
  at: fc.nat(),
  value: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...ODD_VALUES) }, { weight: 1, arbitrary: fc.anything({ maxDepth: 3 }) }),
  key: fc.constantFrom(...ODD_KEYS),
});

function placesIn(node: unknown): [Parent, string][] {
  return typeof node === 'object' && node !== null
    ? Object.keys(node).flatMap(key => [[node as Parent, key] as [Parent, string], ...placesIn((node as Parent)[key])])
    : [];
}

function mutated(manifests: readonly unknown[], mutations: readonly Mutation[]): unknown[] {
  const copy = structuredClone(manifests) as unknown[];
  for (const one of mutations) {
    const places = placesIn(copy);
    const place = places[one.at % places.length];
    if (place !== undefined) {
      one.way(place[0], place[1], { ...one, value: structuredClone(one.value) });
    }
  }
  return copy;
}

/** The manifests of a program; most of them are well formed, but for a few places. */
export const mutatedManifests: fc.Arbitrary<unknown[]> = fc.record({
  cases: fc.array(fc.constantFrom(...CASES), { minLength: 1, maxLength: 2 }),
  mutations: fc.array(mutation, { maxLength: 8 }),
  kinds: fc.array(fc.tuple(fc.nat(), fc.constantFrom(...KINDS)), { maxLength: 1 }),
}).map(({ cases, mutations, kinds }) => {
  const manifests = mutated(cases.flat(), mutations);
  for (const [at, [apiVersion, kind]] of kinds) {
    const index = at % manifests.length;
    manifests[index] = { ...manifests[index] as object, apiVersion, kind };
  }
  return manifests;
});

/** Manifests, and what has become of them. */
export const mutatedUpdate: fc.Arbitrary<[before: unknown[], after: unknown[]]> = fc.tuple(mutatedManifests, fc.array(mutation, { maxLength: 5 }))
  .map(([before, mutations]) => [before, mutated(before, mutations)]);
