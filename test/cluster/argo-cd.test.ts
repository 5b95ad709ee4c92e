import { Size } from 'cdk8s';
import { only, statefulSet } from './support/manifests';
import { TestNamespace, inNamespace } from './support/namespace';
import { KubernetesObject, STATEFUL_SET } from './support/objects';

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
