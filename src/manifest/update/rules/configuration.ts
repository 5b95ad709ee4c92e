import { firstOf, listed, listedNames } from '../../lint/listed';
import { NONE } from '../../lint/rule';
import { cached } from '../../model/cached';
import { Field } from '../../model/field';
import { groupedBy } from '../../model/grouped-by';
import { ManifestObject } from '../../model/object';
import { PodTemplate } from '../../model/pod-template';
import { DataChange, UpdateFault, UpdateRule } from '../rule';
import { StartRead, startReadsOf } from '../start-reads';
import { namespaceOption } from '../volume-commands';

/**
 * Rules on ConfigMaps and Secrets.
 */
export const CONFIGURATION: readonly UpdateRule[] = [
  {
    id: 'U28',
    name: 'data-read-at-start-alone',
    severity: 'warning',
    outcome: 'no-effect',
    demand: 'Where pods read a ConfigMap or a Secret at their start alone, their template changes with it: by `env`, `envFrom`, a mount with '
      + '`subPath`, or an init container.',
    consequence: 'nothing restarts the pods, which go on with the old data until something else does',
    fix: 'make the pods anew after the apply; or let their template change with the data: a checksum in an annotation, or a name that ends in one',
    data: 'No volume is touched.',
    link: 'https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically',
    check: { data: startReadFaults },
  },
  {
    id: 'U29',
    name: 'immutable-data-changed',
    severity: 'error',
    outcome: 'refused',
    demand: 'A ConfigMap or a Secret that is `immutable` stays as it is, and a Secret keeps its type.',
    consequence: 'the API server refuses the update',
    fix: 'give the object another name, and write that one in the pods; or delete it, and apply it anew',
    data: 'No volume is touched.',
    link: 'https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-immutable',
    check: { data: change => [...immutableFaults(change), ...typeFaults(change)] },
  },
];

/** Where keys can be. */
const HOLDERS = ['data', 'binaryData', 'stringData'];

/** What makes pods anew when their configuration changes, or the configuration under a new name. */
const RELOADERS = /reload|^wave\.pusher\.com\/update-on-config-change$|^kapp\.k14s\.io\/versioned/;

/** Whose value says which objects are meant. */
const RELOADER_OF_SOME = /^(configmap|secret)\.reloader\.stakater\.com\/reload$/;

function startReadFaults(change: DataChange): readonly UpdateFault[] {
  const { before, after, written, keptPods } = change;
  const reads = readsIn(keptPods).get(keyOf(written))?.filter(({ pod }) => pod.owner.mayShareNamespace(written)) ?? [];
  if (reads.length === 0 || isImmutable(before) || isReloaded(written, written.metadata)) {
    return NONE;
  }
  const changed = changedKeys(before, after);
  const stale = reads.filter(({ pod, reads: isRead }) => changed.some(isRead) && !isReloaded(written, pod.owner.metadata, pod.metadata));
  const keys = changed.filter(key => stale.some(({ reads: isRead }) => isRead(key)));
  if (keys.length === 0) {
    return NONE;
  }
  const owners = [...new Set(stale.map(({ pod }) => pod.owner))];
  return [{
    // the lines of a Secret are for nobody's log
    at: after.root,
    problem: `differs in ${listedNames(keys)}, which the pods of ${listed(owners)} read at their start alone`,
    ...restartFix(owners),
    related: firstOf(owners),
  }];
}

const readsIn = cached((pods: readonly PodTemplate[]): ReadonlyMap<string, StartRead[]> =>
  groupedBy(pods.flatMap(startReadsOf), ({ reference: { kind, at } }) => `${kind}/${at.string}`));

function keyOf({ groupKind, name }: ManifestObject): string {
  return `${groupKind}/${name}`;
}

/** Whether an annotation has something restart the pods with that object. */
function isReloaded(object: ManifestObject, ...annotated: readonly Field[]): boolean {
  return annotated.flatMap(metadata => Object.entries(metadata.at('annotations').stringMap)).some(([key, value]) => {
    const [, kind] = RELOADER_OF_SOME.exec(key) ?? [];
    // names can be patterns
    return kind === undefined ? RELOADERS.test(key) && value !== 'false'
      : object.kind.toLowerCase() === kind && value.split(',').some(name => name.trim() === object.name || /[*+?[(|]/.test(name));
  });
}

/** The kinds whose pods `kubectl rollout restart` makes anew. */
const RESTARTABLE = ['apps/StatefulSet', 'apps/Deployment', 'apps/DaemonSet'];

function restartFix(owners: readonly ManifestObject[]): Pick<UpdateFault, 'fix'> {
  const [first] = owners;
  const isPlain = owners.length === 1 && first !== undefined && RESTARTABLE.includes(first.groupKind ?? '') && /^[a-z0-9.-]+$/.test(first.name);
  return isPlain ? {
    fix: `run kubectl rollout restart ${first.kind.toLowerCase()}/${first.name}${namespaceOption(first)} after the apply; or let the pod template `
      + 'change with the data: a checksum in an annotation, or a name that ends in one',
  } : {};
}

/** The keys whose values change, those that come or go among them. */
function changedKeys(before: ManifestObject, after: ManifestObject): string[] {
  const [old, now] = [valuesOf(before), valuesOf(after)];
  // what stood there stays in the Secret
  const kept = new Set(before.root.at('stringData').keys.filter(key => !now.has(key)));
  return [...new Set([...old.keys(), ...now.keys()])].filter(key => old.get(key) !== now.get(key) && !kept.has(key));
}

/** By their keys, in base64 where they are those of a Secret. */
function valuesOf({ root }: ManifestObject): ReadonlyMap<string, unknown> {
  const [data = [], binary = [], texts = []] = HOLDERS.map(name => root.at(name).fields);
  return new Map<string, unknown>([
    ...[...data, ...binary].map(({ name, value }) => [name, typeof value === 'string' ? value : JSON.stringify(value)] as const),
    ...texts.map(({ name, string = '' }) => [name, Buffer.from(string).toString('base64')] as const),
  ]);
}

function isBinary(keys: readonly string[], { root }: ManifestObject): boolean {
  return keys.every(key => root.at('binaryData').has(key));
}

function isImmutable({ root }: ManifestObject): boolean {
  return root.at('immutable').boolean === true;
}

const IMMUTABLE = 'Forbidden: field is immutable when `immutable` is set';

function immutableFaults({ before, after }: DataChange): readonly UpdateFault[] {
  if (!isImmutable(before)) {
    return NONE;
  }
  const keys = changedKeys(before, after);
  const switched = after.root.at('immutable');
  return [
    ...isImmutable(after) ? [] : [{ at: switched, problem: switched.isSet ? 'was true' : 'is missing, and was true', apiServerMessage: `immutable: ${IMMUTABLE}` }],
    ...keys.length === 0 ? [] : [{
      at: after.root,
      problem: `differs in ${listedNames(keys)}, and was immutable`,
      apiServerMessage: `${isBinary(keys, before) || isBinary(keys, after) ? 'binaryData' : 'data'}: ${IMMUTABLE}`,
    }],
  ];
}

function typeFaults({ before, after, isLive }: DataChange): readonly UpdateFault[] {
  const at = after.root.at('type');
  const [old, now] = [before, after].map(({ root }) => root.at('type').string || 'Opaque');
  return after.groupKind !== '/Secret' || old === now || (isLive && !at.isSet) ? NONE : [{
    at,
    problem: `was ${JSON.stringify(old)}`,
    apiServerMessage: `type: Invalid value: ${JSON.stringify(now)}: field is immutable`,
  }];
}
