import { surprises } from './support/acceptance';
import { inNamespace } from './support/namespace';
import { documented, examples } from './support/programs';

test.each([...examples(), ...documented()])('$name is accepted, and stored with every field of it', ({ synthesize }) => inNamespace(async (namespace) => {
  // routes of the Gateway API have tests of their own, which install them
  const manifests = synthesize().filter(({ apiVersion }) => !apiVersion.startsWith('gateway.networking.k8s.io/'));
  expect(await surprises(namespace, namespace.relocated(manifests))).toEqual([]);
})());

test('fails for a field that the API does not know', inNamespace(async (namespace) => {
  const verdict = await namespace.dryRun({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' }, dat: {} });
  expect(verdict).toEqual({ accepted: false, message: expect.stringContaining('.dat: field not declared in schema') });
}));
