import { TargetVersions } from '../kubernetes/target-versions';
import { choiceFaults, REFUSED, repeated, requiredFaults, requiredTextFaults } from '../lint/faults';
import { Fault, NONE, Rule, source } from '../lint/rule';
import { Field } from '../model/field';
import { Container, PodTemplate } from '../model/pod-template';

const MOST_RULES = 20;
const MOST_EXIT_CODES = 255;

/**
 * Rules on when a container is restarted by itself, without its pod.
 */
export const CONTAINER_RESTARTS: readonly Rule[] = [
  {
    id: 'P31',
    name: 'container-restart-invalid',
    severity: 'error',
    demand: 'Restart rules stand beside a restartPolicy of their container, each with an action and exit codes; a resize policy names CPU or memory, each once.',
    consequence: REFUSED,
    fix: 'complete it, or remove it',
    link: source('pkg/apis/core/validation/validation.go', 3596),
    versions: 'restart rules: from 1.35, the action RestartAllContainers: from 1.36; resize policies: from 1.33',
    check: {
      pod: (pod, { target }) => pod.allContainers.flatMap(container => [
        ...target.isPartlyFrom('1.35') ? restartRulesFaults(container.field, target) : NONE,
        ...target.isPartlyFrom('1.33') ? resizeFaults(container, pod, target) : NONE,
      ]),
    },
  },
];

function restartRulesFaults(container: Field, target: TargetVersions): readonly Fault[] {
  const [policy, rules] = [container.at('restartPolicy'), container.at('restartPolicyRules')];
  if (rules.isEmpty) {
    return NONE;
  }
  return [
    ...policy.isSet ? NONE : [{ at: policy, problem: 'is missing beside restartPolicyRules', fix: 'say what the container does after other exit codes' }],
    ...rules.items.length > MOST_RULES ? [{ at: rules, problem: `has ${rules.items.length} rules, and ${MOST_RULES} is the most` }] : NONE,
    ...rules.items.flatMap(rule => [...actionFaults(rule.at('action'), target), ...exitCodesFaults(rule.at('exitCodes'))]),
  ];
}

function actionFaults(action: Field, target: TargetVersions): readonly Fault[] {
  if (action.string === 'RestartAllContainers') {
    return target.isPartlyBefore('1.36') ? [{ at: action, problem: 'is an action that Kubernetes has only from 1.36 on', fix: 'use Restart' }] : NONE;
  }
  return action.isEmpty ? requiredFaults(action) : choiceFaults(action, ['Restart', 'RestartAllContainers']);
}

function exitCodesFaults(codes: Field): readonly Fault[] {
  if (!codes.isSet) {
    return requiredFaults(codes);
  }
  const [operator, values] = [codes.at('operator'), codes.at('values')];
  return [
    ...operator.isEmpty ? requiredFaults(operator) : choiceFaults(operator, ['In', 'NotIn']),
    ...values.items.length > MOST_EXIT_CODES ? [{ at: values, problem: `has ${values.items.length} items, and ${MOST_EXIT_CODES} is the most` }] : NONE,
  ];
}

function resizeFaults({ field, isInit, isLongRunning }: Container, { spec }: PodTemplate, target: TargetVersions): readonly Fault[] {
  const policies = field.at('resizePolicy').items;
  const neverRestarts = spec.at('restartPolicy').string === 'Never';
  const isForgone = isInit && !isLongRunning && target.isPartlyFrom('1.36');
  return [
    ...repeated(policies.map(policy => policy.at('resourceName'))).map(name => ({ at: name, problem: 'has another resize policy, too' })),
    ...policies.flatMap(policy => {
      const [name, restart] = [policy.at('resourceName'), policy.at('restartPolicy')];
      return [
        ...requiredTextFaults(name, text => ['cpu', 'memory'].includes(text) ? undefined : { problem: 'is neither cpu nor memory' }),
        ...requiredTextFaults(restart, text => restartProblem(text, neverRestarts, isForgone)),
      ];
    }),
  ];
}

function restartProblem(restart: string, neverRestarts: boolean, isForgone: boolean): { readonly problem: string } | undefined {
  if (!['NotRequired', 'RestartContainer'].includes(restart)) {
    return { problem: 'is neither NotRequired nor RestartContainer' };
  }
  if (restart !== 'RestartContainer' || !(neverRestarts || isForgone)) {
    return undefined;
  }
  return { problem: neverRestarts ? 'stands beside restartPolicy Never of the pod' : 'is on an init container that ends' };
}
