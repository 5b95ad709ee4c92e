import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Yaml } from 'cdk8s';
import { GoProgram, goProgram, testWith } from './support/go-program';
import { parse } from './support/manifests';
import { TestNamespace, inNamespace } from './support/namespace';
import { Kind, Manifest, STATEFUL_SET, StatefulSet, nameOf, ready } from './support/objects';
import { shell } from './support/shell';
import { build } from '../../src/adopt/build';
import { adopted, MODULES, proofOf } from '../adopt/support';
import { Block, isBlock, pageOf, ROOT } from '../docs/pages';

// The guide that brings StatefulSets in, as it stands there, in a namespace of the test; what it says of Helm, with Helm itself and
// a chart of a StatefulSet with its Service, ConfigMap and budget.

const GUIDE = 'docs/guides/adopt.md';
const OF_HELM = 'docs/coming-from/helm.md';

/** Helm 3 merges on the client, Helm 4 applies on the server. */
const HELMS = [goProgram('helm-3', 'bench/tools', 'helm.sh/helm/v3/cmd/helm'), goProgram('helm-4', 'test/cluster/tools/helm-4', 'helm.sh/helm/v4/cmd/helm')];

/** The first block of a page that has this in it. */
function block(page: string, language: string, part: string): string {
  const blocks = pageOf(page, readFileSync(join(ROOT, page), 'utf8')).sections.flatMap(({ parts }) => parts);
  const found = blocks.find((each): each is Block => isBlock(each, language) && (each as Block).text.includes(part));
  if (found === undefined) throw new Error(`${page} has no block of ${language} with ${part}`);
  return found.text;
}

