import { Line } from './ledger';
import { System } from './systems';
import { TestNamespace } from '../../support/namespace';
import { KubernetesObject, Manifest, StatefulSet } from '../../support/objects';
import { run } from '../support/exec';
import { quoted } from '../support/mysql';

/** Where they have the password. */
const DIRECTORY = '/password';
const FILE = `${DIRECTORY}/app`;

/** A pod that writes numbers through a Service, and one that reads the highest through one, without end. */
export function clients(system: System, namespace: string): Manifest[] {
  // env, as a command that begins with a variable is no program for timeout
  const write = `env ${system.write(FILE)}`;
  const read = `env ${system.read(FILE)}`;
  return [
    client(system, namespace, 'writer', `n=0; while :; do n=$((n + 1)); if timeout 5 ${write} > /dev/null 2>&1; then echo $n; else echo failed; fi; sleep 0.1; done`),
    client(system, namespace, 'reader', `while :; do timeout 5 ${read} 2> /dev/null || echo failed; sleep 0.2; done`),
  ];
}

/** Gives them the password that the Secret has by now. */
export async function tellPassword(namespace: TestNamespace, { name }: System): Promise<void> {
  const { data } = await namespace.get<KubernetesObject & { data: Record<string, string> }>({ apiVersion: 'v1', kind: 'Secret' }, name);
  for (const pod of ['writer', 'reader']) await run(namespace, pod, `echo ${data['app-password']} | base64 -d > ${FILE}.new && mv ${FILE}.new ${FILE}`);
}

/** What they have said so far. */
export async function said(namespace: TestNamespace, pod: 'writer' | 'reader'): Promise<Line[]> {
  const path = `/api/v1/namespaces/${namespace.name}/pods/${pod}/log`;
  const { message } = await namespace.api.request<{ message: string }>('GET', path, { query: { timestamps: 'true' } });
  return message.split('\n').filter((line) => line !== '').map((line) => {
    const [time, text] = line.split(' ') as [string, string];
    return { at: Date.parse(time), text };
  });
}

function client(system: System, namespace: string, name: string, loop: string): Manifest {
  const [set] = system.manifests(namespace, system.servers).filter(({ kind }) => kind === 'StatefulSet') as (Manifest & StatefulSet)[];
  const { securityContext, containers: [server] } = set.spec!.template.spec!;
  const { image, resources, securityContext: own } = server!;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: {
      securityContext,
      terminationGracePeriodSeconds: 0,
      containers: [{
        name,
        image,
        resources,
        securityContext: own,
        command: ['sh', '-c', `printf %s ${quoted(system.replication?.password ?? '')} > ${FILE}; ${loop}`],
        volumeMounts: [{ name: 'password', mountPath: DIRECTORY }],
      }],
      volumes: [{ name: 'password', emptyDir: {} }],
    },
  };
}
