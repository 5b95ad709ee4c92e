import { Cause, WayOut } from '../../../src/manifest/plan/ending';
import { stuckAt } from '../../../src/manifest/plan/stuck';

const CAUSE: Cause = { isEndless: false, isNew: true, holdsUp: true };
const WAY_OUT: WayOut = { template: false, noPartition: false, deletePod: false };

const stuck = (cause: Partial<Cause>, wayOut: Partial<WayOut> = {}) => stuckAt({
  ending: { outcome: 'stuck', ordinal: 1, cause: { ...CAUSE, ...cause }, wayOut: { ...WAY_OUT, ...wayOut } },
}, 'db');

test('a plan that comes to its end is stuck at nothing', () => {
  expect(stuckAt({ ending: { outcome: 'done' } }, 'db')).toBeUndefined();
});

test.each<[string, Partial<Cause>, string]>([
  ['a new pod that holds up the others', {}, 'db-1 does not get ready, and the controller waits for it'],
  ['a new pod, the last one', { holdsUp: false }, 'db-1 does not get ready'],
  ['a pod that was there', { isNew: false }, 'db-1 is not ready, and the controller waits for it'],
  ['a pod that comes and goes', { isEndless: true },
    'db-1 is created with the old template and deleted again and again, where its end takes longer than a sync of the controller'],
])('says why: %s', (_, cause, because) => {
  expect(stuck(cause)).toMatchObject({ pod: 'db-1', because });
});

test.each<[string, Partial<Cause>, Partial<WayOut>, string]>([
  ['until a partition is given', { isEndless: true }, { noPartition: true }, 'the strategy says a partition'],
  ['until it gets ready', {}, { template: true }, 'it gets ready'],
  ['until somebody deletes it', {}, { deletePod: true }, 'it gets ready, or somebody deletes it'],
])('says for how long: %s', (_, cause, wayOut, until) => {
  expect(stuck(cause, wayOut)).toMatchObject({ until });
});

test.each<[Partial<WayOut>, string]>([
  [{ deletePod: true }, 'kubectl delete pod db-1 --wait=false; the controller creates it anew'],
  [{ noPartition: true }, 'write spec.updateStrategy.rollingUpdate.partition: 0 into the StatefulSet'],
  [{ template: true }, 'apply a template with which it gets ready; the controller replaces the pod itself'],
  [{ template: true, deletePod: true },
    'apply a template with which it gets ready; then kubectl delete pod db-1 --wait=false, as the controller waits for the pod and does not replace it'],
  [{ template: true, noPartition: true },
    'apply a template with which it gets ready, with rollingUpdate.partition 0: else it gets the old one again; the controller replaces the pod itself'],
])('says the way out of %j', (wayOut, sentence) => {
  expect(stuck({}, wayOut)?.wayOut).toBe(sentence);
});
