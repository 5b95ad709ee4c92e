import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Testing } from 'cdk8s';
import { testing } from 'cdk8s-stateful-app';
import { Kafka } from './main';

let directory: string;
beforeEach(() => directory = mkdtempSync(join(tmpdir(), 'kafka-')));
afterEach(() => rmSync(directory, { recursive: true }));

/** What a controller says until it starts, or has to wait; the others answer one after the other with these high watermarks, and then with the last. */
function start(watermarks: (number | undefined)[], ...files: string[]): string {
  const program = (name: string, body: string) => writeFileSync(join(directory, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  program('run', 'echo started');
  // no time passes between two questions, and the first wait for the others ends the controller
  program('sleep', '[ "$1" != 3 ] || kill -KILL $PPID');
  watermarks.forEach((watermark, index) => writeFileSync(join(directory, `answer-${index}`), watermark === undefined ? '' : `LeaderId: 102\nHighWatermark:          ${watermark}\n`));
  program('kafka-metadata-quorum.sh', `cd ${directory}; n=$(cat asked 2> /dev/null || echo 0); echo $((n + 1)) > asked
[ -s answer-$n ] && cat answer-$n`);
  mkdirSync(join(directory, 'log'));
  files.forEach(file => writeFileSync(join(directory, file), ''));
  const { command } = testing.Manifests.of(new Kafka(Testing.app(), 'kafka', { clusterId: 'id', externalDomain: 'example.com' }))
    .container('StatefulSet', 'kafka-controller', 'kafka') as { command: string[] };
  const script = command[2]!.replaceAll('/var/lib/kafka/data', directory).replaceAll('/opt/kafka/bin', directory).replaceAll('/etc/kafka/docker', directory);
  const env = { PATH: `${directory}:${process.env.PATH}`, KAFKA_CONTROLLER_QUORUM_VOTERS: '100@a:9093,101@b:9093' };
  return spawnSync('sh', ['-c', script], { env, encoding: 'utf8', timeout: 30_000 }).stdout;
}

test('a controller with data starts', () => {
  expect(start([], 'log/meta.properties')).toBe('started\n');
});

test('a controller with an empty volume starts when a person says so', () => {
  expect(start([], 'initialize')).toBe('started\n');
});

test('a controller with an empty volume starts where the others go on', () => {
  expect(start([100, 104])).toBe('started\n');
});

test('a controller with an empty volume waits where nobody answers', () => {
  expect(start([undefined])).toMatch(/^waiting, as the volume is empty/);
});

test('a controller with an empty volume waits where a leader answers that has lost the others', () => {
  expect(start([100, 100])).toMatch(/^waiting, as the volume is empty/);
});

test('a controller with an empty volume waits where a leader answers once, and then nobody', () => {
  expect(start([100, undefined])).toMatch(/^waiting, as the volume is empty/);
});
