import { objectWithDefaults } from '../../defaults/defaults';
import { NONE, source } from '../../lint/rule';
import { lazily } from '../../model/cached';
import { Field } from '../../model/field';
import { isJson } from '../../model/json';
import { ManifestObject } from '../../model/object';
import { podTemplateOf } from '../../model/pod-template';
import { podOf, StatefulSet } from '../../model/stateful-set';
import { lastApplied } from '../last-applied';
import { Change, UpdateFault, UpdateRule } from '../rule';
import { fieldIn, howChanged } from '../sentences';

type Changed = Change<ManifestObject>;

/**
 * Rules on what the cluster has filled in by itself, and an apply of other manifests leaves as it is.
 */
export const KEPT_DEFAULTS: readonly UpdateRule[] = [
  {
    id: 'U24',
    name: 'default-in-the-way',
    severity: 'error',
    outcome: 'refused',
    demand: 'Where a type excludes what the cluster has filled in for the old one, the manifests have had that field, so that an apply takes it away.',
    consequence: 'the API server refuses the update, as an apply leaves the rollingUpdate there that the cluster has filled in',
    fix: 'apply the old type with rollingUpdate: { partition: 0 } first, and the new one without it after that; kubectl apply without --server-side '
      + 'also takes rollingUpdate: null beside the new type',
    data: 'Nothing happens to pods and claims, as nothing is updated.',
    link: source('pkg/apis/apps/validation/validation.go', 121),
    check: {
      object: change => {
        switch (change.written.groupKind) {
          case 'apps/StatefulSet': return strategyFaults(change);
          case 'apps/Deployment': return recreateFaults(change);
          default: return NONE;
        }
      },
    },
  },
  {
    id: 'U25',
    name: 'default-stays',
    severity: 'warning',
    outcome: 'no-effect',
    demand: 'What the cluster has filled in because of a field is written down before that field changes, or is taken away.',
    consequence: 'an apply leaves it as it is',
    fix: 'write the field down',
    data: 'No data is touched.',
    link: 'https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/#how-apply-calculates-differences-and-merges-changes',
    check: {
      object: change => [
        ...podTemplateOf(change.written) === undefined ? NONE : [...accountFaults(change), ...pullPolicyFaults(change)],
        ...change.written.groupKind === 'networking.k8s.io/NetworkPolicy' ? policyTypeFaults(change) : NONE,
        ...change.written.groupKind === '/Secret' ? secretFaults(change) : NONE,
      ],
    },
  },
];

/** The manifest that was applied last; undefined where a cluster does not say it. */
function lastOf({ original, isLive }: Changed): ManifestObject | undefined {
  if (!isLive) {
    return original;
  }
  const last = lastApplied(original);
  return isJson(last) ? new ManifestObject(last) : undefined;
}

function strategyFaults(change: Changed): readonly UpdateFault[] {
  const { before, after, written, isLive } = change;
  const [at, old] = [after.spec.at('updateStrategy', 'type'), before.spec.at('updateStrategy', 'type')];
  const own = written.spec.at('updateStrategy');
  if (new StatefulSet(after).isRolling || !new StatefulSet(before).isRolling || own.at('rollingUpdate').isSet) {
    return NONE;
  }
  const fault: UpdateFault = {
    at,
    problem: howChanged({ before: old, after: at }, written),
    apiServerMessage: "spec.updateStrategy.rollingUpdate: Invalid value: …: only allowed for updateStrategy 'RollingUpdate'",
  };
  if (after.spec.at('updateStrategy', 'rollingUpdate').isSet) {
    return [fault];
  }
  const isFilledIn = before.spec.at('updateStrategy', 'rollingUpdate').isSet;
  if (isFilledIn && own.has('rollingUpdate')) {
    return [{ ...fault, severity: 'info', outcome: 'in-place', consequence: 'kubectl apply takes it, and with --server-side the API server refuses it', data: 'Nothing happens to pods and claims.' }];
  }
  return isFilledIn && isLive && lastOf(change) === undefined
    ? [{ ...fault, severity: 'warning', consequence: 'the API server refuses the update, unless whoever applied the old manifest wrote rollingUpdate into it' }]
    : NONE;
}

