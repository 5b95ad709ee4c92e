import { isDeepStrictEqual } from 'node:util';
import { objectsOf } from './run';

/**
 * A field that is left out of the comparison, and why.
 */
interface Difference {
  readonly kind: string;
  readonly path: readonly string[];
  readonly reason: string;
}

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

const ADDRESS = 'cdk8s.io/metadata.addr';
const POD = ['spec', 'template', 'spec'];

const CONVENTIONS: Difference[] = [
  { kind: 'Service', path: ['spec', 'externalIPs'], reason: 'cdk8s-plus always writes it, empty' },
  ...[
    { kind: 'Service', path: ['spec', 'selector', ADDRESS] },
    { kind: 'StatefulSet', path: ['spec', 'selector', 'matchLabels', ADDRESS] },
    { kind: 'StatefulSet', path: ['spec', 'template', 'metadata', 'labels', ADDRESS] },
  ].map(field => ({ ...field, reason: 'cdk8s-plus makes its value from the construct path' })),
  { kind: 'StatefulSet', path: [...POD, 'shareProcessNamespace'], reason: 'from cdk8s-plus-32 on, it always writes it, false' },
];

const BEYOND_CDK8S_PLUS: Difference[] = [
  ['spec', 'volumeClaimTemplates'],
  ['spec', 'persistentVolumeClaimRetentionPolicy'],
  [...POD, 'enableServiceLinks'],
  [...POD, 'containers', '0', 'volumeMounts'],
].map(path => ({ kind: 'StatefulSet', path, reason: 'cdk8s-plus-28 has no property for it' }));

/** What the other variants may do differently from StatefulApp. */
const LEFT_OUT: Readonly<Record<string, readonly Difference[]>> = {
  'raw': [],
  'cdk8s-plus': [...CONVENTIONS, ...BEYOND_CDK8S_PLUS],
  'cdk8s-plus-patched': CONVENTIONS,
  'helm': [],
  'jsonnet': [],
};

// more than one application, so that names that clash or depend on the order would show
const APPLICATIONS = 3;

/**
 * Proves that the variants write the same objects.
 *
 * @returns what was left out of the comparison, a line each
 * @throws where the objects are not the same
 */
export function requireSameObjects(folder: string, variants: readonly string[]): string[] {
  const ours = manifests(folder, 'stateful-app');
  return Object.entries(LEFT_OUT).filter(([variant]) => variants.includes(variant)).flatMap(([variant, differences]) => {
    const theirs = manifests(folder, variant);
    if (!isDeepStrictEqual([...theirs.keys()], [...ours.keys()])) {
      throw new Error(`${variant} writes ${[...theirs.keys()].join(', ')}, and stateful-app ${[...ours.keys()].join(', ')}`);
    }
    for (const [key, manifest] of ours) {
      if (!isDeepStrictEqual(withoutAll(manifest, differences), withoutAll(theirs.get(key)!, differences))) {
        throw new Error(`${key} of ${variant} is not that of stateful-app:\n${JSON.stringify(theirs.get(key))}\n${JSON.stringify(manifest)}`);
      }
    }
    const fields = differences.map(({ kind, path, reason }) => `  ${kind} ${path.join('.')} (${reason})`);
    return [`${variant} = stateful-app in all ${ours.size} objects of ${APPLICATIONS} applications, ${fields.length > 0 ? 'leaving out' : 'every field'}`, ...fields];
  });
}

function manifests(folder: string, variant: string): Map<string, Manifest> {
  const named = (objectsOf(folder, variant, APPLICATIONS) as Manifest[]).map(object => [`${object.kind} ${object.metadata.name}`, object] as const);
  return new Map(named.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function withoutAll(manifest: Manifest, differences: readonly Difference[]): unknown {
  return differences.filter(({ kind }) => kind === manifest.kind).reduce<unknown>((rest, { path }) => without(rest, path), manifest);
}

function without(value: unknown, [key, ...deeper]: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  // as an object, which serves the comparison of arrays, too
  const { [key]: inner, ...others } = value as Record<string, unknown>;
  return deeper.length === 0 || inner === undefined ? others : { ...others, [key]: without(inner, deeper) };
}
