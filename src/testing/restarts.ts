import { plans } from './core';
import { requireObjects } from './findings';
import { podName } from '../manifest/kubernetes/pod-identity';
import type { ManifestObject } from '../manifest/model/object';
import type { SetPlan } from '../manifest/plan/set-plan';
import { targetVersionOf } from '../private/check/target-version';

/**
 * The pods of StatefulSets that an update replaces, in the order in which it does: `prod/db: db-2, db-1`.
 */
export function restartsBetween(before: readonly ManifestObject[], after: readonly ManifestObject[], targetVersion?: string): string[] {
  requireObjects('the previous manifests', before);
  requireObjects('the manifests', after);
  const { sets } = plans().plan(before, after, { target: targetVersionOf(targetVersion) });
  const replaced = sets.flatMap(group => group.flatMap(replacedIn));
  return [...new Set(replaced)];
}

function replacedIn({ object, steps }: SetPlan): string[] {
  const actions = steps.flatMap(step => step.actions);
  const created = new Set(actions.flatMap(({ verb, ordinal }) => verb === 'create pod' ? [ordinal] : []));
  const names = actions.filter(({ verb, ordinal }) => verb === 'delete pod' && created.has(ordinal)).map(({ ordinal }) => podName(object.name, ordinal));
  return names.length === 0 ? [] : [`${object.title}: ${names.join(', ')}`];
}
