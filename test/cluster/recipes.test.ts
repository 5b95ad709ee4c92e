import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { TestNamespace, inNamespace } from './support/namespace';
import {
  Kind, KubernetesObject, Manifest, PERSISTENT_VOLUME_CLAIM, PersistentVolumeClaim, Pod, STATEFUL_SET, StatefulSet, nameOf, ready,
} from './support/objects';
import { gated } from './support/readiness';
import { shell } from './support/shell';
import { Block, isBlock, pageOf, ROOT } from '../docs/pages';
import { fileNameOf } from '../snippets';

// The recipes of the guide, as they stand there, in a namespace of the test in place of `prod`.

const NAME = 'docs/guides/update-recipes.md';
const SERVICE: Kind = { apiVersion: 'v1', kind: 'Service' };
const PERSISTENT_VOLUME: Kind = { apiVersion: 'v1', kind: 'PersistentVolume' };
const STORAGE_CLASS: Kind = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass' };
const BLOCKS = pageOf(NAME, readFileSync(join(ROOT, NAME), 'utf8')).sections
  .flatMap(({ parts }) => parts.filter((part): part is Block => isBlock(part, 'yaml') || isBlock(part, 'sh')));

/** What the guide says, for a namespace. */
class Guide {
  readonly files: ReadonlyMap<string, string>;

  /** @param change what a test needs besides in a manifest */
  constructor(private readonly namespace: TestNamespace, change: (text: string) => string = (text) => text) {
    this.files = new Map(BLOCKS.filter((block) => isBlock(block, 'yaml')).map((block) => [fileNameOf(block)!, change(this.relocated(block.text))]));
  }

  /** Applies db.yaml, and waits until its pods are ready and its claims have volumes. */
  async begin(file = 'db.yaml'): Promise<Before> {
    await shell(`kubectl apply --filename ${file}`, this.files);
    await this.namespace.pods.until('three pods ready', ready(3));
    const claims = await this.namespace.until<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIM, 'three claims bound',
      (all) => all.length === 3 && all.every(({ status }) => status?.phase === 'Bound'));
    return { pods: podUids(this.namespace), volumes: volumesOf(claims) };
  }

  /** Runs the commands of the section that has the file. */
  async follow(file: string): Promise<void> {
    const index = BLOCKS.findIndex((block) => fileNameOf(block) === file);
    const { text } = BLOCKS.slice(index).find((block) => isBlock(block, 'sh'))!;
    await shell(this.relocated(text), this.files);
  }

  private relocated(text: string): string {
    return text.replace(/\bprod\b/g, this.namespace.name);
  }
}

interface Before {
  /** By the names of pods. */
  readonly pods: Readonly<Record<string, string>>;

  /** By the names of claims. */
  readonly volumes: Readonly<Record<string, string>>;
}

function podUids(namespace: TestNamespace): Record<string, string> {
  return Object.fromEntries(namespace.pods.current().map((pod) => [nameOf(pod), pod.metadata!.uid!]));
}

function volumesOf(claims: readonly PersistentVolumeClaim[]): Record<string, string> {
  return Object.fromEntries(claims.map((claim) => [nameOf(claim), claim.spec!.volumeName!]));
}

async function volumesIn(namespace: TestNamespace): Promise<Record<string, string>> {
  return volumesOf(await namespace.list<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIM));
}

const isOfSet = (pod: Pod) => pod.metadata?.ownerReferences?.some(({ kind }) => kind === 'StatefulSet') === true;
const imageOf = (pod: Pod) => pod.spec!.containers[0]!.image;
const setIn = async (namespace: TestNamespace) => namespace.get<StatefulSet>(STATEFUL_SET, 'db');

test('orphan delete: the new StatefulSet has the claims, and pods with the new DNS names', inNamespace(async (namespace) => {
  const guide = new Guide(namespace);
  const { pods, volumes } = await guide.begin();
  await guide.follow('service.yaml');
  await namespace.pods.until('three new pods ready', (all) => ready(3)(all) && all.every(({ spec }) => spec?.subdomain === 'db-peers'));
  expect(Object.values(podUids(namespace))).not.toEqual(expect.arrayContaining(Object.values(pods)));
  expect(await volumesIn(namespace)).toEqual(volumes);
}));

