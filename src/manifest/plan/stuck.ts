import { WayOut } from './ending';
import { SetPlan } from './set-plan';
import { podName } from '../kubernetes/pod-identity';

/**
 * A plan that ends before all is as the manifest demands, in words.
 */
export interface Stuck {
  readonly pod: string;
  readonly because: string;
  readonly until: string;
  readonly wayOut: string;
}

/**
 * What the plan is stuck at; undefined where it is not.
 */
export function stuckAt({ ending }: Pick<SetPlan, 'ending'>, set: string): Stuck | undefined {
  if (ending.outcome === 'done') {
    return undefined;
  }
  const { cause, wayOut } = ending;
  const pod = podName(set, ending.ordinal);
  return {
    pod,
    because: cause.isEndless ? `${pod} is created with the old template and deleted again and again, where its end takes longer than a sync of the controller` : `${pod} ${cause.isNew ? 'does not get ready' : 'is not ready'}${cause.holdsUp ? ', and the controller waits for it' : ''}`,
    until: cause.isEndless ? 'the strategy says a partition' : wayOut.template ? 'it gets ready' : 'it gets ready, or somebody deletes it',
    wayOut: inWords(wayOut, pod),
  };
}

function inWords({ template, noPartition, deletePod }: WayOut, pod: string): string {
  const remove = `kubectl delete pod ${pod} --wait=false`;
  if (!template && noPartition) {
    return 'write spec.updateStrategy.rollingUpdate.partition: 0 into the StatefulSet';
  }
  if (!template) {
    return `${remove}; the controller creates it anew`;
  }
  const apply = `apply a template with which it gets ready${noPartition ? ', with rollingUpdate.partition 0: else it gets the old one again' : ''}`;
  return deletePod
    ? `${apply}; then ${remove}, as the controller waits for the pod and does not replace it`
    : `${apply}; the controller replaces the pod itself`;
}
