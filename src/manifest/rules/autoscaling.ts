import { NONE, Rule, source } from '../lint/rule';

/**
 * Rules on autoscalers.
 */
export const AUTOSCALING: readonly Rule[] = [
  {
    id: 'R76',
    name: 'replicas-fixed-beside-autoscaler',
    severity: 'error',
    demand: 'A StatefulSet that a HorizontalPodAutoscaler scales does not say its replicas.',
    consequence: 'every apply sets the number of pods back, and the autoscaler changes it again',
    fix: 'remove spec.replicas',
    link: 'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling',
    check: {
      statefulSet: (set, { inventory }) => {
        const at = set.spec.at('replicas');
        // an autoscaler leaves a workload with 0 replicas alone, which is how one is paused
        if (at.number === undefined || at.number === 0) {
          return NONE;
        }
        return inventory.autoscalersOf(set).filter(autoscaler => {
          const target = autoscaler.spec.at('scaleTargetRef', 'apiVersion').string;
          const isConstant = ['minReplicas', 'maxReplicas'].every(name => autoscaler.spec.at(name).number === at.number);
          return autoscaler.sharesNamespace(set.object) && (!target || target.startsWith('apps/')) && !isConstant;
        }).map(autoscaler => ({
          at,
          problem: `is fixed, and HorizontalPodAutoscaler ${JSON.stringify(autoscaler.name)} scales it, too`,
          related: [autoscaler],
        }));
      },
    },
  },
  {
    id: 'N02',
    name: 'autoscaler-range-empty',
    severity: 'error',
    demand: 'The maxReplicas of a HorizontalPodAutoscaler is 1 or more, and not less than its minReplicas.',
    consequence: 'the API server refuses the HorizontalPodAutoscaler',
    fix: 'raise maxReplicas, or lower minReplicas',
    link: source('pkg/apis/autoscaling/validation/validation.go', 62),
    check: {
      kind: 'autoscaling/HorizontalPodAutoscaler',
      object: ({ spec }) => {
        const [least, most] = [spec.at('minReplicas'), spec.at('maxReplicas')];
        if (most.number === undefined) {
          return NONE;
        }
        if (most.number < 1) {
          return [{ at: most, problem: 'is not 1 or more' }];
        }
        return least.number !== undefined && least.number > most.number
          ? [{ at: least, problem: `is more than maxReplicas, ${most.number}` }]
          : NONE;
      },
    },
  },
];
