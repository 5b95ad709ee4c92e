import { ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { BOOTSTRAP_SCRIPT } from '../../src/parts/bootstrap-script';

/** The step of a pod as the kubelet starts it, on a volume that is a directory here. */
class Step {
  readonly volume = mkdtempSync(join(tmpdir(), 'volume-'));
  /** In place of the programs of the image. */
  private readonly bin = mkdtempSync(join(tmpdir(), 'programs-'));
  output = '';
  private process?: ChildProcess;

  /** @param pods what DNS knows: pods, and `db` for the headless Service */
  start(pod: string, pods: string[] = [], { cloneFirstFrom = '', initializeBefore = '' } = {}): this {
    writeFileSync(join(this.bin, 'getent'), `#!/bin/sh\ncase ' ${pods.join(' ')} ' in *" \${2%%.*} "*) ;; *) exit 2 ;; esac\n`, { mode: 0o755 });
    const initialize = ['sh', '-euc', 'echo initialized > "$DATA_DIRECTORY/made"'];
    const clone = ['sh', '-euc', 'echo "$PREVIOUS_POD_HOST" > "$DATA_DIRECTORY/made"'];
    const args = ['-euc', BOOTSTRAP_SCRIPT, 'start-up', `${this.volume}/data`, '0', cloneFirstFrom, initializeBefore, `${initialize.length}`, ...initialize, ...clone];
    const env = { PATH: `${this.bin}:${process.env.PATH}`, POD_NAME: pod, POD_NAMESPACE: 'prod', POD_DNS_NAME: `${pod}.db.prod.svc` };
    this.process = spawn('/bin/sh', args, { env });
    this.process.stdout!.on('data', (text) => this.output += text);
    this.process.stderr!.on('data', (text) => this.output += text);
    return this;
  }

  decide(file: string): void {
    writeFileSync(join(this.volume, file), '');
  }

  async ended(): Promise<string> {
    const { process: step } = this;
    if (step!.exitCode === null) await new Promise((resolve) => step!.on('close', resolve));
    return existsSync(join(this.volume, 'data/made')) ? readFileSync(join(this.volume, 'data/made'), 'utf8').trim() : 'nothing';
  }

  async says(text: string): Promise<void> {
    for (let tries = 0; tries < 200 && !this.output.includes(text); tries++) await pause(50);
    expect(this.output).toContain(text);
  }

  stop(): void {
    this.process?.kill('SIGKILL');
    [this.volume, this.bin].forEach((directory) => rmSync(directory, { recursive: true }));
  }
}

let step: Step;
beforeEach(() => step = new Step());
afterEach(() => step.stop());

test('the first pod with an empty volume waits, and says what would help', async () => {
  step.start('db-0');
  await step.says('waiting, as the volume is empty');
  await step.says(`where no pod ever had data: kubectl exec -n prod db-0 -c start-up -- touch ${step.volume}/initialize`);
  expect(readdirSync(step.volume)).toEqual(['data.incomplete']);
});

test('it is initialized when a person says so', async () => {
  step.start('db-0').decide('initialize');
  expect(await step.ended()).toBe('initialized');
});

test('what a person said holds once', async () => {
  step.start('db-0').decide('initialize');
  await step.ended();
  expect(readdirSync(step.volume)).toEqual(['data']);
});

test('it is cloned from the pod that a person names', async () => {
  step.start('db-0', ['db-1', 'db-2']).decide('clone-from-db-2');
  expect(await step.ended()).toBe('db-2.db.prod.svc');
});

test('it is cloned from a host of elsewhere', async () => {
  step.start('db-0', ['db-2']).decide('clone-from-db-2.other.prod.svc');
  expect(await step.ended()).toBe('db-2.other.prod.svc');
});

test('a clone comes before an empty start', async () => {
  step.decide('initialize');
  step.decide('clone-from-db-2');
  step.start('db-0', ['db-2']);
  expect(await step.ended()).toBe('db-2.db.prod.svc');
});

test('fails to be initialized while other pods are there', async () => {
  step.start('db-0', ['db-2']).decide('initialize');
  await step.says('not initialized, as other pods are there: db-2; clone one of them, or scale the StatefulSet to 1 first');
  expect(readdirSync(step.volume)).toEqual(['data.incomplete']);
});

test('fails to be cloned from a pod that is not there, and is not initialized instead', async () => {
  step.decide('initialize');
  step.start('db-0').decide('clone-from-db-7');
  await step.says('not cloned, as DNS does not know db-7.db.prod.svc');
  expect(readdirSync(step.volume).sort()).toEqual(['clone-from-db-7', 'data.incomplete', 'initialize']);
});

test('another pod can be named then', async () => {
  step.start('db-0', ['db-8']).decide('clone-from-db-7');
  await step.says('DNS does not know db-7');
  step.decide('clone-from-db-8');
  expect(await step.ended()).toBe('db-8.db.prod.svc');
});

describe('with a day before which the program permits it', () => {
  const initializeBefore = '29991231';

  test('it is initialized by itself', async () => {
    step.start('db-0', ['db'], { initializeBefore });
    expect(await step.ended()).toBe('initialized');
  });

  test.each([
    ['on that day', ['db'], new Date().toISOString().slice(0, 10).replaceAll('-', '')],
    ['while other pods are there', ['db', 'db-1'], initializeBefore],
    ['while DNS does not answer', [], initializeBefore],
  ])('fails to be initialized %s', async (_, pods, day) => {
    step.start('db-0', pods, { initializeBefore: day });
    await step.says('waiting, as the volume is empty');
    expect(readdirSync(step.volume)).toEqual(['data.incomplete']);
  });
});

test('it names the pods that are there', async () => {
  step.start('db-0', ['db-1', 'db-2']);
  await step.says('; other pods are there: db-1 db-2\n');
});

test('it asks nobody where the program names a host', async () => {
  step.start('db-0', [], { cloneFirstFrom: 'db-4.old' });
  expect(await step.ended()).toBe('db-4.old');
});

test('a further pod is cloned from the one before it, whatever else is there', async () => {
  step.start('db-2', ['db-0', 'db-1']);
  expect(await step.ended()).toBe('db-1.db.prod.svc');
});

test('what a person said does not turn a further pod into a first one', async () => {
  step.decide('initialize');
  step.start('db-1');
  expect(await step.ended()).toBe('db-0.db.prod.svc');
});

test('a pod that has its data goes on', async () => {
  mkdirSync(join(step.volume, 'data'));
  writeFileSync(join(step.volume, 'data/made'), 'before');
  step.start('db-0', ['db-1']);
  expect(await step.ended()).toBe('before');
});
