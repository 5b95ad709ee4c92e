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
  /** The time of the probe, in seconds. */
  at?: number;
}

/** What the probe of a replica says; the ones before it leave a file behind. */
function probe({ end, replayed = 0, isPrimaryThere = true, at = 1000 }: Replica) {
  const program = (name: string, body: string) => writeFileSync(join(bin, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  program('psql', `for sql in "$@"; do :; done
case $sql in
  *latest_end_lsn*) echo ${end ?? ''} ;;
  *) goal=\${sql##*">= '"}; if [ ${replayed} -ge "\${goal%"'"}" ]; then echo t; else echo f; fi ;;
esac`);
  program('pg_isready', `exit ${isPrimaryThere ? 0 : 2}`);
  program('date', `echo ${at}`);
  const script = readFileSync(join(__dirname, 'files/replica-is-ready.sh'), 'utf8').replace('/var/run/postgresql', bin);
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
