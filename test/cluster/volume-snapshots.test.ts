import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Chart, Cron, Size, Testing } from 'cdk8s';
import { BackupRetention, ScheduledVolumeSnapshot, StatefulApp } from '../../src';
import { eventually } from './node/support/eventually';
import { ApiServer } from './support/api-server';
import { TestNamespace, inNamespace } from './support/namespace';
import { Kind, KubernetesObject, Manifest, nameOf } from './support/objects';

const VOLUME_SNAPSHOT: Kind = { apiVersion: 'snapshot.storage.k8s.io/v1', kind: 'VolumeSnapshot' };

/** What the script sees of https://github.com/kubernetes-csi/external-snapshotter. */
const DEFINITION: Manifest = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'volumesnapshots.snapshot.storage.k8s.io', annotations: { 'api-approved.kubernetes.io': 'unapproved, for a test' } },
  spec: {
    group: 'snapshot.storage.k8s.io',
    scope: 'Namespaced',
    names: { kind: 'VolumeSnapshot', listKind: 'VolumeSnapshotList', plural: 'volumesnapshots', singular: 'volumesnapshot' },
    versions: [{
      name: 'v1',
      served: true,
      storage: true,
      subresources: { status: {} },
      schema: {
        openAPIV3Schema: {
          type: 'object',
          properties: {
            spec: {
              type: 'object',
              properties: {
                volumeSnapshotClassName: { type: 'string' },
                source: { type: 'object', properties: { persistentVolumeClaimName: { type: 'string' } } },
              },
            },
            status: { type: 'object', properties: { readyToUse: { type: 'boolean' } } },
          },
        },
      },
    }],
  },
};

type Snapshot = KubernetesObject & { spec?: { source?: { persistentVolumeClaimName?: string } }; status?: { readyToUse?: boolean } };

/** The manifests of an app whose snapshots are kept so. */
function scheduled(retention?: BackupRetention): Manifest[] {
  const chart = new Chart(Testing.app(), 'test');
  const db = new StatefulApp(chart, 'Db', {
    metadata: { name: 'db' }, replicas: 2, containers: [{ image: 'db:1.0' }], volumeClaimTemplates: [{ name: 'data', storage: Size.gibibytes(1) }],
  });
  new ScheduledVolumeSnapshot(db, 'Snapshot', {
    schedule: Cron.daily(), volumeClaimTemplate: db.volumeClaimTemplate('data'), ordinal: 1, image: 'alpine/k8s:1.34.1', retention,
  });
  return Testing.synth(chart);
}

