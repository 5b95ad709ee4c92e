import { spawnSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { VOLUME_SNAPSHOT_SCRIPT } from '../../src/parts/volume-snapshot-script';

/** The shells of images that are on this machine; more of them make the test stronger. */
const SHELLS = [['sh'], ['dash'], ['busybox', 'sh'], ['bash', '--posix']].filter(([program]) => spawnSync(program, ['-c', ':']).error === undefined);

/** It knows the snapshots of a file, and says of the new one that it is ready where it is asked for the third time. */
const KUBECTL = `#!/bin/sh
echo "$*" >> "$STATE/calls"
case $* in
  'create '*) cat > "$STATE/manifest"; echo volumesnapshot.snapshot.storage.k8s.io/new ;;
  *jsonpath={.status.readyToUse}*) [ "$(grep -c readyToUse} "$STATE/calls")" -lt 3 ] || echo true ;;
  *error.message*) echo 'the driver is busy' ;;
  *range*) cat "$STATE/snapshots" ;;
esac
`;

let state: string;

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'snapshots-'));
  writeFileSync(join(state, 'kubectl'), KUBECTL, { mode: 0o755 });
  writeFileSync(join(state, 'sleep'), '#!/bin/sh\n', { mode: 0o755 });
});

afterEach(() => rmSync(state, { recursive: true }));

function snapshot({ snapshots = [], count, seconds }: { snapshots?: [number, string, string?][]; count?: number; seconds?: number }, [program, ...words]: string[] = ['sh']) {
  const lines = snapshots.map(([hours, name, ready = 'true']) =>
    `${new Date(Date.now() - hours * 3600_000).toISOString().replace(/\.\d+/, '')} ${name} ${ready}`);
  writeFileSync(join(state, 'snapshots'), lines.join('\n'));
  const { status, stdout } = spawnSync(program, [...words, '-euc', VOLUME_SNAPSHOT_SCRIPT, 'snapshot', '{"kind":"VolumeSnapshot"}', 'a=b', `${count ?? ''}`, `${seconds ?? ''}`], {
    env: { ...process.env, PATH: `${state}:${process.env.PATH}`, STATE: state }, encoding: 'utf8',
  });
  const calls = readFileSync(join(state, 'calls'), 'utf8').trim().split('\n');
  const deleted = calls.filter(call => call.startsWith('delete ')).map(call => /\/(\S+) --wait=false$/.exec(call)![1]);
  return { status, stdout, calls, deleted };
}

describe.each(SHELLS)('with %s', (...shell) => {
  test('the newest ones are kept', () => {
    const { status, deleted } = snapshot({ snapshots: [[3, 'three'], [0, 'new'], [1, 'one'], [2, 'two']], count: 2 }, shell);
    expect([status, deleted]).toEqual([0, ['two', 'three']]);
  });

  test('those of the last hours are kept', () => {
    expect(snapshot({ snapshots: [[0, 'new'], [1, 'one'], [5, 'five'], [6, 'six']], seconds: 3 * 3600 }, shell).deleted).toEqual(['five', 'six']);
  });

  test('one that never got ready does not count', () => {
    const snapshots: [number, string, string?][] = [[0, 'new'], [1, 'broken', 'false'], [2, 'untouched', ''], [3, 'good'], [4, 'old'], [5, 'wreck', '']];
    expect(snapshot({ snapshots, count: 2 }, shell).deleted).toEqual(['old', 'wreck']);
  });
});

test('the snapshot is asked for, and waited for', () => {
  const { stdout } = snapshot({});
  expect(readFileSync(join(state, 'manifest'), 'utf8')).toBe('{"kind":"VolumeSnapshot"}');
  expect(stdout).toBe('snapshot: new is asked for\nsnapshot: not ready: the driver is busy\nsnapshot: new is ready to use\n');
});

test('none is looked at where all are kept', () => {
  expect(snapshot({ snapshots: [[1000, 'old']] }).calls.filter(call => /range|delete/.test(call))).toEqual([]);
});

test('only those of the schedule are looked at', () => {
  expect(snapshot({ count: 1, snapshots: [[0, 'new']] }).calls.find(call => call.includes('range'))).toMatch(/^get volumesnapshots.snapshot.storage.k8s.io -l a=b /);
});

test('fails where old ones cannot be deleted', () => {
  writeFileSync(join(state, 'kubectl'), `${KUBECTL}\ncase $* in 'delete '*) exit 1 ;; esac\n`, { mode: 0o755 });
  expect(snapshot({ count: 1, snapshots: [[0, 'new'], [1, 'one']] }).status).not.toBe(0);
});

test('fails where it is refused', () => {
  writeFileSync(join(state, 'kubectl'), '#!/bin/sh\necho "$*" >> "$STATE/calls"\ncat > /dev/null\nexit 1\n', { mode: 0o755 });
  const { status, calls } = snapshot({ count: 1 });
  expect([status, calls.length]).toEqual([1, 1]);
});
