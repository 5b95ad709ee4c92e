import { Version } from './api-server';
import { differences } from './differences';
import { TestNamespace } from './namespace';
import { KubernetesObject, Manifest } from './objects';

type Fate = 'kept' | 'dropped' | 'refused';

interface NewField {
  kind: string;
  /** As in `Difference`, with `[]` for every item of a list. */
  field: string;
  /** What becomes of it: refused where the schema does not know it, dropped where its feature gate is off. */
  fate(version: Version): Fate;
}

/** The fields of our programs that are younger than the oldest version we support, or behind a feature gate. */
const NEW_FIELDS: NewField[] = [
  {
    kind: 'StatefulSet',
    field: 'spec.updateStrategy.rollingUpdate.maxUnavailable',
    // MaxUnavailableStatefulSet: off by default but in these
    fate: ({ minor, patch }) => minor >= 37 || (minor === 35 && patch <= 3) ? 'kept' : 'dropped',
  },
  {
    kind: 'StatefulSet',
    field: 'spec.volumeClaimTemplates[].spec.volumeAttributesClassName',
    // in the schema since 1.29; its gate concerns the claims, not the templates
    fate: ({ minor }) => minor >= 29 ? 'kept' : 'refused',
  },
  {
    kind: 'StatefulSet',
    field: 'spec.template.spec.initContainers[].restartPolicy',
    // SidecarContainers: on by default since 1.29
    fate: ({ minor }) => minor >= 29 ? 'kept' : 'dropped',
  },
  {
    kind: 'StatefulSet',
    field: 'spec.template.spec.hostUsers',
    // UserNamespacesSupport: on by default since 1.33
    fate: ({ minor }) => minor >= 33 ? 'kept' : 'dropped',
  },
  {
    kind: 'Service',
    field: 'spec.trafficDistribution',
    // in the schema since 1.30; ServiceTrafficDistribution: on by default since 1.31
    fate: ({ minor }) => minor >= 31 ? 'kept' : minor === 30 ? 'dropped' : 'refused',
  },
];

/**
 * Applies the manifests, and tells where the API server did anything but store every field that was sent: nothing, as
 * a rule, once the fields that this version refuses or drops are allowed for. It must do that, too.
 */
export async function surprises(namespace: TestNamespace, manifests: Manifest[]): Promise<string[]> {
  const version = await namespace.api.version();
  const found: string[] = [];
  for (const whole of manifests) {
    const fields = NEW_FIELDS.filter(({ kind, field }) => kind === whole.kind && valuesOf(whole, field).length > 0);
    const of = (fate: Fate) => fields.filter((one) => one.fate(version) === fate).map(({ field }) => field);
    found.push(...await notRefused(namespace, whole, of('refused')));
    const manifest = without(whole, of('refused'));
    const [{ kind }] = await namespace.apply([manifest]);
    const stored = await namespace.get<KubernetesObject>(manifest, manifest.metadata.name);
    const changed = differences(manifest, stored).map((difference) => ({ ...difference, pattern: difference.field.replace(/\[\d+\]/g, '[]') }));
    const isDropped = (pattern: string, value: unknown) => value === undefined && of('dropped').includes(pattern);
    found.push(
      ...changed.filter((one) => !isDropped(one.pattern, one.stored))
        .map(({ field, sent, stored: now }) => `${kind} ${field}: sent ${JSON.stringify(sent)}, stored ${JSON.stringify(now)}`),
      ...of('dropped').filter((field) => !changed.some(({ pattern }) => pattern === field)).map((field) => `${kind} ${field}: not dropped`),
    );
  }
  return found;
}

/** Those of the fields that the API server does not refuse, one by one. */
async function notRefused(namespace: TestNamespace, manifest: Manifest, fields: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const field of fields) {
    const { message } = await namespace.dryRun(without(manifest, fields.filter((other) => other !== field)));
    const name = field.split('.').at(-1);
    if (!message.includes(`.${name}: field not declared in schema`)) found.push(`${manifest.kind} ${field}: not refused (${message})`);
  }
  return found;
}

function without(manifest: Manifest, fields: string[]): Manifest {
  const copy = structuredClone(manifest);
  for (const field of fields) {
    const [name, ...parents] = field.split('.').reverse();
    holders(copy, parents.reverse()).forEach((holder) => delete holder[name]);
  }
  return copy;
}

function valuesOf(manifest: Manifest, field: string): unknown[] {
  const [name, ...parents] = field.split('.').reverse();
  return holders(manifest, parents.reverse()).map((holder) => holder[name]).filter((value) => value !== undefined);
}

type Fields = Record<string, unknown>;

/** The objects at a path; `[]` at the end of a name stands for every item. */
function holders(root: Fields, path: string[]): Fields[] {
  const children = (object: Fields, name: string) => [object[name.replace('[]', '')] ?? []].flat() as Fields[];
  return path.reduce((at, name) => at.flatMap((object) => children(object, name)), [root]);
}
