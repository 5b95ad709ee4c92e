import { servicesOf } from '../../../src/manifest/application';
import { coreApplication, objects } from '../picture/support';

const service = (name: string, selector: object, spec: object = {}) =>
  ({ apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector, ports: [{ port: 1 }], ...spec } });

test.each<[string, object, readonly string[]]>([
  ['the template has', { app: 'db' }, ['db-0', 'db-1', 'db-2']],
  ['the controller gives to one pod, by its name', { 'statefulset.kubernetes.io/pod-name': 'db-1' }, ['db-1']],
  ['the controller gives to one pod, by its ordinal', { 'apps.kubernetes.io/pod-index': '2' }, ['db-2']],
  ['both give', { 'app': 'db', 'apps.kubernetes.io/pod-index': '0' }, ['db-0']],
])('a Service leads to the pods with labels that %s', (_, selector, podNames) => {
  expect(servicesOf(coreApplication(objects({}, service('other', selector)))).find(({ name }) => name === 'other')?.podNames).toEqual(podNames);
});

test.each<[string, object, object]>([
  ['by a label that no pod has', { app: 'web' }, {}],
  ['by no label', {}, {}],
  ['by another name', { app: 'db' }, { type: 'ExternalName', externalName: 'example.com' }],
])('a Service that selects %s leads to none', (_, selector, spec) => {
  expect(servicesOf(coreApplication(objects({}, service('other', selector, spec)))).map(({ name }) => name)).not.toContain('other');
});

test('Services are in the order of the manifests', () => {
  const all = objects({}, service('b', { 'apps.kubernetes.io/pod-index': '0' }), service('a', { app: 'db' }));
  const names = servicesOf(coreApplication(all)).map(({ name }) => name);
  expect(names).toEqual(coreApplication(all).inventory.services.map(({ name }) => name));
});
