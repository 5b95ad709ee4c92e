import * as fc from 'fast-check';
import { Labels, Selector } from './program';
import { bytes } from './rendering';
import { Comparison } from './search';
import { DryRuns } from './server';
import { shareTexts, texts } from './values';
import {
  dnsLabelProblem, dnsSubdomainProblem, labelValueProblem, portNameProblem, qualifiedNameProblem, serviceNameProblem, statefulSetNameProblem,
} from '../../../src/manifest/kubernetes/names';
import { integerProblem, intOrPercentProblem } from '../../../src/manifest/kubernetes/numbers';
import { Problem } from '../../../src/manifest/kubernetes/problem';
import { binaryQuantity } from '../../../src/manifest/kubernetes/quantities';
import { selectorMatches, selectsEverything } from '../../../src/manifest/kubernetes/selectors';
import { Manifest } from '../support/objects';

/** A function of src/manifest, and how the API server tells the same. */
export interface FunctionCase<T> {
  what: string;
  values: fc.Arbitrary<T>;
  /** Why the library refuses the value, or undefined. */
  problemOf: (value: T) => Problem | undefined;
  /** A hand-written manifest that is as good as the value in it. */
  manifest: (value: T) => Manifest;
  /** Where the library is stricter on purpose; the reason stands with the case. */
  stricter?: (value: T, minor: number) => boolean;
  /** Whether the first pod counts, too. */
  withPod?: boolean;
}

/** The verdicts on one value. */
export async function compareFunction<T>(one: FunctionCase<T>, value: T, server: DryRuns): Promise<Comparison> {
  const { what, problemOf, manifest, stricter, withPod } = one;
  const ours = problemOf(value)?.problem;
  const theirs = withPod ? (await server.verdict([manifest(value)])).refusals[0] : await server.refusal(manifest(value));
  if (ours === undefined && theirs === undefined) return { outcome: 'passed' };
  if (ours !== undefined && theirs !== undefined) return { outcome: 'refused' };
  if (theirs === undefined && stricter?.(value, server.minor)) return { outcome: 'stricter' };
  const kind = theirs === undefined ? 'the library refuses what the API server passes' : 'the API server refuses what the library passes';
  return { outcome: 'different', difference: { kind, library: ours ?? 'passes', server: theirs ?? 'passes', signature: `${what}: ${kind}` } };
}

const wholeNumbers = fc.oneof(
  fc.integer({ min: -3, max: 3 }), fc.integer(), fc.maxSafeInteger(), fc.integer({ min: 65530, max: 65540 }),
  fc.constantFrom(0.5, -0.5, 1.5, 2147483647, 2147483648, -2147483648, -2147483649, 1e21));

const labels = fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom('', '1', '2'), { noNullPrototype: true });

const selectors: fc.Arbitrary<Selector> = fc.record({
  matchLabels: labels,
  matchExpressions: fc.array(fc.oneof(
    fc.record({
      key: fc.constantFrom('a', 'b', 'c'),
      operator: fc.constantFrom('In' as const, 'NotIn' as const),
      values: fc.array(fc.constantFrom('', '1', '2'), { minLength: 1, maxLength: 2 }),
    }),
    fc.record({ key: fc.constantFrom('a', 'b', 'c'), operator: fc.constantFrom('Exists' as const, 'DoesNotExist' as const) }),
  ), { maxLength: 2 }),
}, { requiredKeys: [] });

/** The list holds cases of several types. */
function cases<T>(one: FunctionCase<T>): FunctionCase<unknown> {
  return one as FunctionCase<unknown>;
}