test('claim expansion: claims and template have the new size, and no pod restarts', inNamespace(async (namespace) => {
  const classes = await namespace.list<KubernetesObject & { provisioner: string; parameters?: object }>(STORAGE_CLASS);
  const isDefault = ({ metadata }: KubernetesObject) => metadata?.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true';
  const { provisioner, parameters } = classes.find(isDefault)!;
  await namespace.provide({
    ...STORAGE_CLASS, metadata: { name: namespace.name }, provisioner, ...parameters && { parameters }, allowVolumeExpansion: true,
  });
  const guide = new Guide(namespace, (text) => text.replace('accessModes:', `storageClassName: ${namespace.name}, accessModes:`));
  const { pods, volumes } = await guide.begin();
  await guide.follow('larger.yaml');
  await namespace.settled('db', 'three pods taken over', ({ readyReplicas }) => readyReplicas === 3);
  expect(podUids(namespace)).toEqual(pods);
  expect(await volumesIn(namespace)).toEqual(volumes);
  const sizes = (await namespace.list<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIM)).map(({ spec }) => spec?.resources?.requests?.storage);
  expect(sizes).toEqual(['2Gi', '2Gi', '2Gi']);
  expect((await setIn(namespace)).spec?.volumeClaimTemplates?.[0]!.spec?.resources?.requests?.storage).toBe('2Gi');
}));

test('phased roll-out: the last pod comes first, and the others after the partition', inNamespace(async (namespace) => {
  const guide = new Guide(namespace);
  const { volumes } = await guide.begin();
  namespace.events.forget();
  await guide.follow('phased.yaml');
  expect(namespace.pods.current().map(imageOf)).toEqual(Array(3).fill('example.com/db:2.0'));
  expect(namespace.events.sequence('created')).toEqual(['db-2 created', 'db-1 created', 'db-0 created']);
  expect(await volumesIn(namespace)).toEqual(volumes);
}));

test('scale to zero first: a StatefulSet with another selector has the data', inNamespace(async (namespace) => {
  const guide = new Guide(namespace);
  const { volumes } = await guide.begin();
  await guide.follow('selector.yaml');
  await namespace.pods.until('three pods of the other selector', (all) => ready(3)(all) && all.every(({ metadata }) => metadata?.labels?.app === 'database'));
  expect(await volumesIn(namespace)).toEqual(volumes);
}));

test('forced rollback: the broken pod comes back with the old template', inNamespace(async (namespace) => {
  const guide = new Guide(namespace, (text) => {
    const manifest = parse(text) as Manifest;
    return JSON.stringify(gated([manifest])[0]);
  });
  const { pods } = await guide.begin();
  await namespace.holdIf((pod) => imageOf(pod) === 'example.com/db:broken');
  await shell('kubectl apply --filename broken.yaml', guide.files);
  await namespace.pods.until('a broken pod', (all) => all.some((pod) => imageOf(pod) === 'example.com/db:broken'));
  await guide.follow('broken.yaml');
  await namespace.pods.until('three old pods ready', (all) => ready(3)(all) && all.every((pod) => imageOf(pod) === 'example.com/db:1.0'));
  const { 'db-2': _, ...others } = pods;
  expect(podUids(namespace)).toMatchObject(others);
}));

test('move with the data: each new claim has the volume of the old one', inNamespace(async (namespace) => {
  const guide = new Guide(namespace);
  const { volumes } = await guide.begin();
  await guide.follow('database.yaml');
  await namespace.pods.until('three pods of the other name', (all) => ready(3)(all) && all.every((pod) => nameOf(pod).startsWith('database-')));
  expect(await volumesIn(namespace)).toEqual(Object.fromEntries(Object.entries(volumes).map(([name, volume]) => [name.replace('db', 'database'), volume])));
}));

test('scale with claims retained: the claims of pods that go stay, also under whenScaled: Delete', inNamespace(async (namespace) => {
  const guide = new Guide(namespace);
  const { volumes } = await guide.begin();
  await guide.follow('fewer.yaml');
  await namespace.settled('db', 'one pod', ({ replicas }) => replicas === 1);
  expect((await setIn(namespace)).spec?.persistentVolumeClaimRetentionPolicy?.whenScaled).toBe('Delete');
  expect(await volumesIn(namespace)).toEqual(volumes);
  expect((await namespace.list(PERSISTENT_VOLUME_CLAIM)).filter(({ metadata }) => metadata?.deletionTimestamp)).toEqual([]);
}));

