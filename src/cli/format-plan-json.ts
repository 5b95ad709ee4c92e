import { PlanReport } from './plan-report';
import { claimName, podName } from '../manifest/kubernetes/pod-identity';
import { messageOf } from '../manifest/lint/finding';
import { ManifestObject } from '../manifest/model/object';
import { SetPlan } from '../manifest/plan/set-plan';
import { stuckAt } from '../manifest/plan/stuck';
import { UpdateFinding } from '../manifest/update/finding';

/**
 * What the keys mean. It grows by one when a key that there was means something else or is there no more; a new key changes nothing
 * for those who pass over keys that they do not know.
 */
const FORMAT_VERSION = 1;

/**
 * The plan for programs. What there is none of is empty and never null.
 */
export function formatPlanJson({ plan, notRead }: PlanReport): string {
  const { created, changed, deleted } = plan.others;
  return `${JSON.stringify({
    formatVersion: FORMAT_VERSION,
    plans: plan.sets.flat().map(planOf),
    refused: plan.refused.map(({ object, findings }) => ({
      ...identityOf(object),
      findings: findings.map(finding => ({ ...told(finding), apiServerMessage: finding.apiServerMessage })),
    })),
    withoutEffect: plan.withoutEffect.map(finding => ({ ...identityOf(finding.object), ...told(finding), fix: finding.fix })),
    unchanged: plan.unchanged.map(identityOf),
    others: { created: created.map(identityOf), changed: changed.map(identityOf), deleted: deleted.map(identityOf) },
    notPlanned: plan.notPlanned.map(({ object, reason }) => ({ ...identityOf(object), reason })),
    notRead: notRead.map(({ file = '', line, reason }) => ({ file, line, reason })),
  }, undefined, 2)}\n`;
}

function told(finding: UpdateFinding) {
  return { id: finding.id, path: finding.path, message: messageOf(finding) };
}

function planOf(plan: SetPlan) {
  const { object, change, versions, steps, replicas, replicasBefore, leastServing, claims, dnsNames, services, notes } = plan;
  const { quorum, losesQuorum, primaries } = plan;
  const nameOf = ({ ordinal, template }: { readonly ordinal: number; readonly template?: string }) =>
    template === undefined ? { pod: podName(object.name, ordinal) } : { claim: claimName(template, object.name, ordinal) };
  return {
    ...identityOf(object),
    change,
    versions: versions.split(', '),
    replicasBefore,
    replicas,
    steps: steps.map(({ after, actions, serving }) => ({
      after: after.map(event => ({ event: event.what, ...nameOf(event) })),
      actions: actions.map(action => ({
        action: action.verb,
        ...nameOf(action),
        ...action.verb === 'create pod' && { template: action.revision },
        ...action.verb === 'update claim' && { owners: action.owners.map(({ kind }) => kind) },
      })),
      ready: serving,
    })),
    ending: { outcome: plan.ending.outcome, ...stuckAt(plan, object.name) },
    leastReady: leastServing,
    quorum,
    losesQuorum,
    primaries: primaries.map(({ ordinal, goesIn, from }) => ({ pod: podName(object.name, ordinal), goesIn, from })),
    claims,
    dnsNames,
    services: services(),
    notes,
  };
}

function identityOf({ kind, name, namespace }: ManifestObject) {
  return { kind, namespace: namespace ?? '', objectName: name };
}