/** Runs what the pods of the CronJob run, with the rights of their ServiceAccount. */
async function runJob(namespace: TestNamespace, manifests: Manifest[]): Promise<void> {
  const { spec } = manifests.find(({ kind }) => kind === 'CronJob') as unknown as { spec: { jobTemplate: { spec: { template: { spec: { containers: { command: string[] }[] } } } } } };
  const [program, ...words] = spec.jobTemplate.spec.template.spec.containers[0]!.command;
  const directory = mkdtempSync(join(tmpdir(), 'snapshots-'));
  const options = `--kubeconfig='${process.env.KUBECONFIG_TEST}' --cache-dir='${directory}' --namespace=${namespace.name}`;
  const kubectl = `#!/bin/sh\nPATH='${process.env.PATH}'\nexec kubectl ${options} --as=system:serviceaccount:${namespace.name}:db-snapshot "$@"\n`;
  try {
    writeFileSync(join(directory, 'kubectl'), kubectl, { mode: 0o755 });
    writeFileSync(join(directory, 'sleep'), '#!/bin/sh\nPATH=/usr/bin:/bin exec sleep 0.1\n', { mode: 0o755 });
    const child = spawn(program!, words, { env: { ...process.env, PATH: `${directory}:${process.env.PATH}` }, stdio: ['ignore', 'pipe', 'pipe'], timeout: 20_000 });
    let output = '';
    [child.stdout, child.stderr].forEach(stream => stream.on('data', (data: Buffer) => { output += data.toString(); }));
    const code = await new Promise(resolve => child.on('close', resolve));
    if (code !== 0) throw new Error(`the Job ends with ${code}:\n${output}`);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Plays the driver, which makes one snapshot ready. */
async function makeReady(namespace: TestNamespace): Promise<void> {
  const isNew = ({ status }: Snapshot) => status?.readyToUse === undefined;
  const [found] = (await namespace.until<Snapshot>(VOLUME_SNAPSHOT, 'a new snapshot', (all) => all.some(isNew))).filter(isNew);
  await namespace.api.request('PATCH', `${await namespace.api.path(VOLUME_SNAPSHOT, namespace.name, nameOf(found!))}/status`, {
    contentType: 'application/merge-patch+json', body: { status: { readyToUse: true } },
  });
}

async function takeSnapshot(namespace: TestNamespace, manifests: Manifest[]): Promise<string> {
  const before = (await namespace.list<Snapshot>(VOLUME_SNAPSHOT)).map(nameOf);
  await Promise.all([runJob(namespace, manifests), makeReady(namespace)]);
  const [taken] = (await namespace.list<Snapshot>(VOLUME_SNAPSHOT)).map(nameOf).filter((name) => !before.includes(name));
  return taken!;
}

let api: ApiServer;

beforeAll(async () => {
  api = await ApiServer.connect();
  await api.apply(DEFINITION, '');
  // nothing tells by a watch when the API server begins to serve a kind
  await eventually(async () => {
    const { resources } = await api.request<{ resources: Kind[] }>('GET', `/apis/${VOLUME_SNAPSHOT.apiVersion}`);
    expect(resources.map(({ kind }) => kind)).toContain('VolumeSnapshot');
  });
});

afterAll(async () => api.request('DELETE', await api.path(DEFINITION, '', nameOf(DEFINITION))));

const prepared = async (namespace: TestNamespace, retention?: BackupRetention): Promise<Manifest[]> => {
  const manifests = scheduled(retention);
  await namespace.apply(manifests.filter(({ kind }) => ['ServiceAccount', 'Role', 'RoleBinding', 'CronJob'].includes(kind)));
  return manifests;
};

test('snapshots of the claim are made, and those beyond the retention deleted, with the rights of the Role', inNamespace(async (namespace) => {
  const manifests = await prepared(namespace, BackupRetention.count(2));
  await namespace.apply([{ ...VOLUME_SNAPSHOT, metadata: { name: 'by-hand' }, spec: { source: { persistentVolumeClaimName: 'data-db-1' } } }]);
  await makeReady(namespace);
  const taken: string[] = [];
  for (let number = 0; number < 3; number++) {
    taken.push(await takeSnapshot(namespace, manifests));
    // which is older is told by the second
    await setTimeout(1100);
  }
  const left = await namespace.list<Snapshot>(VOLUME_SNAPSHOT);
  expect(left.map(nameOf).sort()).toEqual([...taken.slice(1), 'by-hand'].sort());
  expect(left.map(({ spec }) => spec?.source?.persistentVolumeClaimName)).toEqual(Array(3).fill('data-db-1'));
}));

test('without a retention none is deleted', inNamespace(async (namespace) => {
  const manifests = await prepared(namespace);
  for (let number = 0; number < 2; number++) await takeSnapshot(namespace, manifests);
  expect(await namespace.list(VOLUME_SNAPSHOT)).toHaveLength(2);
}));

test.each(['create', 'get', 'list', 'delete'])('fails without the right to %s', async (verb) => inNamespace(async (namespace) => {
  const manifests = await prepared(namespace, BackupRetention.count(1));
  await takeSnapshot(namespace, manifests);
  const role = manifests.find(({ kind }) => kind === 'Role') as Manifest & { rules: { verbs: string[] }[] };
  const rules = role.rules.map((rule) => ({ ...rule, verbs: rule.verbs.filter((other) => other !== verb) }));
  await namespace.patch({ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role' }, nameOf(role), { rules });
  const fails = verb === 'create' ? runJob(namespace, manifests) : takeSnapshot(namespace, manifests);
  await expect(fails).rejects.toThrow('the Job ends with');
})());
