import { readFileSync } from 'fs';
import { join } from 'path';
import { Testing } from 'cdk8s';
import { testing } from 'cdk8s-stateful-app';
import { parseAllDocuments } from 'yaml';
import { Web } from './main';
import { WITHOUT_PRIVILEGES } from '../without-privileges';

const manifests = () => testing.Manifests.of(new Web(Testing.app(), 'web'));
const text = readFileSync(join(__dirname, 'documented.yaml'), 'utf8');
const documented = parseAllDocuments(text).map(document => document.toJS() as { kind: string; metadata: { name: string }; [field: string]: unknown });

/** What says at least this much: lists may have more items, and objects more fields. */
function atLeast(value: unknown): unknown {
  if (Array.isArray(value)) {
    return expect.arrayContaining(value.map(atLeast));
  }
  return value instanceof Object ? expect.objectContaining(Object.fromEntries(Object.entries(value).map(([key, of]) => [key, atLeast(of)]))) : value;
}

test('the documented manifest is a Service and a StatefulSet', () => {
  expect(documented.map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual(['Service/nginx', 'StatefulSet/web']);
});

test.each(documented)('$kind/$metadata.name says all that the documented one says', manifest => {
  expect(manifests().find(manifest.kind, manifest.metadata.name)).toEqual(atLeast(manifest));
});

test.each(documented)('$kind/$metadata.name selects by the documented labels only', ({ kind, metadata, spec }) => {
  const { selector } = spec as { selector: unknown };
  expect(manifests().find(kind, metadata.name)).toHaveProperty('spec.selector', selector);
});

test('each pod has a Service', () => {
  expect(manifests().statefulApp('web').pods.map(({ serviceNames }) => serviceNames)).toEqual([['nginx', 'web-0'], ['nginx', 'web-1'], ['nginx', 'web-2']]);
});

test('the container gives up its privileges', () => {
  expect(manifests().container('StatefulSet', 'web', 'nginx')).toHaveProperty('securityContext', WITHOUT_PRIVILEGES);
});

test('a user who is not root may listen on port 80', () => {
  expect(manifests().podSpec('StatefulSet', 'web')).toHaveProperty('securityContext.sysctls', [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '80' }]);
});

test('a pod is ready as soon as it listens, with or without a page', () => {
  expect(manifests().container('StatefulSet', 'web', 'nginx')).toHaveProperty('readinessProbe.tcpSocket', { port: 80 });
});

test('another image can be given', () => {
  const other = testing.Manifests.of(new Web(Testing.app(), 'web', { image: 'registry.example/nginx:1.29' }));
  expect(other.container('StatefulSet', 'web', 'nginx')).toHaveProperty('image', 'registry.example/nginx:1.29');
});