/** What belongs to an application, besides its pods. */
const KINDS: readonly Kind[] = [STATEFUL_SET, ...['Service', 'ConfigMap', 'PersistentVolumeClaim'].map((kind) => ({ apiVersion: 'v1', kind })),
  { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' }];

/** An application in a namespace, and somebody with a shell. */
class Application {
  readonly files = new Map<string, string>();

  constructor(protected readonly namespace: TestNamespace) {
    this.files.set('db.yaml', block(GUIDE, 'yaml', '# db.yaml'));
  }

  /** Runs commands. */
  async tried(commands: string): Promise<ReadonlyMap<string, string>> {
    const here = `set -e\nkubectl() { command kubectl --namespace ${this.namespace.name} "$@"; }\n`;
    return shell(here + commands, this.files);
  }

  /** Runs commands, and waits until the pods are what the StatefulSet wants. */
  async run(commands: string): Promise<ReadonlyMap<string, string>> {
    const files = await this.tried(commands);
    await this.namespace.pods.until('three pods ready', ready(3));
    return files;
  }

  /** Looks at the cluster by the commands of the guide, and writes the program of what is there into `dist`. */
  async adopt(): Promise<void> {
    const [look = ''] = block(GUIDE, 'sh', '> live.yaml').replace('--all-namespaces', '').split('\nnpx');
    this.adoptFrom((await this.run(look)).get('live.yaml')!);
  }

  adoptFrom(yaml: string): void {
    const adoption = adopted(yaml);
    expect([proofOf(adoption).different, adoption.charts.map(({ className }) => className)]).toEqual([[], ['Db']]);
    this.write(adoption.charts.flatMap((chart) => [...build(chart, MODULES).objects.values()].map(({ object }) => object.manifest as Manifest)));
  }

  /** @param made what the program makes, perhaps after somebody has changed it */
  write(made: readonly Manifest[]): void {
    this.files.set('dist/db.k8s.yaml', Yaml.stringify(...made));
  }

  get written(): Manifest[] {
    return parse(this.files.get('dist/db.k8s.yaml')!);
  }

  /** What must not change when somebody else takes over: no pod is another one, and no object is. */
  async state(): Promise<object> {
    const { metadata } = await this.set();
    const objects = await Promise.all(KINDS.map((kind) => this.namespace.list(kind)));
    const uids = objects.flat().map((object) => object.metadata?.uid).sort();
    return { generation: metadata?.generation, pods: this.namespace.pods.current().map((pod) => pod.metadata?.uid).sort(), uids };
  }

  async set(): Promise<StatefulSet> {
    return this.namespace.get<StatefulSet>(STATEFUL_SET, 'db');
  }

  async managers(): Promise<(string | undefined)[]> {
    const { metadata } = await this.set();
    return (metadata?.managedFields ?? []).filter(({ subresource }) => subresource === undefined).map(({ manager }) => manager);
  }
}

const SERVER_SIDE = block(GUIDE, 'sh', '--force-conflicts');

test('what kubectl has applied: kubectl applies the program over it', inNamespace(async (namespace) => {
  const application = new Application(namespace);
  await application.run('kubectl apply --filename db.yaml');
  await application.adopt();
  const before = await application.state();
  await application.run('kubectl apply --filename dist/');
  expect(await application.state()).toEqual(before);
}));

test('what kubectl has applied: a server-side apply takes over its fields', inNamespace(async (namespace) => {
  const application = new Application(namespace);
  await application.run('kubectl apply --filename db.yaml');
  await application.adopt();
  const before = await application.state();
  await expect(application.run('kubectl apply --server-side --filename dist/')).rejects.toThrow(/conflict with "kubectl-client-side-apply".*\.spec\.volumeClaimTemplates/);
  await application.run('kubectl apply --server-side --force-conflicts --filename dist/');
  expect(await application.state()).toEqual(before);
  expect(await application.managers()).not.toContain('kubectl-client-side-apply');
}));

/** One that Helm has installed. */
class Release extends Application {
  constructor(namespace: TestNamespace, private readonly helm: GoProgram) {
    super(namespace);
    const chart = join(__dirname, 'chart');
    readdirSync(chart, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml'))
      .forEach((path) => this.files.set(`chart/${path}`, readFileSync(join(chart, path), 'utf8')));
  }

  override async tried(commands: string): Promise<ReadonlyMap<string, string>> {
    return super.tried(`export HELM_CACHE_HOME=$PWD/.helm HELM_CONFIG_HOME=$PWD/.helm HELM_DATA_HOME=$PWD/.helm
helm() { command '${this.helm.file}' --namespace ${this.namespace.name} "$@"; }\n${commands}`);
  }

  /** Installed, and written as a program by what the guide says. */
  async installed(): Promise<this> {
    await this.run('helm install my-release chart/');
    const [get = ''] = block(GUIDE, 'sh', 'helm get manifest').split('\n');
    this.adoptFrom((await this.run(get)).get('my-release.yaml')!);
    return this;
  }
}

const FORGET = block(OF_HELM, 'sh', 'kubectl delete secret');
const UNNAME = block(OF_HELM, 'sh', 'kubectl annotate');

describe.each(HELMS)('a release of $name', (helm) => {
  const testHelm = testWith(helm);
  const isHelm4 = helm.name === 'helm-4';

  testHelm('is forgotten, and the program has all of its fields', inNamespace(async (namespace) => {
    const release = await new Release(namespace, helm).installed();
    const before = await release.state();
    expect(await release.managers()).toContain('helm');
    await release.run(`${FORGET}\n${SERVER_SIDE}\n${UNNAME}`);
    expect(await release.state()).toEqual(before);
    expect(await namespace.list({ apiVersion: 'v1', kind: 'Secret' })).toEqual([]);
    expect(await release.managers()).not.toContain('helm');
    // what the program leaves out from now on goes
    release.write(release.written.map((manifest) => ({ ...manifest, metadata: { name: nameOf(manifest) } })));
    await release.run('kubectl apply --server-side --filename dist/');
    expect((await release.set()).metadata?.labels).toBeUndefined();
    expect((await release.set()).metadata?.annotations).toBeUndefined();
    expect(await release.state()).toEqual(before);
  }));

  testHelm('that is forgotten is neither upgraded, nor uninstalled, nor taken back', inNamespace(async (namespace) => {
    const release = await new Release(namespace, helm).installed();
    const before = await release.state();
    await release.run(`${FORGET}\n${SERVER_SIDE}\n${UNNAME}`);
    await expect(release.run('helm upgrade my-release chart/ --set replicas=1')).rejects.toThrow(/has no deployed releases/);
    await expect(release.run('helm uninstall my-release')).rejects.toThrow(/release: not found/);
    await expect(release.run('helm upgrade --install my-release chart/ --set replicas=1')).rejects.toThrow(/invalid ownership metadata/);
    expect(await release.state()).toEqual(before);
  }));

  testHelm('that its objects still name takes them back', inNamespace(async (namespace) => {
    const release = await new Release(namespace, helm).installed();
    await release.run(`${FORGET}\n${SERVER_SIDE}`);
    if (isHelm4) {
      await expect(release.run('helm upgrade --install my-release chart/')).rejects.toThrow(/conflict with "kubectl": \.spec\.volumeClaimTemplates/);
    }
    await release.run(`helm upgrade --install my-release chart/ ${isHelm4 ? '--force-conflicts' : ''}`);
    expect((await namespace.list({ apiVersion: 'v1', kind: 'Secret' })).map(nameOf)).toContainEqual(expect.stringMatching(/^sh\.helm\.release\.v1\.my-release\./));
  }));

  testHelm('that is not forgotten takes the StatefulSet with it, and leaves the claims', inNamespace(async (namespace) => {
    const release = await new Release(namespace, helm).installed();
    await release.tried('helm uninstall my-release');
    expect(await namespace.list(STATEFUL_SET)).toEqual([]);
    expect((await namespace.list({ apiVersion: 'v1', kind: 'PersistentVolumeClaim' })).map(nameOf)).toEqual(['data-db-0', 'data-db-1', 'data-db-2']);
  }));
});
