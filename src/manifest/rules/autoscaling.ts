import { listed } from '../lint/listed';
import { NONE, Rule, source } from '../lint/rule';

/** Where autoscaling/v1 keeps the metrics that it has no field for. */
const METRICS = 'autoscaling.alpha.kubernetes.io/metrics';

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
        const all = inventory.autoscalersOf(set);
        // of two manifests of one StatefulSet the last counts
        const autoscalers = all.length === 0 || !inventory.setsNamed(set.name, set.object).includes(set) ? [] : all.filter(autoscaler => {
          const target = autoscaler.spec.at('scaleTargetRef', 'apiVersion').string;
          const isConstant = ['minReplicas', 'maxReplicas'].every(name => autoscaler.spec.at(name).number === at.number);
          return autoscaler.sharesNamespace(set.object) && (!target || target.startsWith('apps/')) && !isConstant;
        });
        return autoscalers.length === 0 ? NONE : [{
          at,
          problem: `is fixed, and ${listed(autoscalers)} ${autoscalers.length > 1 ? 'scale' : 'scales'} it, too`,
          related: autoscalers,
        }];
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
  {
    id: 'N04',
    name: 'autoscaler-to-zero',
    severity: 'error',
    demand: 'The minReplicas of a HorizontalPodAutoscaler is 1 or more; from Kubernetes 1.37 on it may be 0 beside a metric that needs no pods.',
    consequence: 'the API server refuses the HorizontalPodAutoscaler',
    fix: 'set minReplicas to 1',
    link: 'https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/HPAScaleToZero/',
    versions: '0: before 1.37; in others without a metric of type Object or External',
    check: {
      kind: 'autoscaling/HorizontalPodAutoscaler',
      object: ({ spec, metadata }, { target }) => {
        const least = spec.at('minReplicas');
        if (least.number === undefined || least.number > 0) {
          return NONE;
        }
        if (least.number < 0) {
          return [{ at: least, problem: 'is negative' }];
        }
        if (target.isPartlyBefore('1.37')) {
          return [{ at: least, problem: 'is refused before Kubernetes 1.37' }];
        }
        const isFromElsewhere = spec.at('metrics').items.some(metric => ['Object', 'External'].includes(metric.at('type').string ?? ''));
        return isFromElsewhere || metadata.at('annotations', METRICS).isSet
          ? NONE
          : [{ at: least, problem: 'has no metric of type Object or External beside it, and pods that are not there have none' }];
      },
    },
  },
];
