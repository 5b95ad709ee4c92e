import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { AddressInfo, Server, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Testing } from 'cdk8s';
import { testing } from 'cdk8s-stateful-app';
import { Cassandra } from './main';

let directory: string;
let running: ChildProcess[];
let servers: Server[];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'cassandra-'));
  running = [];
  servers = [];
  writeFileSync(join(directory, 'docker-entrypoint.sh'), '#!/bin/sh\necho "started with $CASSANDRA_SEEDS"; exec sleep 60\n', { mode: 0o755 });
});
afterEach(async () => {
  for (const child of running) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    process.kill(-child.pid!, 'SIGKILL');
    await once(child, 'exit');
  }
  servers.forEach(server => server.close());
  rmSync(directory, { recursive: true });
});

/** Somebody who listens; the port is his. */
async function listen(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

interface Ports {
  /** Of the other nodes, all of them at the address of this machine. */
  gossip?: number;
  /** Of the node itself. */
  cql?: number;
}

/** Starts a node, and returns the first line that it says. */
async function start(pod: string, { gossip = 1, cql = 1 }: Ports = {}): Promise<{ says: string; child: ChildProcess }> {
  const { command } = testing.Manifests.of(new Cassandra(Testing.app(), 'cassandra')).container('StatefulSet', 'cassandra', 'cassandra') as { command: string[] };
  const script = command[2]!.replaceAll('/var/lib/cassandra', directory).replace(' 7000', ` ${gossip}`).replace(' 9042', ` ${cql}`);
  const env = { PATH: `${directory}:${process.env.PATH}`, POD_NAME: pod, CASSANDRA_SEEDS: 'cassandra-0.localhost,127.0.0.1' };
  const child = spawn('bash', ['-c', script], { env, detached: true });
  running.push(child);
  return { says: await line(child), child };
}

async function line(child: ChildProcess): Promise<string> {
  const [data] = await once(child.stdout!, 'data') as [Buffer];
  return data.toString();
}

const has = (file: string) => writeFileSync(join(directory, file), '');

test('a node that has joined is its own seed', async () => {
  has('joined');
  expect((await start('cassandra-0')).says).toBe('started with cassandra-0.localhost,127.0.0.1\n');
});

test('a node with an empty volume is not its own seed', async () => {
  expect((await start('cassandra-0', { gossip: await listen() })).says).toBe('started with 127.0.0.1\n');
});

test('a node with an empty volume waits where no other seed answers, and says for what', async () => {
  expect((await start('cassandra-0')).says).toMatch(/^waiting, as this node has not joined yet and no other seed answers/);
});

test('the first node begins a cluster where a person says so', async () => {
  has('initialize');
  expect((await start('cassandra-0')).says).toBe('started with cassandra-0.localhost,127.0.0.1\n');
});

test('a node that waits begins a cluster as soon as a person says so', async () => {
  const { child } = await start('cassandra-0');
  has('initialize');
  let says = '';
  while (!says.includes('started')) says = await line(child);
  expect(says).toContain('started with cassandra-0.localhost,127.0.0.1\n');
});

test('a node that is no seed names all of them', async () => {
  expect((await start('cassandra-3', { gossip: await listen() })).says).toBe('started with cassandra-0.localhost,127.0.0.1\n');
});

test('a node has joined once it takes clients', async () => {
  await start('cassandra-0', { gossip: await listen(), cql: await listen() });
  while (!existsSync(join(directory, 'joined'))) await pause(50);
});

test('a node that takes no clients yet has not joined', async () => {
  await start('cassandra-0', { gossip: await listen() });
  await pause(1500);
  expect(existsSync(join(directory, 'joined'))).toBe(false);
});

test('a node that waits ends with its pod', async () => {
  const { child } = await start('cassandra-0');
  child.kill();
  expect(await once(child, 'exit')).toEqual([143, null]);
});
