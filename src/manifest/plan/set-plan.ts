import { dnsNamesOf, Names, namesBetween, servicesOf } from './addresses';
import { budgetsOf } from './budgets';
import { deletion } from './deletion';
import { Ending, endingOf } from './ending';
import { Live, liveState, notesOnLive } from './live-state';
import { heldBackIn, notesOf } from './notes';
import { primariesIn, Quorum, quorumIn } from './roles';
import { Run, run, Step } from './run';
import { isInitial, NEW, nothingYet, OLD, setStateOf, settled } from './set-state';
import { Application } from '../application';
import { Algorithm, FeatureGates, Release, RELEASES, releasesOf } from '../controller/algorithm';
import { PodState, State } from '../controller/state';
import { claimName } from '../kubernetes/pod-identity';
import { TargetVersions } from '../kubernetes/target-versions';
import { ManifestObject } from '../model/object';
import { isSameTemplate } from '../update/revisions';

/**
 * What goes wrong with the pods of a set.
 */
export interface Troubles {
  /** The ordinals of pods that never get ready with the new manifest. */
  readonly fails: readonly number[];

  /** Those that are not ready to begin with. */
  readonly broken: readonly number[];

  /** Those that vanish once the controller waits for the first time, as with their node. */
  readonly lost: readonly number[];

  /** The ordinals of the pods that the others depend on. */
  readonly primary?: readonly number[];

  /** How many pods have to be ready for the application to work; undefined where the manifests say it, or it does not matter. */
  readonly quorum?: number;

  /** The feature gates of the controller that are not as by default. */
  readonly featureGates: FeatureGates;
}

/**
 * A StatefulSet before and after, both with all defaults; one of them is missing where it is created or deleted.
 */
export interface Transition {
  readonly before?: Application;
  readonly after?: Application;

  /** What the cluster that has printed the set before has printed besides; undefined where all pods are taken to be there and ready. */
  readonly live?: Live;

  /** The object as the user wrote it: the new one, or the old one where there is no new one. */
  readonly written: ManifestObject;
  readonly replicasBefore?: number;
  readonly replicas?: number;
}

/**
 * What happens to a StatefulSet, its pods and their claims.
 */
export interface SetPlan {
  readonly object: ManifestObject;
  readonly change: 'create' | 'update' | 'delete';

  /** The versions of Kubernetes in which it happens like this: `1.34, 1.35.4-1.36`. */
  readonly versions: string;

  /** Empty where nothing happens to pods and claims. */
  readonly steps: readonly Step[];
  readonly ending: Ending;

  /** How many pods there are to begin with, and how many there are to be. */
  readonly replicasBefore: number;
  readonly replicas: number;

  /** The pods that there are to begin with. */
  readonly podsBefore: readonly PodState[];
  readonly leastServing: number;

  /** How many pods have to be ready; undefined where nobody says so. */
  readonly quorum?: Quorum;

  /** Whether there are fewer ready pods than that at some time, and were enough before. */
  readonly losesQuorum: boolean;

  /** Of each pod that the others depend on, and that is there to begin with, the steps, from 1, in which it goes. */
  readonly primaries: readonly { readonly ordinal: number; readonly goesIn: readonly number[]; readonly from?: string }[];
  readonly claims: { readonly created: readonly string[]; readonly kept: readonly string[]; readonly deleted: readonly string[] };

  /** The DNS names of pods that come and go, and the Services that lead to them, which take a while to find. */
  readonly dnsNames: Names;
  readonly services: () => Names;

  /** Whether pods with the old template and with the new one have to be told apart. */
  readonly templateChanges: boolean;

  /** The ordinals that have the old template at the end, as the strategy holds them back. */
  readonly heldBack: readonly number[];
  readonly notes: readonly string[];
}

/**
 * Plans StatefulSets. Many have the same number of pods and the same spec as far as the controller looks at it, so what it does to
 * them is found once.
 */
