import { TargetVersions } from '../kubernetes/target-versions';

/**
 * In what the StatefulSet controllers of the versions of Kubernetes differ.
 */
export interface Algorithm {
  /** Whether a pod that is ready, and has not been for `minReadySeconds`, holds up a scale-down and the roll-out. */
  readonly waitsForAvailable: boolean;

  /** The feature gate MaxUnavailableStatefulSet. */
  readonly maxUnavailable: boolean;

  /** Whether `maxUnavailable` of a Parallel set spares the pods that are broken anyway, which are replaced at once. */
  readonly brokenFirst: boolean;

  /** Whether it knows the update strategy `Recreate`, and the feature gate StatefulSetRecreateStrategy. */
  readonly knowsRecreate: boolean;
  readonly recreate: boolean;

  /** Whether an update that all pods have is complete with any strategy, and not with RollingUpdate alone. */
  readonly completesEveryStrategy: boolean;
}

/**
 * The algorithm of some versions of Kubernetes.
 */
export interface Release {
  /** As it is told: `1.35.0-1.35.3`. */
  readonly name: string;
  readonly from: string;

  /** The first version that has another one; undefined where there is none yet. */
  readonly until?: string;
  readonly algorithm: Algorithm;
}

const UNTIL_1_33: Algorithm = {
  waitsForAvailable: false,
  maxUnavailable: false,
  brokenFirst: false,
  knowsRecreate: false,
  recreate: false,
  completesEveryStrategy: false,
};
const FROM_1_34: Algorithm = { ...UNTIL_1_33, waitsForAvailable: true };
const FROM_1_37: Algorithm = { ...FROM_1_34, maxUnavailable: true, brokenFirst: true, knowsRecreate: true, completesEveryStrategy: true };

/**
 * All of them, the oldest first, with the feature gates as they are by default.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/controller/statefulset/stateful_set_control.go
 */
export const RELEASES: readonly Release[] = [
  { name: '1.28-1.33', from: '1.28', until: '1.34', algorithm: UNTIL_1_33 },
  { name: '1.34', from: '1.34', until: '1.35', algorithm: FROM_1_34 },
  { name: '1.35.0-1.35.3', from: '1.35', until: '1.35.4', algorithm: { ...FROM_1_34, maxUnavailable: true } },
  { name: '1.35.4-1.36', from: '1.35.4', until: '1.37', algorithm: FROM_1_34 },
  { name: '1.37', from: '1.37', algorithm: FROM_1_37 },
];

/**
 * Feature gates of the controller by their names, where they are not as the version has them by default.
 */
export interface FeatureGates {
  readonly MaxUnavailableStatefulSet?: boolean;
  readonly StatefulSetRecreateStrategy?: boolean;
}

/**
 * The names of the gates.
 */
export const FEATURE_GATES: readonly (keyof FeatureGates)[] = ['MaxUnavailableStatefulSet', 'StatefulSetRecreateStrategy'];

/**
 * The releases that some of the versions belong to, the oldest first.
 */
export function releasesOf(target: TargetVersions, gates: FeatureGates = {}): Release[] {
  return RELEASES
    .filter(({ from, until }) => until === undefined ? target.isPartlyFrom(from) : target.isPartlyWithin(from, until))
    .map(release => ({ ...release, algorithm: withGates(release.algorithm, gates) }));
}

function withGates(algorithm: Algorithm, gates: FeatureGates): Algorithm {
  const { MaxUnavailableStatefulSet: maxUnavailable = algorithm.maxUnavailable, StatefulSetRecreateStrategy: recreate = algorithm.recreate } = gates;
  return { ...algorithm, maxUnavailable, recreate: recreate && algorithm.knowsRecreate };
}
