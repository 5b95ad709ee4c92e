import { HOSTILE, namesOf, textsIn } from './support';
import { formatSvg } from '../../src/drawing/svg';
import { picture } from '../../src/manifest/picture';
import { changed, drawn, objects, podService } from '../manifest/picture/support';

const texts = (...args: Parameters<typeof drawn>) => textsIn(formatSvg([drawn(...args)]));

test('every thing is drawn by its name', () => {
  const all = picture(objects({}, podService('db-1')));
  expect(textsIn(formatSvg(all.applications))).toEqual(expect.arrayContaining(namesOf(all)));
});

test('each pod has its claim and its turn', () => {
  expect(texts()).toEqual(expect.arrayContaining(['db-1.db', 'replaced 2nd', 'data-db-1', '10Gi · fast · ReadWriteOnce']));
});

test('equal pods are one', () => {
  expect(texts({ 'replicas: 3': 'replicas: 200' })).toEqual(expect.arrayContaining(['db-2 … db-199', '198 × Pod', '198 × PersistentVolumeClaim', 'data-db-2 … data-db-199', 'replaced 1st to 198th']));
});

test('the turn of many pods has the endings of English', () => {
  const all = texts({ 'replicas: 3': 'replicas: 113', 'partition: 0': 'partition: 110' });
  expect(all).toEqual(expect.arrayContaining(['replaced 1st', 'replaced 2nd', 'replaced 3rd', 'held back by the partition', 'a roll-out replaces db-112, then db-111, then db-110']));
});

test('a change is a sign and a word', () => {
  const all = textsIn(formatSvg([changed({ '16.4': '17.0', 'name: db-client': 'name: db-rw' })]));
  expect(all).toEqual(expect.arrayContaining(['+ added', '− removed', '~ changed', 'example.com/db:16.4 → example.com/db:17.0']));
});

test('a finding is at its place', () => {
  const svg = formatSvg([drawn({ 'targetPort: client': 'targetPort: clinet' })]);
  expect(textsIn(svg.slice(svg.indexOf('>db-client<'), svg.indexOf('>StatefulSet<', svg.indexOf('>db-client<'))))).toContain('▲ R20');
});

test('an application without pods says so', () => {
  expect(texts({ 'replicas: 3': 'replicas: 0' })).toContain('no pod');
});

test('pods that are not drawn are told', () => {
  expect(texts({ 'replicas: 3': 'replicas: 1200' })).toContain('and 200 more pods, which are not drawn');
});

test('it has a title and a description', () => {
  const svg = formatSvg([drawn()]);
  expect(svg).toContain('<title id="title">StatefulSet db</title>');
  expect(svg).toContain('with 3 pods and 3 claims; governed by Service db; led to by Service db-client; with PodDisruptionBudget db.</desc>');
});

test('it is the same bytes each time', () => {
  expect(formatSvg([drawn()])).toBe(formatSvg([drawn()]));
});

test('what is shortened says all of it to who points at it', () => {
  const name = `${'x'.repeat(60)}.example.com/db:16.4`;
  expect(formatSvg([drawn({ 'example.com/db:16.4': name })])).toContain(`<title>${name}</title>`);
});

test('nothing of a manifest is taken for markup', () => {
  const svg = formatSvg([drawn(HOSTILE)]);
  expect(svg).not.toMatch(/<(b|img|\/script)|[\u0001\u202e]/);
});
