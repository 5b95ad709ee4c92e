import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let directory: string;
let running: ChildProcess[];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'postgres-'));
  running = [];
});
afterEach(async () => {
  for (const child of running) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill();
      await once(child, 'exit');
    }
  }
  rmSync(directory, { recursive: true });
});

/** Starts a server on the data; it is a program that says so, and runs on. */
async function start(): Promise<{ says: string; child: ChildProcess }> {
  // as one process, so that it ends with it
  writeFileSync(join(directory, 'postgres'), `#!${process.execPath}\nconsole.log('serving', ...process.argv.slice(2)); setInterval(() => {}, 1000);\n`, { mode: 0o755 });
  const child = spawn('sh', ['-eu', join(__dirname, 'files/start.sh'), directory], { env: { PATH: `${directory}:${process.env.PATH}`, POD_NAME: 'postgres-0' } });
  running.push(child);
  return { says: await line(child), child };
}

async function line(child: ChildProcess): Promise<string> {
  const [data] = await once(child.stdout!, 'data') as [Buffer];
  return data.toString();
}

test('a server starts with its name and its configuration', async () => {
  expect((await start()).says).toBe(`serving -D ${directory} -c config_file=/etc/postgresql/pod/postgresql.conf -c cluster_name=postgres-0\n`);
  expect(existsSync(join(directory, 'server.lock'))).toBe(true);
});

test('a second server on the same data waits, and says for what', async () => {
  await start();
  expect((await start()).says).toMatch(/^waiting, as another server has this data/);
});

test('a second server starts when the first has ended', async () => {
  const first = await start();
  const second = await start();
  first.child.kill();
  let says = '';
  while (!says.includes('serving')) says = await line(second.child);
  expect(says).toContain(`serving -D ${directory}`);
});

test('a second server that waits ends with its pod', async () => {
  await start();
  const second = await start();
  second.child.kill();
  expect(await once(second.child, 'exit')).toEqual([143, null]);
});
