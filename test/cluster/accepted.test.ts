import { surprises } from './support/acceptance';
import { inNamespace } from './support/namespace';
import { documented, examples } from './support/programs';

test.each([...examples(), ...documented()])('$name is accepted, and stored with every field of it', ({ synthesize }) => inNamespace(async (namespace) => {
  expect(await surprises(namespace, namespace.relocated(synthesize()))).toEqual([]);
})());

test('fails for a field that the API does not know', inNamespace(async (namespace) => {
  const verdict = await namespace.dryRun({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' }, dat: {} });
  expect(verdict).toEqual({ accepted: false, message: expect.stringContaining('.dat: field not declared in schema') });
}));