/** A strategy is replaced as a whole by kubectl, and not by the server. */
function recreateFaults(change: Changed): readonly UpdateFault[] {
  const { before, original, after, written, isLive } = change;
  const [at, old] = [after.spec.at('strategy', 'type'), before.spec.at('strategy', 'type')];
  // a cluster knows who has applied what
  return at.string !== 'Recreate' || old.string === 'Recreate' || isLive || original.spec.at('strategy', 'rollingUpdate').isSet ? NONE : [{
    at,
    problem: howChanged({ before: old, after: at }, written),
    severity: 'info',
    outcome: 'in-place',
    consequence: 'kubectl apply takes it, and with --server-side the API server refuses it, as the rollingUpdate that the cluster has filled in stays',
    fix: 'where it is applied by the server, apply the old type with rollingUpdate: { maxSurge: 25% } first',
    data: 'No data is touched.',
    apiServerMessage: "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'",
  }];
}

/** The account stays under its old name, serviceAccount, which the cluster fills in as well. */
function accountFaults({ before, after, written }: Changed): readonly UpdateFault[] {
  const [old, at] = [before, after].map(object => podOf(object).spec.at('serviceAccountName')) as [Field, Field];
  const own = podOf(written).spec;
  const isGone = old.isSet && at.isSet && !own.has('serviceAccountName') && !own.has('serviceAccount');
  return !isGone ? NONE : [{
    at,
    problem: `is missing, and was ${JSON.stringify(old.value)}`,
    consequence: 'the pods keep that account, as the cluster has filled in serviceAccount from it, which an apply leaves as it is',
    fix: 'write serviceAccountName: default, or the account that is meant',
  }];
}

/** A moving tag beside the policy that came of a fixed one. */
function pullPolicyFaults({ before, after, written }: Changed): readonly UpdateFault[] {
  const old = new Map(podOf(before).allContainers.map(({ name, field }) => [name, field]));
  const meant = lazily(() => podOf(new ManifestObject(objectWithDefaults(written))));
  return podOf(after).allContainers.flatMap(({ name, field }) => {
    const [image, policy] = [field.at('image'), field.at('imagePullPolicy')];
    const isKept = policy.string === 'IfNotPresent' && !fieldIn(written, policy).isSet
      && meant().allContainers.find(container => container.name === name)?.field.at('imagePullPolicy').string === 'Always';
    return !isKept ? [] : [{
      at: image,
      problem: `was ${JSON.stringify(old.get(name)?.at('image').value ?? null)}`,
      severity: 'info' as const,
      outcome: 'in-place' as const,
      consequence: 'imagePullPolicy stays IfNotPresent, which the cluster has filled in for the old image, so that a node keeps the image that it has',
      fix: 'use a tag that does not move; or write imagePullPolicy: Always',
    }];
  });
}

/** A policy is for the directions that it had rules for at first. */
function policyTypeFaults(change: Changed): readonly UpdateFault[] {
  const { original, written, isLive } = change;
  const last = lastOf(change);
  const at = written.spec.at('policyTypes');
  if (last === undefined || last.spec.at('policyTypes').isSet || at.isSet) {
    return NONE;
  }
  const [old, now] = [isLive ? original.spec.at('policyTypes').strings : typesOf(original), typesOf(written)];
  const fault = { at, problem: `is missing, and the cluster has filled in ${old.join(' and ')}`, fix: `write policyTypes: [${now.join(', ')}]` };
  return [
    ...now.filter(type => !old.includes(type)).map(type => ({ ...fault, consequence: `that stays, and the rules under ${type.toLowerCase()} do nothing` })),
    ...old.filter(type => !now.includes(type)).map(type => ({ ...fault, consequence: `that stays, and without rules under ${type.toLowerCase()} all of it is forbidden` })),
  ];
}

function typesOf({ spec }: ManifestObject): string[] {
  return ['Ingress', ...spec.at('egress').items.length > 0 ? ['Egress'] : []];
}

/** The API server moves `stringData` to `data`, where an apply does not look for what is gone. */
function secretFaults(change: Changed): readonly UpdateFault[] {
  const { written } = change;
  const old = lastOf(change)?.root.at('stringData').keys ?? [];
  const now = new Set(['stringData', 'data'].flatMap(name => written.root.at(name).keys));
  return old.filter(key => !now.has(key)).map(key => ({
    at: written.root.at('stringData', key),
    problem: 'is missing, and was there',
    severity: 'info',
    consequence: 'the key stays in the Secret, as an apply takes only those away that stood under data',
    fix: 'write keys under data; or delete the Secret first',
  }));
}
