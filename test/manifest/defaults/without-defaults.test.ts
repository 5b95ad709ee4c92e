import { readFileSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';
import { withDefaults } from '../../../src/manifest/defaults/defaults';
import { withoutDefaults } from '../../../src/manifest/defaults/without-defaults';

const manifestsIn = (file: string) => parseAllDocuments(readFileSync(join(__dirname, 'defaults', file), 'utf8')).map(document => document.toJS() as unknown);
const [written, printed] = [manifestsIn('written.yaml'), manifestsIn('printed.yaml')];
const cases = printed.map((manifest, index) => [(manifest as { metadata: { name: string } }).metadata.name, manifest, written[index]] as const);

const statefulSet = (spec: object) => ({ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db' }, spec });

test.each(cases)('%s means the same without its defaults', (_, manifest) => {
  expect(withDefaults(withoutDefaults(manifest))).toEqual(withDefaults(manifest));
});

test.each(cases)('%s has nothing left that it could do without', (_, manifest) => {
  const once = withoutDefaults(manifest);
  expect(withoutDefaults(once)).toEqual(once);
});

test('a default that is spelled out is left out', () => {
  expect(withoutDefaults(statefulSet({ serviceName: 'db', revisionHistoryLimit: 10 }))).toEqual(statefulSet({ serviceName: 'db' }));
});

test('another value stays', () => {
  expect(withoutDefaults(statefulSet({ revisionHistoryLimit: 5 }))).toEqual(statefulSet({ revisionHistoryLimit: 5 }));
});

test('an object of defaults is left out as a whole', () => {
  expect(withoutDefaults(statefulSet({ serviceName: 'db', updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } } })))
    .toEqual(statefulSet({ serviceName: 'db' }));
});

test('replicas stay, whatever they are', () => {
  expect(withoutDefaults(statefulSet({ replicas: 1 }))).toEqual(statefulSet({ replicas: 1 }));
});

test('a field of the pods stays that the API server keeps: with it they are replaced', () => {
  const manifest = statefulSet({ template: { spec: { shareProcessNamespace: false } } });
  expect(withoutDefaults(manifest)).toEqual(manifest);
});

test('a kind whose defaults are not known is left as it is', () => {
  const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config', labels: {} }, data: { empty: '' } };
  expect(withoutDefaults(manifest)).toEqual(manifest);
});

test('the manifest itself is not changed', () => {
  const manifest = statefulSet({ revisionHistoryLimit: 10 });
  withoutDefaults(manifest);
  expect(manifest).toEqual(statefulSet({ revisionHistoryLimit: 10 }));
});

test.each([undefined, null, 'text', []])('%p is left as it is', value => {
  expect(withoutDefaults(value)).toBe(value);
});

test.each(['__proto__', 'constructor'])('a key %s of a user stays', key => {
  const data = Object.fromEntries([[key, 'a'], ['b', 'c']]);
  const made = withDefaults({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'db' }, data }) as { readonly data: object };
  expect(Object.entries(made.data)).toEqual([[key, 'a'], ['b', 'c']]);
});
