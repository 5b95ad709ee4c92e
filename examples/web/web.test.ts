import { readFileSync } from 'fs';
import { join } from 'path';
import { Testing } from 'cdk8s';
import { testing } from 'cdk8s-stateful-app';
import { parseAllDocuments } from 'yaml';
import { Web } from './main';

type Manifest = { kind: string; metadata: { name: string }; [field: string]: unknown };

const manifests = () => testing.Manifests.of(new Web(Testing.app(), 'web'));
const text = readFileSync(join(__dirname, 'documented.yaml'), 'utf8');
const documented = parseAllDocuments(text).map(document => document.toJS() as Manifest);

/** What is not as documented, and what is there besides, by its path; an object or a list counts once. */
function differences(real: unknown, wanted: unknown, path: string): string[] {
  if (!(wanted instanceof Object) || !(real instanceof Object)) {
    return real === wanted ? [] : [wanted === undefined ? path : `${path} is not as documented`];
  }
  const names = [...new Set([...Object.keys(wanted), ...Object.keys(real)])];
  return names.flatMap(name => differences((real as Manifest)[name], (wanted as Manifest)[name], path ? `${path}.${name}` : name));
}

const besides = (kind: string, name: string) => (
  differences(manifests().find(kind, name), documented.find(({ kind: each }) => each === kind), '').sort()
);

test('the documented manifest is a Service and a StatefulSet', () => {
  expect(documented.map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual(['Service/nginx', 'StatefulSet/web']);
});

test('the StatefulSet is the documented one, with defaults of Kubernetes written down', () => {
  expect(besides('StatefulSet', 'web')).toEqual([
    'spec.minReadySeconds',
    'spec.persistentVolumeClaimRetentionPolicy',
    'spec.podManagementPolicy',
    'spec.updateStrategy',
  ]);
});

test('the Service is the documented one, and also lists pods that are not ready', () => {
  expect(besides('Service', 'nginx')).toEqual(['spec.publishNotReadyAddresses', 'spec.type']);
});

test('the only other objects are the Services of the pods', () => {
  expect(manifests().names).toEqual(['Service/nginx', 'Service/web-0', 'Service/web-1', 'Service/web-2', 'StatefulSet/web']);
});

test('another image can be given', () => {
  const other = testing.Manifests.of(new Web(Testing.app(), 'web', { image: 'registry.example/nginx:1.29' }));
  expect(other.container('StatefulSet', 'web', 'nginx')).toHaveProperty('image', 'registry.example/nginx:1.29');
});
