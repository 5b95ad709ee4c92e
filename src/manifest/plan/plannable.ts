import { FeatureGates } from '../controller/algorithm';
import { integerProblem, intOrPercentProblem } from '../kubernetes/numbers';
import { Problem } from '../kubernetes/problem';
import { TargetVersions } from '../kubernetes/target-versions';
import { Field } from '../model/field';
import { StatefulSet } from '../model/stateful-set';

/** More pods than a StatefulSet has in practice; a plan for them takes a time that grows with their square. */
const MOST_PODS = 1000;

/**
 * Why no plan is made for a StatefulSet, as a sentence; undefined where one is.
 */
export function whyNotPlanned({ object, spec, partition }: StatefulSet, gates: FeatureGates = {}, target = TargetVersions.ALL): string | undefined {
  if (object.name === '') {
    return 'metadata.name is missing';
  }
  const type = spec.at('updateStrategy', 'type');
  const faults: readonly (readonly [Field, Problem | undefined])[] = [
    [spec.at('replicas'), numberProblem(spec.at('replicas'), MOST_PODS)],
    [spec.at('ordinals', 'start'), numberProblem(spec.at('ordinals', 'start'))],
    [spec.at('minReadySeconds'), numberProblem(spec.at('minReadySeconds'))],
    [partition, numberProblem(partition)],
    [spec.at('updateStrategy', 'rollingUpdate', 'maxUnavailable'), maxUnavailableProblem(spec.at('updateStrategy', 'rollingUpdate', 'maxUnavailable'))],
    [type, strategyProblem(type, gates, target)],
  ];
  const [fault] = faults.filter(([, problem]) => problem !== undefined);
  return fault && `${fault[0].path} ${JSON.stringify(fault[0].value)} ${fault[1]!.problem}`;
}

function strategyProblem(type: Field, gates: FeatureGates, target: TargetVersions): Problem | undefined {
  if (!type.isSet || type.string === 'RollingUpdate' || type.string === 'OnDelete') {
    return undefined;
  }
  if (type.string !== 'Recreate') {
    return { problem: 'is no update strategy' };
  }
  if (!target.isPartlyFrom('1.37')) {
    return { problem: 'is no update strategy before Kubernetes 1.37' };
  }
  return gates.StatefulSetRecreateStrategy === true ? undefined
    : { problem: 'takes the feature gate StatefulSetRecreateStrategy, which is off by default; where the cluster has it on, say --feature-gates StatefulSetRecreateStrategy=true' };
}

function numberProblem(field: Field, most?: number): Problem | undefined {
  if (!field.isSet) {
    return undefined;
  }
  return field.number === undefined ? { problem: 'is not a whole number' } : integerProblem(field.number, 0, most);
}

function maxUnavailableProblem(field: Field): Problem | undefined {
  if (!field.isSet) {
    return undefined;
  }
  return field.intOrString === undefined ? { problem: 'is neither a number nor a percentage' } : intOrPercentProblem(field.intOrString, 1);
}
