import { NONE, source } from '../../lint/rule';
import { StatefulSet } from '../../model/stateful-set';
import { Replacement, UpdateFault, UpdateRule } from '../rule';

/**
 * Rules on StatefulSets that go.
 */
export const IDENTITY: readonly UpdateRule[] = [
  {
    id: 'U06',
    name: 'stateful-set-renamed',
    severity: 'error',
    outcome: 'data-left-behind',
    demand: 'A StatefulSet keeps its name and its namespace.',
    consequence: 'it is another StatefulSet to Kubernetes, with other pods and new, empty claims',
    fix: 'keep the old name and namespace; or move the data by hand before the old StatefulSet goes',
    data: 'The new pods begin with empty claims. The old claims stay, and no pod uses them.',
    link: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage',
    check: { replacement: renamed },
  },
  {
    id: 'U15',
    name: 'claims-deleted-with-stateful-set',
    severity: 'error',
    outcome: 'data-deleted',
    demand: 'A StatefulSet whose claims are deleted with it (whenDeleted: Delete) is not left out of the manifests.',
    consequence: 'its claims are deleted as soon as it is',
    fix: 'set whenDeleted to Retain in the cluster before the StatefulSet goes, or keep it in the manifests',
    data: 'All claims of its pods are deleted, and their volumes with them where the storage class says so.',
    link: source('pkg/controller/statefulset/stateful_set_utils.go', 331),
    check: {
      removed: set => deletesClaims(set)
        ? [{ at: set.object.root, problem: 'is not in the new manifests, and whenDeleted is Delete' }]
        : NONE,
    },
  },
  {
    id: 'U23',
    name: 'stateful-set-left-out',
    severity: 'info',
    outcome: 'data-kept',
    demand: 'A StatefulSet that runs stays in the manifests until it is deleted on purpose.',
    consequence: 'it goes, and its pods with it, where what applies the manifests deletes what is not in them; else it stays as it is',
    fix: 'keep it in the manifests; or delete it on purpose, and then its claims, once nobody needs their data',
    data: 'The claims of its pods stay.',
    link: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#limitations',
    check: {
      removed: set => deletesClaims(set) ? NONE : [{
        at: set.object.root,
        problem: 'is not in the new manifests',
        ...set.claimTemplates.length === 0 && { data: 'Its pods have no claims of their own.' },
      }],
    },
  },
];

function renamed({ before, after }: Replacement): UpdateFault[] {
  const { metadata } = after.object;
  const [old, now] = [before.object.namespace, after.object.namespace];
  // a manifest without a namespace may go where the old object is
  const from = old !== undefined && now !== undefined && old !== now ? JSON.stringify(old) : undefined;
  const problem = before.name === after.name ? `was ${from}` : `was ${JSON.stringify(before.name)}${from === undefined ? '' : ` in namespace ${from}`}`;
  return [{ at: metadata.at(before.name === after.name ? 'namespace' : 'name'), problem, related: [before.object], ...outcomeOf(before) }];
}

function outcomeOf(before: StatefulSet): Partial<UpdateFault> {
  if (before.claimTemplates.length === 0) {
    return { severity: 'warning', outcome: 'recreated', consequence: 'it is another StatefulSet to Kubernetes, with other pods', data: 'It has no claims.' };
  }
  return deletesClaims(before)
    ? { outcome: 'data-deleted', data: 'The new pods begin with empty claims. The old claims are deleted with the old StatefulSet, as whenDeleted is Delete.' }
    : {};
}

function deletesClaims(set: StatefulSet): boolean {
  return set.claimTemplates.length > 0 && set.retentionAt('whenDeleted').string === 'Delete';
}
