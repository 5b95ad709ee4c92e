import { integerProblem, intOrPercentProblem } from '../kubernetes/numbers';
import { Problem } from '../kubernetes/problem';
import { Field } from '../model/field';
import { StatefulSet } from '../model/stateful-set';

/** More pods than a StatefulSet has in practice; a plan for them takes a time that grows with their square. */
const MOST_PODS = 1000;

/**
 * Why no plan is made for a StatefulSet, as a sentence; undefined where one is.
 */
export function whyNotPlanned({ object, spec, partition }: StatefulSet): string | undefined {
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
    [type, !type.isSet || type.string === 'RollingUpdate' || type.string === 'OnDelete'
      ? undefined
      : { problem: 'is no update strategy that a cluster takes by default' }],
  ];
  const [fault] = faults.filter(([, problem]) => problem !== undefined);
  return fault && `${fault[0].path} ${JSON.stringify(fault[0].value)} ${fault[1]!.problem}`;
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
