import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { withDefaults } from '../../../src/manifest/defaults/defaults';
import { differences } from '../../../src/manifest/defaults/differences';
import { ManifestObject } from '../../../src/manifest/model/object';
import { findingsBetween } from '../update/cases';

const manifestsIn = (file: string) => parseAllDocuments(readFileSync(join(__dirname, 'defaults', file), 'utf8')).map(document => document.toJS() as unknown);
const [written, printed] = [manifestsIn('written.yaml'), manifestsIn('printed.yaml')];

/** What no default tells: the cluster chooses it. */
const CHOSEN = ['spec.ports[0].nodePort', 'spec.ipFamilies', 'spec.ipFamilyPolicy'];

const pairs = written.map((manifest, index) => [new ManifestObject(manifest).name, manifest, printed[index]] as const);

test.each(pairs)('%s has the defaults that the API server fills in', (_, manifest, live) => {
  const [here, there] = [manifest, live].map(json => new ManifestObject(withDefaults(json)).root.at('spec'));
  const paths = here && there && differences(here, there).map(({ after }) => after.path);
  expect(paths?.filter(path => !CHOSEN.includes(path))).toEqual([]);
});

test('what the API server prints is no update, in either direction', () => {
  expect(findingsBetween(printed, written)).toEqual([]);
  expect(findingsBetween(written, printed)).toEqual([]);
});

test('a binding of a role has the groups that the API server fills in', () => {
  const binding = (role: object, ...subjects: object[]) => withDefaults({ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', roleRef: role, subjects });
  const GROUP = { apiGroup: 'rbac.authorization.k8s.io' };
  expect(binding({ kind: 'Role', name: 'a' }, { kind: 'ServiceAccount', name: 'a', apiGroup: '' }, { kind: 'User', name: 'b' }))
    .toEqual(binding({ ...GROUP, kind: 'Role', name: 'a' }, { kind: 'ServiceAccount', name: 'a' }, { ...GROUP, kind: 'User', name: 'b' }));
  expect(binding({}, { kind: 'ServiceAccount', name: 'a' })).not.toEqual(binding({}, { kind: 'ServiceAccount', name: 'a', ...GROUP }));
});
