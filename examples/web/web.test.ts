import { readFileSync } from 'fs';
import { join } from 'path';
import { Testing } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { Web } from './main';
import { container, find, Manifest, names, podSpec } from '../testing';

const chart = () => new Web(Testing.app(), 'web');
const text = readFileSync(join(__dirname, 'documented.yaml'), 'utf8');
const documented = parseAllDocuments(text).map(document => document.toJS() as Manifest);

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
  expect(find(chart(), manifest.kind, manifest.metadata.name)).toEqual(atLeast(manifest));
});

test.each(documented)('$kind/$metadata.name selects by the documented labels only', ({ kind, metadata, spec }) => {
  const { selector } = spec as { selector: unknown };
  expect(find(chart(), kind, metadata.name)).toHaveProperty('spec.selector', selector);
});

test('each pod has a Service', () => {
  expect(names(chart())).toEqual(expect.arrayContaining(['Service/web-0', 'Service/web-1', 'Service/web-2']));
});

test('the container gives up its privileges', () => {
  expect(container(chart(), 'StatefulSet', 'web', 'nginx')).toHaveProperty('securityContext', {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    privileged: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  });
});

test('a user who is not root may listen on port 80', () => {
  expect(podSpec(chart(), 'StatefulSet', 'web')).toHaveProperty('securityContext.sysctls', [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '80' }]);
});

test('a pod is ready as soon as it listens, with or without a page', () => {
  expect(container(chart(), 'StatefulSet', 'web', 'nginx')).toHaveProperty('readinessProbe.tcpSocket', { port: 80 });
});

test('another image can be given', () => {
  const other = new Web(Testing.app(), 'web', { image: 'registry.example/nginx:1.29' });
  expect(container(other, 'StatefulSet', 'web', 'nginx')).toHaveProperty('image', 'registry.example/nginx:1.29');
});
