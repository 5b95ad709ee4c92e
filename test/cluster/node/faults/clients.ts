import { Line } from './ledger';
import { System } from './systems';
import { TestNamespace } from '../../support/namespace';
import { Manifest, StatefulSet } from '../../support/objects';

/** A pod that writes numbers through the primary Service, and one that reads the highest through the read Service, without end. */
export function clients(system: System, namespace: string): Manifest[] {
  // env, as a command that begins with a variable is no program for timeout
  const write = `env ${system.client(`${system.name}-primary`, 'INSERT INTO numbers VALUES (')}"$n)"`;
  const read = `env ${system.client(`${system.name}-read`, 'SELECT MAX(number) FROM numbers')}`;
  return [
    client(system, namespace, 'writer', `n=0; while :; do n=$((n + 1)); if timeout 5 ${write} > /dev/null 2>&1; then echo $n; else echo failed; fi; sleep 0.1; done`),
    client(system, namespace, 'reader', `while :; do timeout 5 ${read} 2> /dev/null || echo failed; sleep 0.2; done`),
  ];
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
  const [set] = system.manifests(namespace, 3).filter(({ kind }) => kind === 'StatefulSet') as (Manifest & StatefulSet)[];
  const { securityContext, containers: [server] } = set.spec!.template.spec!;
  const { image, resources, securityContext: own } = server!;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { securityContext, terminationGracePeriodSeconds: 0, containers: [{ name, image, resources, securityContext: own, command: ['sh', '-c', loop] }] },
  };
}
