import { readObjects } from '../../../src/cli/read';
import { TargetVersions } from '../../../src/manifest/kubernetes/target-versions';
import { plan, PlanOptions } from '../../../src/manifest/plan';
import { rowsOf } from '../../../src/manifest/plan/rows';
import { FAULTLESS } from '../../cli/support';

type Change = readonly [from: string, to: string];

const RETAINED = 'whenDeleted: Retain, whenScaled: Retain';
const WHEN_SCALED: Change = [RETAINED, 'whenDeleted: Retain, whenScaled: Delete'];
const WHEN_DELETED: Change = [RETAINED, 'whenDeleted: Delete, whenScaled: Retain'];
const PARALLEL: Change = ['podManagementPolicy: OrderedReady', 'podManagementPolicy: Parallel'];
const FIVE: Change = ['replicas: 3', 'replicas: 5'];
const NEW_IMAGE: Change = ['example.com/db:16.4', 'example.com/db:17.0'];

function objectsWith(changes: readonly Change[]) {
  const text = changes.reduce((before, [from, to]) => before.replace(from, to), FAULTLESS);
  return readObjects([{ name: 'app.yaml', bytes: Buffer.from(text) }], () => undefined).objects;
}

/** The steps in words, from one manifest of `db` to another. */
function texts(before: readonly Change[], after: readonly Change[], options: PlanOptions = {}): string[] {
  const [[one]] = plan(objectsWith(before), objectsWith(after), { target: TargetVersions.parse('1.36'), ...options }).sets;
  return rowsOf(one!, 'db').map(({ text }) => text);
}

test('claims that the pods take with them', () => {
  const steps = texts([FIVE, WHEN_SCALED], [WHEN_SCALED]);
  expect(steps[0]).toContain('let the claims of db-4 and db-3 go with the pods');
  expect(steps.join('\n')).toContain('the claims of db-4 are deleted');
});

test('claims that the StatefulSet takes with it, and takes no more', () => {
  expect(texts([], [WHEN_DELETED])).toContain('let the claims of db-0 … db-2 go with the StatefulSet');
  expect(texts([WHEN_DELETED], [])).toContain('let the claims of db-0 … db-2 stay');
});

test('claims that come with their pods', () => {
  expect(texts([PARALLEL], [PARALLEL, FIVE])[0]).toBe('create db-3 and db-4 with new claims');
});

test('pods that do not get ready', () => {
  const pods = [3, 4].map(ordinal => ({ statefulSet: 'db', ordinal }));
  expect(texts([PARALLEL], [PARALLEL, FIVE], { fails: pods })).toContain('db-3 and db-4 run and do not get ready');
  expect(texts([PARALLEL], [PARALLEL, FIVE], { fails: pods.slice(1) }).join('\n')).toContain('db-4 runs and does not get ready');
});

test('the template is said where it changes, and only there', () => {
  expect(texts([], [NEW_IMAGE])).toContain('db-2 is gone: create db-2 (new template)');
  expect(texts([], [FIVE])[0]).toBe('create db-3 with new claims');
});
