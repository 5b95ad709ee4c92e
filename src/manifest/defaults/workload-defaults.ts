import { fillPodTemplate } from './pod-defaults';
import { fill, isJson, Json, objectAt } from '../model/json';
import { Kind } from '../model/kinds';

/**
 * Fills in the defaults of the workloads beside the StatefulSet, by their kinds.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/apis/apps/v1/defaults.go
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/apis/batch/v1/defaults.go
 */
export const FILL_WORKLOAD: readonly (readonly [Kind, (object: Json) => void])[] = [
  ['apps/Deployment', object => {
    const spec = objectAt(object, 'spec');
    fill(spec, { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 });
    fillRollingUpdate(objectAt(spec, 'strategy'), { maxUnavailable: '25%', maxSurge: '25%' });
    fillPodTemplate(objectAt(spec, 'template'));
  }],
  ['apps/DaemonSet', object => {
    const spec = objectAt(object, 'spec');
    fill(spec, { revisionHistoryLimit: 10 });
    fillRollingUpdate(objectAt(spec, 'updateStrategy'), { maxUnavailable: 1, maxSurge: 0 });
    fillPodTemplate(objectAt(spec, 'template'));
  }],
  ['batch/Job', object => fillJob(objectAt(object, 'spec'))],
  ['batch/CronJob', object => {
    const spec = objectAt(object, 'spec');
    fill(spec, { concurrencyPolicy: 'Allow', suspend: false, successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1 });
    // the jobs get their own defaults when they are made
    fillPodTemplate(objectAt(objectAt(objectAt(spec, 'jobTemplate'), 'spec'), 'template'));
  }],
  ['/Pod', fillPodTemplate],
];

function fillRollingUpdate(strategy: Json, defaults: Json): void {
  fill(strategy, { type: 'RollingUpdate' });
  if (strategy.type === 'RollingUpdate') {
    fill(objectAt(strategy, 'rollingUpdate'), defaults);
  }
}

function fillJob(spec: Json): void {
  if (spec.completions === undefined && spec.parallelism === undefined) {
    spec.completions = 1;
  }
  fill(spec, {
    parallelism: 1,
    backoffLimit: spec.backoffLimitPerIndex === undefined ? 6 : 2147483647,
    completionMode: 'NonIndexed',
    suspend: false,
    manualSelector: false,
    podReplacementPolicy: isJson(spec.podFailurePolicy) ? 'Failed' : 'TerminatingOrFailed',
  });
  fillPodTemplate(objectAt(spec, 'template'));
}
