import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from './support/manifests';
import { inNamespace } from './support/namespace';
import { KubernetesObject, Manifest } from './support/objects';
import { examples } from './support/programs';
import { current } from './support/settled';
import { build } from '../../src/adopt/build';
import { cleaned } from '../../src/adopt/clean';
import { ManifestObject } from '../../src/manifest/model/object';
import { adopted, FIXTURES, MODULES, textOf } from '../adopt/support';

/** Further manifests, such as those of an organization: `ADOPT_FILES=~/manifests npx projen test:cluster adopt`. */
const FOLDER = process.env.ADOPT_FILES;

/** What becomes part of a program, and can be in any namespace. */
const KINDS = ['StatefulSet', 'Service', 'ConfigMap', 'PodDisruptionBudget', 'ServiceAccount', 'Role', 'RoleBinding', 'HorizontalPodAutoscaler'];

interface Case {
  readonly name: string;
  readonly manifests: () => Manifest[];
}

const CASES: readonly Case[] = [
  ...FIXTURES.map(name => ({ name, manifests: () => parse(textOf(name)) })),
  ...examples().map(({ name, synthesize }) => ({ name, manifests: synthesize })),
  ...FOLDER === undefined ? [] : readdirSync(FOLDER).filter(name => name.endsWith('.yaml'))
    .map(name => ({ name, manifests: () => parse(readFileSync(join(FOLDER, name), 'utf8')) })),
];

/**
 * Objects as they are stored, without what changes with the time of an apply, and without annotations that accept what the check
 * of a program would refuse: the one thing that is added. The replicas of what an autoscaler scales are its own to change.
 */
function stored(objects: KubernetesObject[]): object[] {
  const autoscalers = objects.filter(({ kind }) => kind === 'HorizontalPodAutoscaler') as unknown as { spec: { scaleTargetRef: { name: string } } }[];
  const scaled = autoscalers.map(({ spec }) => spec.scaleTargetRef.name);
  return objects.map(object => {
    const { status: _, metadata, ...rest } = object as KubernetesObject & { status?: unknown };
    const { managedFields: _managed, resourceVersion: _version, annotations = {}, ...own } = metadata as Manifest['metadata'] & Record<string, unknown>;
    const isScaled = object.kind === 'StatefulSet' && scaled.includes(own.name);
    const scale = isScaled && { spec: { ...(rest as { spec?: object }).spec, replicas: undefined } };
    return { ...rest, ...scale, metadata: { ...own, ...isScaled && { generation: undefined }, annotations: Object.fromEntries(Object.entries(annotations).filter(([key]) => !key.includes('/accept-'))) } };
  });
}

/** The objects that a program makes of manifests. */
function made(manifests: readonly object[]): Manifest[] {
  const { charts } = adopted(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: manifests }));
  return charts.flatMap(chart => [...build(chart, MODULES).objects.values()].map(({ object }) => object.manifest as Manifest));
}

/** A List stands for its items. */
function itemsOf(manifest: Manifest): Manifest[] {
  return manifest.kind === 'List' ? (manifest as unknown as { items: Manifest[] }).items : [manifest];
}

test.each(CASES)('the program of $name, applied over the original, changes nothing', ({ name, manifests }) => inNamespace(async (namespace) => {
  const originals = namespace.relocated(manifests().filter(manifest => manifest !== null).flatMap(itemsOf))
    .filter(({ kind }) => KINDS.includes(kind)).map(manifest => cleaned(new ManifestObject(manifest)).manifest as Manifest);
  for (const manifest of originals) {
    const { accepted, message } = await namespace.dryRun(manifest);
    if (!accepted) {
      process.stdout.write(`not run: ${name} is refused as it is: ${message.slice(0, 200)}\n`);
      return;
    }
  }
  await namespace.apply(originals);
  const before = await current(namespace, originals);
  await namespace.apply(made(originals));
  expect(stored(await current(namespace, originals))).toEqual(stored(before));
  // and what the cluster prints is the same program
  await namespace.apply(made(await current(namespace, originals)));
  expect(stored(await current(namespace, originals))).toEqual(stored(before));
})());