test('replaced Service: it is headless afterwards', inNamespace(async (namespace) => {
  const guide = new Guide(namespace);
  await shell('kubectl apply --filename client.yaml', guide.files);
  await guide.follow('headless.yaml');
  expect(await namespace.get(SERVICE, 'db-client')).toMatchObject({ spec: { clusterIP: 'None' } });
}));

test('default in the way: the strategy is OnDelete, and no pod restarts', inNamespace(async (namespace) => {
  const guide = new Guide(namespace);
  const { pods } = await guide.begin();
  await guide.follow('on-delete.yaml');
  expect((await setIn(namespace)).spec?.updateStrategy).toEqual({ type: 'OnDelete' });
  expect(podUids(namespace)).toEqual(pods);
}));

test('copy to another volume: each claim of a template is smaller, and the old volumes stay', inNamespace(async (namespace) => {
  const guide = new Guide(namespace);
  const { volumes } = await guide.begin();
  await guide.follow('smaller.yaml');
  await namespace.pods.until('three pods of the new StatefulSet', (all) => ready(3)(all.filter(isOfSet)));
  const claims = await namespace.list<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIM);
  expect(claims.map((claim) => [nameOf(claim), claim.spec?.resources?.requests?.storage, claim.status?.phase]))
    .toEqual([0, 1, 2].map((ordinal) => [`data-db-${ordinal}`, '500Mi', 'Bound']));
  expect(Object.values(volumesOf(claims))).not.toEqual(expect.arrayContaining(Object.values(volumes)));
  const kept = (await namespace.list<KubernetesObject & { spec: { persistentVolumeReclaimPolicy: string } }>(PERSISTENT_VOLUME))
    .filter((volume) => Object.values(volumes).includes(nameOf(volume)));
  expect(kept.map(({ spec }) => spec.persistentVolumeReclaimPolicy)).toEqual(['Retain', 'Retain', 'Retain']);
}));

test('copy to another volume: a claim that stands alone has the new spec', inNamespace(async (namespace) => {
  const guide = new Guide(namespace);
  await shell('kubectl apply --filename archive.yaml', guide.files);
  await guide.follow('shared.yaml');
  const [claim] = await namespace.until<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIM, 'the claim bound',
    (all) => all.length === 1 && all[0]!.status?.phase === 'Bound');
  expect(claim!.spec?.accessModes).toEqual(['ReadWriteMany']);
}));

test('move within the volume: the new pods have the volumes of the old ones', inNamespace(async (namespace) => {
  const guide = new Guide(namespace);
  const { volumes } = await guide.begin('mounted.yaml');
  await guide.follow('directory.yaml');
  await namespace.pods.until('three pods with the directory', (all) => ready(3)(all.filter(isOfSet))
    && all.filter(isOfSet).every(({ spec }) => spec!.containers[0]!.volumeMounts?.[0]?.subPath === 'db'));
  expect(await volumesIn(namespace)).toEqual(volumes);
}));

test('another kind of workload: the StatefulSet has the volume of the Deployment', inNamespace(async (namespace) => {
  const guide = new Guide(namespace);
  await shell('kubectl apply --filename archive.yaml --filename deployment.yaml', guide.files);
  const [old] = await namespace.until<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIM, 'the claim bound', (all) => all[0]?.status?.phase === 'Bound');
  await guide.follow('web.yaml');
  await namespace.pods.until('the pod of the StatefulSet', (all) => all.some((pod) => nameOf(pod) === 'web-0') && ready(1)(all));
  expect(await volumesIn(namespace)).toEqual({ 'data-web-0': old!.spec!.volumeName });
}));

test('claim out of the manifests: an apply that prunes leaves it, and its volume is retained', inNamespace(async (namespace) => {
  const guide = new Guide(namespace, (text) => text.replace(/metadata: \{ name: (archive|web),/g, 'metadata: { labels: { set: pruned }, name: $1,'));
  await shell('kubectl apply --filename archive.yaml', guide.files);
  await namespace.until<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIM, 'the claim bound', (all) => all[0]?.status?.phase === 'Bound');
  await guide.follow('without.yaml');
  await shell(`kubectl apply --namespace ${namespace.name} --filename without.yaml --prune --selector set=pruned --prune-allowlist core/v1/PersistentVolumeClaim`, guide.files);
  const [claim] = await namespace.list<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIM);
  expect(claim?.metadata?.deletionTimestamp).toBeUndefined();
  expect(claim?.status?.phase).toBe('Bound');
}));
