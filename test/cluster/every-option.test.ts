import { surprises } from './support/acceptance';
import { everyOption, nodePorts } from './support/every-option';
import { TestNamespace, inNamespace } from './support/namespace';
import { Kind, Manifest, nameOf } from './support/objects';

const SERVICE: Kind = { apiVersion: 'v1', kind: 'Service' };

/** The manifests, once the classes are there that they name. */
async function withClasses(namespace: TestNamespace): Promise<Manifest[]> {
  // classes belong to no namespace, so that their names must differ from test to test
  const metadata = { name: namespace.name };
  await namespace.provide({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata, value: 1000 });
  await namespace.provide({ apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata, handler: 'test' });
  return everyOption({ priority: metadata.name, runtime: metadata.name });
}

test('a program with every option is accepted, and stored with every field of it', inNamespace(async (namespace) => {
  expect(await surprises(namespace, await withClasses(namespace))).toEqual([]);
}));

test('a program with every option gets its pods and their claims', inNamespace(async (namespace) => {
  await surprises(namespace, await withClasses(namespace));
  const pods = await namespace.pods.until('three pods', (all) => all.length === 3);
  const claims = pods.map((pod) => pod.spec?.volumes?.flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []).sort());
  expect(claims).toEqual([5, 6, 7].map((ordinal) => [`data-db-${ordinal}`, `history-db-${ordinal}`, `wal-db-${ordinal}`]));
}));

test('node ports that were chosen are accepted, and stored', inNamespace(async (namespace) => {
  try {
    expect(await surprises(namespace, nodePorts())).toEqual([]);
  } finally {
    // the namespace goes later, and a second run would find the ports taken until then
    const services = await namespace.list(SERVICE);
    await Promise.all(services.map(async (service) => namespace.delete(SERVICE, nameOf(service))));
  }
}));
