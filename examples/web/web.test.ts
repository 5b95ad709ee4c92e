import { readFileSync } from 'fs';
import { join } from 'path';
import { Testing } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { Web } from './main';
import { container, find, Manifest, names, podSpec } from '../testing';

const chart = () => new Web(Testing.app(), 'web');
const text = readFileSync(join(__dirname, 'documented.yaml'), 'utf8');
const documented = parseAllDocuments(text).map(document => document.toJS() as Manifest);

test('the documented manifest is a Service and a StatefulSet', () => {
  expect(documented.map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual(['Service/nginx', 'StatefulSet/web']);
});

test.each(documented)('$kind/$metadata.name says all that the documented one says', manifest => {
  expect(find(chart(), manifest.kind, manifest.metadata.name)).toMatchObject(manifest);
});

test.each(documented)('$kind/$metadata.name selects by the documented labels only', ({ kind, metadata, spec }) => {
  const { selector } = spec as { selector: unknown };
  expect(find(chart(), kind, metadata.name)).toHaveProperty('spec.selector', selector);
});

test('each pod has a Service', () => {
  expect(names(chart())).toEqual(expect.arrayContaining(['Service/web-0', 'Service/web-1', 'Service/web-2']));
});

test('the pods may run as root, as the image does', () => {
  expect(podSpec(chart(), 'StatefulSet', 'web')).toHaveProperty('securityContext.runAsNonRoot', false);
});

test('the container may run as root, as the image does', () => {
  expect(container(chart(), 'StatefulSet', 'web', 'nginx')).toHaveProperty('securityContext.runAsNonRoot', false);
});
