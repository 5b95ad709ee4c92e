import { lowestUpdatedOrdinal } from '../../application/rollout';
import { Difference, differences } from '../../defaults/differences';
import { byKey, itemKeys } from '../../defaults/list-items';
import { parsePodName, podName } from '../../kubernetes/pod-identity';
import { NONE } from '../../lint/rule';
import { Field } from '../../model/field';
import { StatefulSet } from '../../model/stateful-set';
import { FieldChange, placeOf } from '../finding';
import { lossesBetween } from '../found-data';
import { podsByTemplate } from '../revisions';
import { Change, UpdateFault, UpdateRule } from '../rule';

/**
 * What a change to the pod template brings, or one to what holds it back.
 */
export const ROLLOUT: readonly UpdateRule[] = [
  {
    id: 'U14',
    name: 'rollout',
    severity: 'info',
    outcome: 'rolls-pods',
    demand: 'A change of the pod template makes the pods anew, with their names and their claims.',
    consequence: 'pods are replaced one by one, from the highest ordinal down',
    fix: 'see that the application can do without each of its pods for a while',
    data: 'Each pod comes back with its claims.',
    link: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#rolling-updates',
    check: { statefulSet: templateChange },
  },
  {
    id: 'U22',
    name: 'held-back-pods-released',
    severity: 'info',
    outcome: 'rolls-pods',
    demand: 'A partition that goes down, or an update strategy that is no longer OnDelete, lets an update reach the pods that it was kept from.',
    consequence: 'those of them that have an older template are replaced',
    fix: 'see that the application can do without each of these pods for a while',
    data: 'Each pod comes back with its claims.',
    link: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#partitions',
    check: { statefulSet: released },
  },
];

function templateChange(change: Change<StatefulSet>): readonly UpdateFault[] {
  const { before, after } = change;
  const changed = byImportance(differences(before.pod.template, after.pod.template, byKey));
  if (changed.length === 0) {
    return NONE;
  }
  const paths = changed.map(({ after: { path }, isOrder }) => placeOf({ path: path.replace('spec.template.', ''), isOrder }));
  const isLost = lossesBetween(before.pod, after.pod).length > 0;
  const replaced = replacedPods(change);
  return [{
    at: after.pod.template,
    problem: `differs in ${paths.join(', ')}`,
    changes: byImportance(changed.flatMap(leavesOf)).map(fieldChangeOf),
    consequence: replaced.sentence,
    ...replaced.isNone && { outcome: 'in-place' as const, data: 'Nothing happens to pods and claims.' },
    ...isLost && { data: 'Each pod comes back with its claims, and does not find all data where it was: see U17.' },
  }];
}

function fieldChangeOf({ before, after, isOrder }: Difference): FieldChange {
  const [old, now] = [before, after].map(list => isOrder ? namesIn(list) : list.value);
  return { path: after.path, before: old, after: now, ...isOrder && { isOrder } };
}

/** What the items of a list are known by: `PASSWORD` in an environment, `5432 TCP` in a list of ports. */
function namesIn(list: Field): unknown {
  return itemKeys(list.name, list.items.map(({ value }) => value))?.map(key => Object.values(key).join(' ')) ?? list.value;
}

/** A block that is new, or gone, as the fields in it. */
function leavesOf(difference: Difference): Difference[] {
  const { before, after } = difference;
  const keys = before.isSet ? after.isSet ? [] : keysOf(before) : keysOf(after);
  return keys.length === 0 ? [difference] : keys.flatMap(key => leavesOf({ before: before.at(key), after: after.at(key) }));
}

function keysOf({ value, keys, items }: Field): (string | number)[] {
  return Array.isArray(value) ? items.some(item => item.keys.length > 0) ? [...items.keys()] : [] : keys;
}

/** What changes what a process may do, or which one it is, before the rest. */
const IMPORTANCE: readonly RegExp[] = [
  /readOnlyRootFilesystem|runAs|privileged|capabilities|readOnly$/, /securityContext/, /serviceAccount|automountServiceAccountToken/, /volumeMounts|volumeDevices|\.volumes/, /resources/, /\.(command|args)/, /\.image$/, /Probe/,
];

function byImportance(changed: readonly Difference[]): Difference[] {
  const rank = ({ after: { path } }: Difference) => {
    const index = IMPORTANCE.findIndex(pattern => pattern.test(path));
    return index < 0 ? IMPORTANCE.length : index;
  };
  return [...changed].sort((one, other) => rank(one) - rank(other));
}

interface Replaced {
  readonly sentence: string;
  readonly isNone?: boolean;
}

/** Which pods are replaced. */
function replacedPods({ before, after, earlier }: Change<StatefulSet>): Replaced {
  const { name, firstOrdinal, replicas } = after;
  if (after.isOnDelete) {
    return { sentence: 'each pod is replaced when somebody deletes it' };
  }
  const lowest = Math.max(lowestUpdatedOrdinal(after), before.firstOrdinal);
  const highest = Math.min(firstOrdinal + replicas, before.firstOrdinal + before.replicas) - 1;
  if (lowest > highest) {
    const partition = after.partition.number ?? 0;
    return { sentence: `no pod is replaced, as ${partition > 0 ? `partition ${partition} leaves all of them out` : 'none of them stays'}`, isNone: true };
  }
  const { current, old } = podsByTemplate(before, after, earlier);
  if (current.length > 0) {
    const names = old.filter(pod => isWithin(parsePodName(pod.name)?.ordinal, lowest, highest)).map(pod => pod.name).sort().reverse();
    return names.length === 0
      ? { sentence: 'no pod is replaced, as all of them have that template already', isNone: true }
      : { sentence: `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} replaced, and the others have that template already` };
  }
  return { sentence: highest === lowest ? `${podName(name, highest)} is replaced` : rolling(name, highest, lowest) };
}

function rolling(name: string, highest: number, lowest: number): string {
  return `pods are replaced one by one, from ${podName(name, highest)} down to ${podName(name, lowest)}`;
}

function isWithin(ordinal: number | undefined, lowest: number, highest: number): boolean {
  return ordinal !== undefined && ordinal >= lowest && ordinal <= highest;
}

/** That pods which an update did not reach before it reaches now, with the same template. */
function released({ before, after, isLive }: Change<StatefulSet>): readonly UpdateFault[] {
  const status = before.object.root.at('status');
  const [current, update] = [status.at('currentRevision').string, status.at('updateRevision').string];
  // the cluster says that no update is held back
  const isComplete = isLive && current !== undefined && current === update;
  if (after.isOnDelete || isComplete) {
    return NONE;
  }
  const first = after.firstOrdinal;
  const end = first + Math.min(before.replicas, after.replicas);
  const heldBefore = before.isOnDelete ? end : Math.min(lowestUpdatedOrdinal(before), end);
  const [lowest, highest] = [Math.max(lowestUpdatedOrdinal(after), first), heldBefore - 1];
  if (lowest > highest || differences(before.pod.template, after.pod.template).length > 0) {
    return NONE;
  }
  const at = before.isOnDelete ? after.spec.at('updateStrategy', 'type') : after.partition;
  const was = before.isOnDelete ? 'was OnDelete' : `was ${before.partition.number ?? 0}`;
  const pods = highest === lowest
    ? `${podName(after.name, highest)} is replaced, where it has`
    : `${podName(after.name, highest)} down to ${podName(after.name, lowest)} are replaced, where they have`;
  return [{ at, problem: was, consequence: `${pods} an older template` }];
}
