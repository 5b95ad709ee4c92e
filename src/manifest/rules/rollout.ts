import { isMaxUnavailablePartlyOff } from '../kubernetes/max-unavailable';
import { NONE, Rule, source } from '../lint/rule';

/** How many seconds a rollout may wait for pods before a rule reports it. */
const LONG_WAIT = 600;

/**
 * Rules on how a change reaches the pods.
 */
export const ROLLOUT: readonly Rule[] = [
  {
    id: 'R70',
    name: 'partition-holds-all-pods',
    severity: 'warning',
    demand: 'The partition of a rolling update is less than the number of replicas.',
    consequence: 'no change of the pod template reaches any pod',
    fix: 'lower the partition to the number of pods that stay as they are',
    link: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#partitions',
    check: {
      statefulSet: (set, { inventory }) => {
        const at = set.partition;
        const most = inventory.mostReplicas(set);
        return at.number !== undefined && at.number > 0 && most > 0 && at.number >= most
          ? [{ at, problem: `is not less than the number of replicas, ${most}` }]
          : NONE;
      },
    },
  },
  {
    id: 'R71',
    name: 'rolling-update-not-explicit',
    severity: 'info',
    demand: 'An updateStrategy of type RollingUpdate says its partition.',
    consequence: 'a pod that is made again during a rollout gets the old revision, where with partition 0 it would get the new one',
    fix: 'set rollingUpdate.partition to 0',
    link: source('pkg/apis/apps/v1/defaults.go', 105),
    check: {
      statefulSet: ({ spec }) => {
        const strategy = spec.at('updateStrategy');
        return strategy.at('type').string === 'RollingUpdate' && !strategy.at('rollingUpdate').isSet
          ? [{ at: strategy.at('rollingUpdate'), problem: 'is missing' }]
          : NONE;
      },
    },
  },
  {
    id: 'R72',
    name: 'partition-with-start-ordinal',
    severity: 'warning',
    demand: 'A partition is not used together with a first ordinal other than 0.',
    consequence: 'the controller counts the partition from the first pod, and not from ordinal 0 as the API reference says, so that other pods are '
      + 'updated than meant',
    fix: 'make the partition the number of pods that stay as they are, and accept this finding, or let the ordinals start at 0',
    link: 'https://github.com/kubernetes/kubernetes/issues/128529',
    check: {
      statefulSet: set => {
        const at = set.partition;
        return at.number !== undefined && at.number > 0 && set.firstOrdinal > 0
          ? [{ at, problem: `stands for the ordinals below ${set.firstOrdinal + at.number}, as the ordinals start at ${set.firstOrdinal}` }]
          : NONE;
      },
    },
  },
  {
    id: 'R73',
    name: 'max-unavailable-dropped',
    severity: 'warning',
    demand: 'The maxUnavailable of a rolling update is used only where every version of the target knows it.',
    consequence: 'the API server drops the field without a word, and updates one pod at a time',
    fix: 'remove it, or set the target version to 1.37 or later',
    link: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#maximum-unavailable-pods',
    versions: '1.28–1.34, 1.35.4–1.36',
    check: {
      statefulSet: (set, { target }) => {
        const at = set.spec.at('updateStrategy', 'rollingUpdate', 'maxUnavailable');
        // one pod at a time is what happens without the field
        return isMaxUnavailablePartlyOff(target) && at.intOrString !== undefined && at.intOrString !== 1
          ? [{ at, problem: `is off in versions of Kubernetes that are in the target (${target})` }]
          : NONE;
      },
    },
  },
  {
    id: 'R74',
    name: 'broken-rollout-stays',
    severity: 'info',
    demand: 'Whoever operates a StatefulSet whose pods start in order knows what to do when a rollout breaks.',
    consequence: 'a revision whose pods never get ready stays even after the pod template is reverted, until its pod is deleted by hand',
    fix: 'delete the broken pod after reverting, or use podManagementPolicy Parallel',
    link: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#forced-rollback',
    check: {
      statefulSet: set => set.isOrdered && set.isRolling
        ? [{ at: set.spec.at('podManagementPolicy'), problem: 'is OrderedReady with rolling updates' }]
        : NONE,
    },
  },
  {
    id: 'R75',
    name: 'update-on-delete',
    severity: 'info',
    demand: 'Pods are updated by the controller.',
    consequence: 'a change reaches a pod only when somebody deletes it, and `kubectl rollout status` does not work',
    fix: 'use RollingUpdate, with a partition where pods shall wait',
    link: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#update-strategies',
    check: {
      statefulSet: set => !set.isOnDelete ? NONE : [{ at: set.spec.at('updateStrategy', 'type'), problem: 'leaves the update to whoever deletes the pods' }],
    },
  },
  {
    id: 'R77',
    name: 'rollout-waits-long',
    severity: 'info',
    demand: `The pods of a StatefulSet that start in order do not wait for more than ${LONG_WAIT / 60} minutes in all.`,
    consequence: 'the first start takes that long, and from Kubernetes 1.34 on every rollout, too',
    fix: 'lower minReadySeconds, or use podManagementPolicy Parallel',
    link: 'https://github.com/kubernetes/kubernetes/pull/130909',
    check: {
      statefulSet: set => {
        const at = set.spec.at('minReadySeconds');
        const wait = (at.number ?? 0) * set.replicas;
        return set.isOrdered && wait > LONG_WAIT
          ? [{ at, problem: `makes ${set.replicas} pods wait ${Math.round(wait / 60)} minutes in all` }]
          : NONE;
      },
    },
  },
  {
    id: 'R78',
    name: 'revision-history-empty',
    severity: 'warning',
    demand: 'At least one old revision is kept.',
    consequence: 'there is nothing to roll back to; a negative number keeps every revision, and crashes kube-controller-manager before 1.31.5 and 1.32.1',
    fix: 'set it to how many revisions to keep, or remove it for 10',
    link: 'https://github.com/kubernetes/kubernetes/pull/129301',
    check: {
      statefulSet: ({ spec }) => {
        const at = spec.at('revisionHistoryLimit');
        if (at.number === undefined || at.number > 0) {
          return NONE;
        }
        return [at.number < 0 ? { at, problem: 'is negative', severity: 'error' } : { at, problem: 'keeps no old revision' }];
      },
    },
  },
];