export const FUNCTIONS: FunctionCase<unknown>[] = [
  cases({ what: 'dnsLabelProblem, and the name of a StatefulSet', values: texts(), problemOf: dnsLabelProblem, manifest: (name) => statefulSet({ name }) }),
  cases({
    what: 'statefulSetNameProblem, and the name of a StatefulSet that has pods',
    values: texts(),
    problemOf: statefulSetNameProblem,
    manifest: (name) => statefulSet({ name }),
    withPod: true,
  }),
  cases({
    what: 'serviceNameProblem, and the name of a Service',
    values: texts(),
    problemOf: serviceNameProblem,
    manifest: (name) => service(name, 80),
    // RelaxedServiceNameValidation; the library speaks for the versions before, too
    stricter: (name, minor) => minor >= 36 && /^[0-9]/.test(name),
  }),
  cases({ what: 'dnsSubdomainProblem, and the name of a ConfigMap', values: texts(), problemOf: dnsSubdomainProblem, manifest: (name) => configMap({ name }) }),
  cases({
    what: 'portNameProblem, and the name of a container port',
    values: texts(),
    problemOf: portNameProblem,
    manifest: (name) => pod([{ containerPort: 80, name }]),
    // the empty text stands for no name
    stricter: (name) => name === '',
  }),
  cases({
    what: 'qualifiedNameProblem, and the key of a label',
    values: texts(),
    problemOf: qualifiedNameProblem,
    manifest: (key) => configMap({ name: 'a', labels: { [key]: '' } }),
  }),
  cases({
    what: 'labelValueProblem, and the value of a label',
    values: texts(),
    problemOf: labelValueProblem,
    manifest: (value) => configMap({ name: 'a', labels: { a: value } }),
  }),
  cases({
    what: 'integerProblem from 0, and the replicas of a StatefulSet',
    values: wholeNumbers,
    problemOf: (value) => integerProblem(value, 0),
    manifest: (replicas) => statefulSet({ spec: { replicas } }),
  }),
  cases({
    what: 'integerProblem from 1 to 65535, and the port of a Service',
    values: wholeNumbers,
    problemOf: (value) => integerProblem(value, 1, 65535),
    manifest: (port) => service('a', port),
  }),
  cases({
    what: 'intOrPercentProblem from 0, and maxUnavailable of a PodDisruptionBudget',
    values: fc.oneof<fc.Arbitrary<number | string>[]>(wholeNumbers, shareTexts()),
    problemOf: (value) => intOrPercentProblem(value, 0),
    manifest: (maxUnavailable) => ({
      apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'a' }, spec: { maxUnavailable, selector: { matchLabels: { a: '1' } } },
    }),
  }),
  cases<{ selector: Selector; labels: Labels }>({
    what: 'selectsEverything and selectorMatches, and the selector of a StatefulSet',
    values: fc.record({ selector: selectors, labels }),
    problemOf: ({ selector, labels: ofPods }) => selectsEverything(selector) || !selectorMatches(selector, ofPods) ? { problem: 'does not select the pods' } : undefined,
    manifest: (value) => statefulSet({ spec: { selector: value.selector }, labels: value.labels }),
  }),
];

/** Whether the API server reads as many bytes in a claim as `binaryQuantity` was given. */
export async function compareQuantity(amount: number, server: DryRuns): Promise<Comparison> {
  const storage = binaryQuantity(amount);
  const stored = await server.create<{ spec: { resources: { requests: { storage: string } } } }>({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'a' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } },
  });
  const read = stored.spec.resources.requests.storage;
  return bytes(read) === amount
    ? { outcome: 'passed' }
    : { outcome: 'different', difference: { kind: 'the library renders something else', library: storage, server: read, signature: 'binaryQuantity' } };
}

function statefulSet({ name = 'a', labels: ofPods = { a: '1' }, spec = {} }: { name?: string; labels?: Labels; spec?: object }): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name },
    spec: {
      serviceName: 'a',
      selector: { matchLabels: { a: '1' } },
      template: { metadata: { labels: ofPods }, spec: { containers: [{ name: 'a', image: 'a' }] } },
      ...spec,
    },
  };
}

function service(name: string, port: number): Manifest {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { ports: [{ port }] } };
}

function configMap(metadata: Manifest['metadata']): Manifest {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata };
}

function pod(ports: object[]): Manifest {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [{ name: 'a', image: 'a', ports }] } };
}
