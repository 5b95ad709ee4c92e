import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Testing } from 'cdk8s';
import { testing } from 'cdk8s-stateful-app';
import { Patroni } from './main';

const { command } = testing.Manifests.of(new Patroni(Testing.app(), 'patroni')).container('StatefulSet', 'postgres', 'postgres') as { command: string[] };

let directory: string;
let running: ChildProcess[];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'patroni-'));
  running = [];
});
afterEach(async () => {
  for (const child of running) {
    if (child.exitCode === null && child.signalCode === null) {
      // the whole group: what it has started would go on without it
      process.kill(-child.pid!, 'SIGKILL');
      await once(child, 'exit');
    }
  }
  rmSync(directory, { recursive: true });
});

/** Starts Patroni on the data; it is a program that says so, and runs on. */
async function start(): Promise<{ says: string; child: ChildProcess }> {
  // as one process, so that it ends with it
  writeFileSync(join(directory, 'patroni'), `#!${process.execPath}\nconsole.log('serving', ...process.argv.slice(2)); setInterval(() => {}, 1000);\n`, { mode: 0o755 });
  const args = command.slice(1).map(word => word.replaceAll('/var/lib/postgresql/data', directory));
  const child = spawn(command[0]!, args, { detached: true, env: { PATH: `${directory}:${process.env.PATH}` } });
  running.push(child);
  return { says: await line(child), child };
}

async function line(child: ChildProcess): Promise<string> {
  const [data] = await once(child.stdout!, 'data') as [Buffer];
  return data.toString();
}

test('Patroni starts with its file', async () => {
  expect((await start()).says).toBe('serving /etc/patroni/patroni.yml\n');
});

test('a second Patroni on the same volume waits, and says for what', async () => {
  await start();
  expect((await start()).says).toMatch(/^waiting, as another server has this data/);
});

test('a second Patroni starts when the first has ended', async () => {
  const first = await start();
  const second = await start();
  first.child.kill();
  let says = '';
  while (!says.includes('serving')) says = await line(second.child);
  expect(says).toContain('serving /etc/patroni/patroni.yml');
});

test('a second Patroni that waits ends with its pod', async () => {
  await start();
  const second = await start();
  second.child.kill();
  expect(await once(second.child, 'exit')).toEqual([143, null]);
});
