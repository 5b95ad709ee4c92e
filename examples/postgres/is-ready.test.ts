import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

let bin: string;
beforeEach(() => bin = mkdtempSync(join(tmpdir(), 'postgres-')));
afterEach(() => rmSync(bin, { recursive: true }));

interface Replica {
  /** What the primary has, in bytes of its log; nothing where nobody sends it. */
  end?: number;
  /** What the replica has of it. */
  replayed?: number;
  isPrimaryThere?: boolean;
  /** What start.sh tells of it. */
  role?: string;
  /** The time of the probe, in seconds. */
  at?: number;
}

/** What the probe of a replica says; the ones before it leave a file behind. */
function probe({ end, replayed = 0, isPrimaryThere = true, role = 'following', at = 1000 }: Replica) {
  const program = (name: string, body: string) => writeFileSync(join(bin, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  program('psql', `for sql in "$@"; do :; done
case $sql in
  *latest_end_lsn*) echo ${end ?? ''} ;;
  *) goal=\${sql##*">= '"}; if [ ${replayed} -ge "\${goal%"'"}" ]; then echo t; else echo f; fi ;;
esac`);
  program('pg_isready', `exit ${isPrimaryThere ? 0 : 2}`);
  program('date', `echo ${at}`);
  writeFileSync(join(bin, 'role'), `${role}\n`);
  writeFileSync(join(bin, 'promotion'), '0 postgres-0.postgres\n');
  const script = readFileSync(join(__dirname, 'files/is-ready.sh'), 'utf8').replace('/var/run/postgresql', bin).replace('/etc/postgresql/primary', bin);
  const { status, stdout } = spawnSync('sh', ['-euc', script], { env: { PATH: `${bin}:${process.env.PATH}` }, encoding: 'utf8' });
  return [status, stdout];
}

const BEHIND = [1, 'not ready: it has not replayed in 30 seconds what the primary had\n'];

test('a replica that has all is ready', () => {
  expect(probe({ end: 5, replayed: 5 })).toEqual([0, '']);
});

test('a replica that is behind for less than 30 seconds stays ready', () => {
  probe({ end: 5, replayed: 5 });
  probe({ end: 9, replayed: 5, at: 1005 });
  expect(probe({ end: 20, replayed: 7, at: 1035 })).toEqual([0, '']);
});

test('fails for a replica that is behind for longer', () => {
  probe({ end: 5, replayed: 5 });
  probe({ end: 9, replayed: 5, at: 1005 });
  expect(probe({ end: 20, replayed: 7, at: 1036 })).toEqual(BEHIND);
});

test('fails for a replica that has started and has to catch up', () => {
  expect(probe({ end: 500, replayed: 5 })).toEqual(BEHIND);
});

test('fails for a replica that is always more than 30 seconds behind, though it gets on', () => {
  probe({ end: 500, replayed: 5 });
  expect(probe({ end: 900, replayed: 500, at: 1100 })).toEqual(BEHIND);
});

test('a replica that has caught up is ready', () => {
  probe({ end: 500, replayed: 5 });
  probe({ end: 900, replayed: 500, at: 1100 });
  expect(probe({ end: 950, replayed: 901, at: 1105 })).toEqual([0, '']);
});

test('a replica whose primary cannot be reached is ready', () => {
  expect(probe({ isPrimaryThere: false })).toEqual([0, '']);
});

test('fails for a replica that does not follow a primary that is there', () => {
  expect(probe({})).toEqual([1, 'not ready: the primary is there and is not followed; the log says why. '
    + `If what it needs is gone, or is not its history, clone it anew: kubectl delete pvc/data-${hostname()} pod/${hostname()}\n`]);
});

test.each(['primary', 'candidate', 'waiting'])('a server that follows nobody, as it is %s, is ready while it runs', (role) => {
  expect(probe({ role })).toEqual([0, '']);
});

test.each(['primary', 'candidate', 'waiting'])('fails for a server that is %s and does not run', (role) => {
  expect(probe({ role, isPrimaryThere: false })[0]).not.toBe(0);
});

test('fails for a replica that has not asked for the primary yet', () => {
  expect(probe({ role: 'replica' })).toEqual([1, 'not ready: it has not asked for the primary yet\n']);
});

test.each([
  ['that the primary does not let in', 'refused', 'the primary does not let it in'],
  ['whose primary has another history', 'diverged', 'the primary has another history'],
])('fails for a replica %s', (_, role, why) => {
  const [status, said] = probe({ role });
  expect(status).toBe(1);
  expect(said).toContain(`not ready: ${why}`);
  expect(said).toContain(`clone it anew: kubectl delete pvc/data-${hostname()} pod/${hostname()}\n`);
});
