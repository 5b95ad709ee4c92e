import { Difference, differences, quantityAt } from '../../defaults/differences';
import { claimName } from '../../kubernetes/pod-identity';
import { source } from '../../lint/rule';
import { groupedBy } from '../../model/grouped-by';
import { ClaimTemplate, StatefulSet } from '../../model/stateful-set';
import { immutableFieldRefusal } from '../api-server-messages';
import { Change, UpdateFault, UpdateRule } from '../rule';
import { howChanged } from '../sentences';

const ANEW = 'delete the StatefulSet with --cascade=orphan, which leaves its pods and claims, and apply the new one';

/**
 * Rules on what claim templates keep for life.
 */
export const CLAIM_TEMPLATES: readonly UpdateRule[] = [
  {
    id: 'U04',
    name: 'claim-templates-changed',
    severity: 'error',
    outcome: 'refused',
    demand: 'The claim templates of a StatefulSet stay the same: their number, their order and everything in them.',
    consequence: 'the API server refuses the update',
    fix: `keep the old claim templates; or ${ANEW}`,
    data: 'Nothing happens to the claims, as nothing is updated.',
    link: source('pkg/apis/apps/validation/validation.go', 258),
    check: {
      statefulSet: (change, { target }) => {
        const { before, after } = change;
        const faults = [...changesOfNumber(before, after), ...changesOfOrder(before, after), ...changesWithin(change)];
        const deletes = before.retentionAt('whenDeleted').string === 'Delete';
        return faults.map(fault => ({
          ...fault,
          apiServerMessage: immutableFieldRefusal(after.spec.at('volumeClaimTemplates'), target),
          ...deletes && { data: 'Nothing is updated; to delete the StatefulSet without --cascade=orphan would delete the claims, as whenDeleted is Delete.' },
        }));
      },
    },
  },
];

/** Claim templates that are there once more, or once less, than before. */
function changesOfNumber(before: StatefulSet, after: StatefulSet): UpdateFault[] {
  const [old, now] = [before, after].map(set => groupedBy(set.claimTemplates, ({ name }) => name));
  const added = after.claimTemplates.filter(({ name }) => countOf(now, name) > countOf(old, name));
  const removed = before.claimTemplates.filter(({ name }) => countOf(old, name) > countOf(now, name));
  const fix = `keep the claim templates as they are; or ${ANEW}, then delete its pods one by one, as only new pods get other volumes`;
  return [
    ...added.map(({ metadata }) => ({ at: metadata.at('name'), problem: 'is a new claim template', fix })),
    ...removed.map(({ name }) => ({
      at: after.spec.at('volumeClaimTemplates'),
      problem: `no longer has the claim template ${JSON.stringify(name)} (claim ${claimName(name, before.name, before.firstOrdinal)} and so on)`,
      fix,
    })),
  ];
}

function countOf(templates: ReadonlyMap<string, ClaimTemplate[]> | undefined, name: string): number {
  return templates?.get(name)?.length ?? 0;
}

function changesOfOrder(before: StatefulSet, after: StatefulSet): UpdateFault[] {
  const [old = [], now = []] = [before, after].map(set => set.claimTemplates.map(({ name }) => name));
  const isReordered = old.length === now.length && old.some((name, index) => name !== now[index]) && sorted(old) === sorted(now);
  return isReordered
    ? [{ at: after.spec.at('volumeClaimTemplates'), problem: `is in another order: was ${old.join(', ')}`, fix: 'keep the old order' }]
    : [];
}

function sorted(names: readonly string[]): string {
  return JSON.stringify([...names].sort());
}

/** What changed in the claim templates that are there before and after. */
function changesWithin({ before, after, written }: Change<StatefulSet>): UpdateFault[] {
  const old = groupedBy(before.claimTemplates, ({ name }) => name);
  return after.claimTemplates.flatMap(template => {
    const same = old.get(template.name)?.shift();
    return same === undefined ? [] : differences(same.field, template.field).map(difference => ({
      at: difference.after,
      problem: howChanged(difference, written),
      fix: fixOf(difference, claimName(template.name, after.name, after.firstOrdinal)),
    }));
  });
}

function fixOf({ before, after }: Difference, claim: string): string {
  if (after.path.endsWith('.spec.resources.requests.storage')) {
    const [old, now] = [quantityAt(before), quantityAt(after)];
    return old !== undefined && now !== undefined && now < old
      ? 'keep the old size, as no claim ever shrinks; a smaller volume takes a new StatefulSet and a copy of the data'
      : `patch the claim of each pod (${claim}, …) to the new size, which takes a storage class with allowVolumeExpansion; then ${ANEW}`;
  }
  if (/\.metadata\.(labels|annotations)\b/.test(after.path)) {
    return `keep what the claim template had; or change the claims themselves (${claim}, …), then ${ANEW}`;
  }
  return `keep the old value, as claims that are there keep it, too; for claims that are still to come ${ANEW}`;
}