export class Planner {
  private readonly runs = new Map<string, readonly ReleaseRun[]>();

  /** The plans for a set, one for the versions that do the same, the newest last. */
  public plans(transition: Transition, troubles: Troubles, target: TargetVersions): SetPlan[] {
    const start = startOf(transition, troubles);
    const groups = new Map<string, { names: string[]; plan: Omit<SetPlan, 'versions'> }>();
    for (const { release, ran, ending, text } of this.runsFrom(start, troubles, transition.after === undefined, target)) {
      const notes = notesFor(transition, start, ran, release.algorithm);
      const key = [text, ...notes].join('\n');
      const group = groups.get(key);
      if (group === undefined) {
        groups.set(key, { names: [release.name], plan: { ...planOf(transition, start, ran, troubles), ending, notes } });
      } else {
        group.names.push(release.name);
      }
    }
    const isEvery = groups.size === 1 && [...groups.values()][0]!.names.length === releasesOf(target).length;
    return [...groups.values()].map(({ names, plan }) => ({ ...plan, versions: isEvery ? target.toString() : versionsOf(names) }));
  }

  private runsFrom(start: State, troubles: Troubles, isDeleted: boolean, target: TargetVersions): readonly ReleaseRun[] {
    const key = JSON.stringify([start, troubles, isDeleted, target.toString()]);
    let known = this.runs.get(key);
    if (known === undefined) {
      known = releasesOf(target, troubles.featureGates).filter(release => isKnown(start.set.strategy, release))
        .map(release => runFrom(start, troubles, isDeleted, release));
      this.runs.set(key, known);
    }
    return known;
  }
}

/** A run with the controller of a release. */
interface ReleaseRun {
  readonly release: Release;
  readonly ran: Run;
  readonly ending: Ending;

  /** Both as text, to compare. */
  readonly text: string;
}

function runFrom(start: State, troubles: Troubles, isDeleted: boolean, release: Release): ReleaseRun {
  const { algorithm } = release;
  const isBroken = (pod: PodState) => !isInitial(pod) && pod.revision === start.set.template && troubles.fails.includes(pod.ordinal);
  const ran = isDeleted ? deletion(start) : run(start, algorithm, isBroken, troubles);
  const ending: Ending = isDeleted ? { outcome: 'done' } : endingOf(ran, algorithm, isBroken, isInitial);
  return { release, ran, ending, text: JSON.stringify([ran.steps, ending]) };
}

/** Whether the API servers of a release take the strategy. */
function isKnown({ type }: State['set']['strategy'], { algorithm }: Release): boolean {
  return type !== 'Recreate' || algorithm.knowsRecreate;
}

/** Releases by their names, those that follow each other as one: `1.28-1.34, 1.37`. */
function versionsOf(names: readonly string[]): string {
  const groups: string[][] = [];
  for (const [index, { name }] of RELEASES.entries()) {
    const group = groups.at(-1);
    if (names.includes(name)) {
      if (group !== undefined && group.at(-1) === RELEASES[index - 1]?.name) {
        group.push(name);
      } else {
        groups.push([name]);
      }
    }
  }
  return groups.map(group => group.length === 1 ? group[0] : `${group[0]!.split('-')[0]}-${group.at(-1)!.split('-').at(-1)}`).join(', ');
}

