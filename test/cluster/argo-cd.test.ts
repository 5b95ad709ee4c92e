import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Size } from 'cdk8s';
import { dump } from 'js-yaml';
import { outOfSync, tracked } from './support/argo-cd';
import { goProgram, testWith } from './support/go-program';
import { only, parse, statefulSet } from './support/manifests';
import { TestNamespace, inNamespace } from './support/namespace';
import { KubernetesObject, Manifest, nameOf, STATEFUL_SET } from './support/objects';
import { shell } from './support/shell';
import { build } from '../../src/adopt/build';
import { adopted, MODULES } from '../adopt/support';
import { Block, isBlock, pageOf } from '../docs/pages';

interface Templated extends KubernetesObject {
  spec: { volumeClaimTemplates: KubernetesObject[] };
}

const program = (typeMeta?: boolean) => only(
  statefulSet({ replicas: 0, volumeClaimTemplates: [{ name: 'www', storage: Size.gibibytes(1), mounts: [{ path: '/www' }], typeMeta }] }), STATEFUL_SET);

/** What tells of which type the claim templates are. */
const types = ({ spec }: Templated) => spec.volumeClaimTemplates.map(({ apiVersion, kind }) => ({ apiVersion, kind }));

/** What is stored of the program, the program as it was sent, and what would be stored if Argo CD applied it now. */
async function compared(namespace: TestNamespace, typeMeta?: boolean): Promise<Record<'live' | 'sent' | 'predicted', Templated>> {
  const manifest = program(typeMeta);
  await namespace.apply([manifest]);
  const live = await namespace.get<Templated>(STATEFUL_SET, 'web');
  const predicted = await namespace.api.apply<Templated>(manifest, namespace.name, { dryRun: 'All', fieldManager: 'argocd-controller', force: 'true' });
  return { live, sent: manifest as unknown as Templated, predicted };
}

// https://argo-cd.readthedocs.io/en/stable/user-guide/diff-strategies/#server-side-diff
test('a server-side difference shows nothing in the claim templates', inNamespace(async (namespace) => {
  const { live, predicted } = await compared(namespace, true);
  expect(predicted.spec.volumeClaimTemplates).toEqual(live.spec.volumeClaimTemplates);
}));

// the default strategy compares with what was sent; it knows the defaults of Kubernetes, but no default of apiVersion and kind
test('with typeMeta the live claim templates are of the type that was sent', inNamespace(async (namespace) => {
  const { live, sent } = await compared(namespace, true);
  expect(types(live)).toEqual(types(sent));
}));

test('fails without typeMeta: the live claim templates have a type that was not sent', inNamespace(async (namespace) => {
  const { live, sent } = await compared(namespace);
  expect([types(live), types(sent)]).toEqual([[{ apiVersion: 'v1', kind: 'PersistentVolumeClaim' }], [{}]]);
}));

// what Argo CD does at each refresh, by the library that it is made of; an Application is tracked by annotations, as by default
const ARGO_CD = goProgram('argo-cd-diff', 'test/cluster/tools/argo-cd', '.');
const testArgoCd = testWith(ARGO_CD);

const GUIDE = 'docs/guides/adopt.md';
const UNTYPED = 'StatefulSet/db: /spec/volumeClaimTemplates/0/apiVersion, /spec/volumeClaimTemplates/0/kind';

/** The manifests of the guide; their claim templates say of which type they are, or not. */
function ofGuide(isTyped: boolean): Manifest[] {
  const blocks = pageOf(GUIDE, readFileSync(join(__dirname, '../..', GUIDE), 'utf8')).sections.flatMap(({ parts }) => parts);
  const { text } = blocks.find((part): part is Block => isBlock(part, 'yaml') && (part as Block).text.startsWith('# db.yaml')) as Block;
  return parse(isTyped ? text.replace('- metadata: { name: data }', '- apiVersion: v1\n      kind: PersistentVolumeClaim\n      metadata: { name: data }') : text);
}

/** What the program makes that is written of some manifests. */
function programOf(manifests: readonly object[]): Manifest[] {
  const { charts } = adopted(manifests.map((manifest) => dump(manifest)).join('---\n'));
  return charts.flatMap((chart) => [...build(chart, MODULES).objects.values()].map(({ object }) => object.manifest as Manifest));
}

/** An Application with or without `ServerSideApply=true`. */
class Application {
  private live = new Map<string, KubernetesObject>();
  private types: string | undefined;

  constructor(private readonly namespace: TestNamespace, private readonly isOnServer: boolean) {}

  /** Applies manifests. */
  async sync(manifests: readonly Manifest[]): Promise<KubernetesObject[]> {
    const text = manifests.map((manifest) => dump(tracked(manifest, this.namespace.name))).join('---\n');
    const options = this.isOnServer ? '--server-side --field-manager argocd-controller' : '';
    const commands = `kubectl apply ${options} --filename manifests.yaml\nkubectl get --raw /openapi/v2 > types.json`;
    const files = await shell(commands, new Map([['manifests.yaml', text]]));
    if (this.isOnServer) {
      this.types = join(mkdtempSync(join(tmpdir(), 'argo-cd-')), 'types.json');
      writeFileSync(this.types, files.get('types.json')!);
    }
    for (const manifest of manifests) this.live.set(manifest.kind, await this.namespace.get(manifest, nameOf(manifest)));
    return [...this.live.values()];
  }

  /** What would be out of sync if it made these manifests from now on. */
  outOfSync(manifests: readonly Manifest[]): string[] {
    const pairs = manifests.map((manifest) => ({ target: tracked(manifest, this.namespace.name), live: this.live.get(manifest.kind)! }));
    return outOfSync(ARGO_CD, pairs, this.types);
  }
}

describe.each([['on the client', false], ['on the server', true]])('an Application that applies %s', (_, isOnServer) => {
  testArgoCd('is in sync with the program of its own manifests', inNamespace(async (namespace) => {
    const application = new Application(namespace, isOnServer);
    await application.sync(ofGuide(true));
    expect([application.outOfSync(ofGuide(true)), application.outOfSync(programOf(ofGuide(true)))]).toEqual([[], []]);
  }));

  // https://github.com/argoproj/argo-cd/issues/16707
  testArgoCd('is what it was where claim templates do not say their type', inNamespace(async (namespace) => {
    const application = new Application(namespace, isOnServer);
    await application.sync(ofGuide(false));
    const before = isOnServer ? [UNTYPED] : [];
    expect([application.outOfSync(ofGuide(false)), application.outOfSync(programOf(ofGuide(false)))]).toEqual([before, before]);
  }));

  testArgoCd('sees another image', inNamespace(async (namespace) => {
    const application = new Application(namespace, isOnServer);
    await application.sync(ofGuide(true));
    const changed = parse(ofGuide(true).map((manifest) => dump(manifest)).join('---\n').replace('postgres:16.4', 'postgres:16.5'));
    expect(application.outOfSync(changed)).toEqual(['StatefulSet/db: /spec/template/spec/containers/0/image']);
  }));
});

testArgoCd('an Application is in sync with the program of what the cluster has', inNamespace(async (namespace) => {
  const application = new Application(namespace, false);
  const live = await application.sync(ofGuide(false));
  expect(application.outOfSync(programOf(live))).toEqual([]);
}));
