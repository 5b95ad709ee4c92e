import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { parse } from './support/manifests';
import { TestNamespace, inNamespace } from './support/namespace';
import { Manifest, STATEFUL_SET, StatefulSet, nameOf, ready } from './support/objects';
import { shell } from './support/shell';
import { build } from '../../src/adopt/build';
import { adopted, MODULES, proofOf } from '../adopt/support';
import { Block, isBlock, pageOf, ROOT } from '../docs/pages';

// The guide that brings StatefulSets in, as it stands there, in a namespace of the test. What it says of Helm is run without
// Helm: its release is what it leaves in a cluster, objects that the manager `helm` created, and a Secret.

const GUIDE = 'docs/guides/adopt.md';
const OF_HELM = { labels: { 'app.kubernetes.io/managed-by': 'Helm' }, annotations: { 'meta.helm.sh/release-name': 'my-release' } };

/** The first block of a page that has this in it. */
function block(page: string, language: string, part: string): string {
  const blocks = pageOf(page, readFileSync(join(ROOT, page), 'utf8')).sections.flatMap(({ parts }) => parts);
  const found = blocks.find((each): each is Block => isBlock(each, language) && (each as Block).text.includes(part));
  if (found === undefined) throw new Error(`${page} has no block of ${language} with ${part}`);
  return found.text;
}

/** The application of the guide in a namespace, and somebody with a shell. */
class Application {
  private readonly files = new Map<string, string>();

  constructor(private readonly namespace: TestNamespace, change: (manifest: Manifest) => Manifest = (manifest) => manifest) {
    this.files.set('db.yaml', parse(block(GUIDE, 'yaml', '# db.yaml')).map((manifest) => dump(change(manifest))).join('---\n'));
  }

  /** Runs commands, and waits until the pods are what the StatefulSet wants. */
  async run(commands: string): Promise<ReadonlyMap<string, string>> {
    const here = `set -e\nkubectl() { command kubectl --namespace ${this.namespace.name} "$@"; }\n`;
    const files = await shell(here + commands, this.files);
    await this.namespace.pods.until('three pods ready', ready(3));
    return files;
  }

  /** Looks at the cluster by the commands of the guide, and writes the program of what is there into `dist`. */
  async adopt(): Promise<void> {
    const [look = ''] = block(GUIDE, 'sh', '> live.yaml').replace('--all-namespaces', '').split('\nnpx');
    const live = (await this.run(look)).get('live.yaml')!;
    const adoption = adopted(live);
    expect([proofOf(adoption).different, adoption.charts.map(({ className }) => className)]).toEqual([[], ['Db']]);
    const made = adoption.charts.flatMap((chart) => [...build(chart, MODULES).objects.values()].map(({ object }) => object.manifest as Manifest));
    this.write(made);
  }

  /** @param change what somebody does to the program later */
  write(made: readonly Manifest[]): void {
    this.files.set('dist/db.k8s.yaml', made.map((manifest) => dump(manifest)).join('---\n'));
  }

  get written(): Manifest[] {
    return parse(this.files.get('dist/db.k8s.yaml')!);
  }

  /** What must not change when somebody else takes over. */
  async state(): Promise<object> {
    const { metadata } = await this.set();
    return { generation: metadata?.generation, pods: this.namespace.pods.current().map((pod) => pod.metadata?.uid).sort() };
  }

  async set(): Promise<StatefulSet> {
    return this.namespace.get<StatefulSet>(STATEFUL_SET, 'db');
  }

  async managers(): Promise<(string | undefined)[]> {
    const { metadata } = await this.set();
    return (metadata?.managedFields ?? []).filter(({ subresource }) => subresource === undefined).map(({ manager }) => manager);
  }
}

const taken = (manifest: Manifest): Manifest => ({ ...manifest, metadata: { ...manifest.metadata, ...OF_HELM } });
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

test('a release of Helm: it is forgotten, and the program has all of its fields', inNamespace(async (namespace) => {
  const application = new Application(namespace, taken);
  await application.run('kubectl create --field-manager helm --filename db.yaml\n'
    + 'kubectl create secret generic sh.helm.release.v1.my-release.v1 --type helm.sh/release.v1\n'
    + 'kubectl label secret sh.helm.release.v1.my-release.v1 owner=helm name=my-release');
  await application.adopt();
  const before = await application.state();
  await application.run(`${block('docs/coming-from/helm.md', 'sh', 'kubectl delete secret')}\n${SERVER_SIDE}`);
  expect(await application.state()).toEqual(before);
  expect(await namespace.list({ apiVersion: 'v1', kind: 'Secret' })).toEqual([]);
  expect(await application.managers()).toEqual(['kubectl']);
  // what the program leaves out from now on goes
  application.write(application.written.map((manifest) => ({ ...manifest, metadata: { name: nameOf(manifest) } })));
  await application.run('kubectl apply --server-side --filename dist/');
  expect((await application.set()).metadata).not.toMatchObject({ annotations: OF_HELM.annotations });
  expect(await application.state()).toEqual(before);
}));
