import { NOW } from './cases';
import { isInRange } from '../../src/manifest/controller/claim-owners';
import { PodState, State } from '../../src/manifest/controller/state';

const anyPod = (isMeant: (pod: PodState, state: State) => boolean) => (state: State) => state.pods.some(pod => isMeant(pod, state));

/**
 * What the cases are made of, to see that none of it is rare.
 */
export const CATEGORIES: Readonly<Record<string, (state: State) => boolean>> = {
  'OrderedReady': ({ set }) => !set.isParallel,
  'Parallel': ({ set }) => set.isParallel,
  'RollingUpdate with its block': ({ set }) => set.strategy.rollingUpdate !== undefined,
  'RollingUpdate without its block': ({ set: { strategy } }) => strategy.type === 'RollingUpdate' && strategy.rollingUpdate === undefined,
  'OnDelete': ({ set }) => set.strategy.type === 'OnDelete',
  'Recreate': ({ set }) => set.strategy.type === 'Recreate',
  'a partition': ({ set }) => (set.strategy.rollingUpdate?.partition ?? 0) > 0,
  'a partition above the replicas': ({ set }) => (set.strategy.rollingUpdate?.partition ?? 0) > set.replicas,
  'maxUnavailable as a number': ({ set }) => typeof set.strategy.rollingUpdate?.maxUnavailable === 'number',
  'maxUnavailable as a percentage': ({ set }) => typeof set.strategy.rollingUpdate?.maxUnavailable === 'string',
  'ordinals.start': ({ set }) => set.start > 0,
  'minReadySeconds': ({ set }) => set.minReadySeconds > 0,
  'no replicas': ({ set }) => set.replicas === 0,
  'a set that is deleted': ({ set }) => set.isDeleted,
  'claims': ({ set }) => set.claimTemplates.length > 0,
  ...Object.fromEntries((['Retain', 'Delete'] as const).flatMap(whenDeleted => (['Retain', 'Delete'] as const).map(whenScaled => [
    `whenDeleted ${whenDeleted}, whenScaled ${whenScaled}`,
    ({ set: { retention } }: State) => retention.whenDeleted === whenDeleted && retention.whenScaled === whenScaled,
  ]))),
  'scaled up': ({ set, pods }) => pods.filter(({ ordinal }) => isInRange(ordinal, set)).length < set.replicas,
  'scaled down': anyPod(({ ordinal }, { set }) => !isInRange(ordinal, set)),
  'scaled down at the low end': anyPod(({ ordinal }, { set }) => ordinal < set.start),
  'an old pod': anyPod(({ revision }, { set }) => revision !== set.template),
  'a roll-back': ({ set, revisions }) => revisions.slice(0, -1).includes(set.template),
  'a broken pod': anyPod(({ phase, readySince }) => phase === 'Running' && readySince === undefined),
  'a pod that is ready and not available': anyPod(({ readySince }, { set }) => readySince === NOW - 5 && set.minReadySeconds > 5),
  'a pending pod': anyPod(({ phase }) => phase === 'Pending'),
  'a failed pod': anyPod(({ phase }) => phase === 'Failed'),
  'a terminating pod': anyPod(({ isTerminating }) => isTerminating),
  'a missing claim': ({ set, pods, claims }) => pods.length * set.claimTemplates.length > claims.length,
  'a terminating claim': ({ claims }) => claims.some(({ isTerminating }) => isTerminating),
  'a claim of an object that is gone': ({ claims }) => claims.some(({ owners }) => owners.some(({ uid }) => uid === 'gone' || uid === 'old-set')),
  'a claim that something else controls': ({ claims }) => claims.some(({ owners }) => owners.some(({ kind, isController }) => kind === 'other' && isController)),
};
