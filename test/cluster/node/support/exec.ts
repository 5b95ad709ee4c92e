import { Writable } from 'node:stream';
import type { Exec, V1Status } from '@kubernetes/client-node' with { 'resolution-mode': 'import' };
import { TestNamespace } from '../../support/namespace';

const DEADLINE = 120_000;

let client: Promise<Exec> | undefined;

/** Runs a shell command in a container of a pod, by default the only one, and returns what it printed. Fails if the command does. */
export async function run(namespace: TestNamespace, pod: string, command: string, container = ''): Promise<string> {
  client ??= connect();
  const exec = await client;
  const out = new Text();
  const err = new Text();
  const status = await new Promise<V1Status>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${pod}: ${command}: ${why}`));
    const timer = setTimeout(() => fail(`no end within ${DEADLINE / 1000} s`), DEADLINE);
    exec.exec(namespace.name, pod, container, ['sh', '-c', command], out, err, null, false, resolve)
      // after the status, if there was one
      .then((socket) => socket.on('close', () => fail('the connection ended before the command did')))
      .catch((error) => fail(error?.message ?? String(error)))
      .finally(() => clearTimeout(timer));
  });
  if (status.status !== 'Success') throw new Error(`${pod}: ${command}: ${status.message}\n${out.text}${err.text}`);
  return out.text;
}

/** The lines that such a command prints. */
export async function lines(namespace: TestNamespace, pod: string, command: string, container?: string): Promise<string[]> {
  return (await run(namespace, pod, command, container)).split('\n').filter((line) => line !== '');
}

async function connect(): Promise<Exec> {
  // an ES module only, hence the dynamic import
  const { KubeConfig, Exec: Client } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  config.loadFromFile(process.env.KUBECONFIG_TEST!);
  return new Client(config);
}

class Text extends Writable {
  text = '';

  _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