function planOf(
  { before, after, written }: Transition, start: State, ran: Run, troubles: Troubles,
): Omit<SetPlan, 'versions' | 'ending' | 'notes'> {
  const serving = [start.pods.filter(({ readySince }) => readySince !== undefined).length, ...ran.steps.map(step => step.serving)];
  const leastServing = Math.min(...serving);
  const application = after ?? before;
  const steps = ran.steps.flatMap((step, index) => shown(step, index));
  const quorum = troubles.quorum === undefined ? before && after && quorumIn(before, after) : { needed: troubles.quorum };
  const primaries = troubles.primary?.map(ordinal => ({ ordinal })) ?? (before && primariesIn(before)) ?? [];
  return {
    object: written,
    change: before === undefined ? 'create' : after === undefined ? 'delete' : 'update',
    steps,
    replicasBefore: start.pods.length,
    podsBefore: start.pods,
    replicas: after === undefined ? 0 : start.set.replicas,
    leastServing,
    ...quorum !== undefined && { quorum },
    losesQuorum: quorum !== undefined && serving[0]! >= quorum.needed && leastServing < quorum.needed,
    primaries: primaries.filter(({ ordinal }) => start.pods.some(pod => pod.ordinal === ordinal))
      .map(primary => ({ ...primary, goesIn: departuresOf(primary.ordinal, steps) })),
    claims: claimsBetween(start, ran, written.name),
    dnsNames: namesBetween(dnsNamesOf(start.pods, application), dnsNamesOf(ran.end.pods, application)),
    services: () => namesBetween(servicesOf(before), servicesOf(after)),
    templateChanges: before !== undefined && start.set.template === NEW,
    heldBack: after === undefined ? [] : heldBackIn(ran.end),
  };
}

function notesFor({ before, after, live }: Transition, start: State, ran: Run, algorithm: Algorithm): string[] {
  const application = after ?? before;
  return application === undefined ? [] : [...live === undefined ? [] : notesOnLive(live), ...notesOf({
    ran,
    start,
    set: application.set,
    algorithm,
    change: after === undefined ? 'delete' : 'apply',
    ...before !== undefined && live === undefined && { before: before.set },
    budgets: budgetsOf(application.set, application.inventory, start.set.replicas),
  })];
}

function startOf({ before, after, live, replicas, replicasBefore }: Transition, { broken }: Troubles): State {
  if (before === undefined) {
    return nothingYet(setStateOf(after!.set, NEW, replicas));
  }
  if (live !== undefined) {
    return liveState(live, setStateOf((after ?? before).set, NEW, replicas), after?.set, broken);
  }
  const state = settled(setStateOf(before.set, OLD, replicasBefore), broken);
  return after === undefined ? state : { ...state, set: setStateOf(after.set, isSameTemplate(before.set, after.set) ? OLD : NEW, replicas) };
}

/** Steps in which nothing is done to pods or claims are left out, as is that a sync writes to a pod what it has. */
function shown(step: Step, index: number): Step[] {
  const actions = step.actions.filter(({ verb }) => verb !== 'update pod');
  return actions.length > 0 || (index > 0 && step.after.length > 0) ? [{ ...step, actions }] : [];
}

/** The steps, from 1, in which a pod is deleted, or is gone by itself. */
function departuresOf(ordinal: number, steps: readonly Step[]): number[] {
  let isDeleted = false;
  return steps.flatMap(({ after, actions }, index) => {
    const isLost = !isDeleted && after.some(event => event.what === 'gone' && event.ordinal === ordinal && event.template === undefined);
    const deletes = actions.some(action => action.verb === 'delete pod' && action.ordinal === ordinal);
    isDeleted = deletes || (isDeleted && !actions.some(action => action.verb === 'create pod' && action.ordinal === ordinal));
    return isLost || deletes ? [index + 1] : [];
  });
}

function claimsBetween({ claims }: State, { end, steps }: Run, set: string): SetPlan['claims'] {
  const nameOf = ({ template, ordinal }: { readonly template: string; readonly ordinal: number }) => claimName(template, set, ordinal);
  const [before, after] = [claims.map(nameOf), end.claims.map(nameOf)];
  const created = steps.flatMap(({ actions }) => actions.flatMap(action => action.verb === 'create claim' ? [nameOf(action)] : []));
  const [now, anew] = [new Set(after), new Set(created)];
  return {
    created: created.filter(name => now.has(name)),
    kept: before.filter(name => now.has(name) && !anew.has(name)),
    deleted: before.filter(name => !now.has(name) || anew.has(name)),
  };
}
