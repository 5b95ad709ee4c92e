import { NONE } from '../../lint/rule';
import { ManifestObject } from '../../model/object';
import { Found, lossesBetween, Loss } from '../found-data';
import { KindChange, UpdateFault, UpdateRule } from '../rule';

/**
 * Rules on what containers find in volumes that outlive their pods.
 */
export const DATA: readonly UpdateRule[] = [
  {
    id: 'U17',
    name: 'data-not-found',
    severity: 'error',
    outcome: 'data-left-behind',
    demand: 'What a container found at a path of a lasting volume it finds there after the update.',
    consequence: 'the process begins with what it finds there instead, and may take it for an empty start',
    fix: 'keep volume, path and subPath; or move the data first, with the pods scaled to zero, and accept this finding then',
    data: 'The data stays in its volume, where the process does not look for it.',
    link: 'https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath',
    check: {
      pod: ({ before, after }) => lossesBetween(before, after).map(loss => ({ at: loss.at, problem: sentenceOf(loss) })),
    },
  },
  {
    id: 'U18',
    name: 'workload-kind-changed',
    severity: 'error',
    outcome: 'data-left-behind',
    demand: 'A workload that comes in the place of one of another kind finds its data.',
    consequence: 'the new pods begin with other volumes, while the old pods may still write to the old ones',
    fix: 'copy the data into the new claims before the new workload serves, and remove the old workload after that',
    data: 'The data stays in the old volumes, and no pod uses them; whoever prunes may delete their claims.',
    link: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage',
    check: { kindChange: kindFaults },
  },
  {
    id: 'U19',
    name: 'claim-removed',
    severity: 'warning',
    outcome: 'data-left-behind',
    demand: 'A PersistentVolumeClaim stays among the manifests as long as its data is worth something.',
    consequence: 'kubectl apply leaves it in the cluster, and whoever prunes (apply --prune, Argo CD, Helm) deletes it',
    fix: 'keep it in the manifests; or take what prunes off it first, and accept this finding',
    data: 'The data goes with the claim where it is deleted, and the storage class does not retain its volumes.',
    link: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reclaiming',
    check: { removedClaim: removalOf },
  },
];

function sentenceOf({ before, after, movedTo }: Loss): string {
  const old = `${placeOf(before)} of ${before.volume}`;
  const path = JSON.stringify(before.path);
  const container = `container ${JSON.stringify(before.container)}`;
  if (after !== undefined && after.path !== before.path) {
    return `covers ${JSON.stringify(after.path)}, where ${container} found the data in ${old} at ${path}`;
  }
  if (movedTo !== undefined && movedTo.path !== before.path) {
    return `is where ${container} finds ${old} now, and it was at ${path}${after === undefined ? '' : `, where ${described(after)} is now`}`;
  }
  return after === undefined
    ? `has nothing at ${path}, where ${container} found ${old}`
    : `leads to ${described(after)} at ${path}, where ${container} found ${old}`;
}

function described(found: Found): string {
  return found.lasts || found.subPath !== '' ? `${placeOf(found)} of ${found.volume}` : `an empty or other volume (${found.volume})`;
}

function placeOf({ subPath }: Found): string {
  return subPath === '' ? 'the root' : JSON.stringify(subPath);
}

function kindFaults({ before, after }: KindChange): readonly UpdateFault[] {
  const losses = lossesBetween(before, after);
  const at = after.owner.root.at('kind');
  const was = `was ${before.owner.kind} ${JSON.stringify(before.owner.name)}`;
  if (losses.length > 0) {
    const volumes = [...new Set(losses.map(loss => loss.before.volume))].join(', ');
    return [{ at, problem: `${was}, whose data is in ${volumes}`, related: [before.owner] }];
  }
  return [{
    at,
    problem: was,
    severity: 'info',
    outcome: 'recreated',
    consequence: 'it is another object to Kubernetes, with other pods, and both run until the old one is deleted',
    fix: 'delete the old workload first where two at once do harm',
    data: 'No volume that outlives the pods is left behind.',
    related: [before.owner],
  }];
}

function removalOf(claim: ManifestObject): readonly UpdateFault[] {
  return claim.name === '' ? NONE : [{ at: claim.root, problem: 'is not in the new manifests' }];
}
