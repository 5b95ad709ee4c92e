import { HOSTILE, namesOf, textsIn } from './support';
import { formatHtml } from '../../src/drawing/html';
import { picture } from '../../src/manifest/picture';
import { objects, podService } from '../manifest/picture/support';

const html = (...args: Parameters<typeof objects>) => formatHtml(picture(objects(...args)));
const compared = (...args: Parameters<typeof objects>) => formatHtml(picture(objects(...args), { before: objects() }));

test('every thing is in the table by its name', () => {
  const all = picture(objects({}, podService('db-1')));
  expect([...formatHtml(all).matchAll(/<code>([^<]*)<\/code>/g)].map(([, name]) => name)).toEqual(expect.arrayContaining(namesOf(all)));
});

test('it needs nothing but itself', () => {
  expect(html()).not.toMatch(/(src|href)="(?!data:|#|https:\/\/[^"]*"[^>]*>[A-Z]\d)/);
});

test('what is found is told with what to do', () => {
  expect(textsIn(html({ 'targetPort: client': 'targetPort: clinet' }))).toEqual(expect.arrayContaining([
    'The rules find 2 errors.', 'R20 target-port-not-found', 'use the name of a container port, or its number',
  ]));
});

test('the change is told field by field', () => {
  expect(textsIn(compared({ 16.4: '17.0' }))).toEqual(expect.arrayContaining(['Applications: 1 changed.', 'spec.template.spec.containers[0].image', 'example.com/db:16.4', 'example.com/db:17.0']));
});

test('the plan is told step by step', () => {
  expect(textsIn(compared({ 16.4: '17.0' }))).toEqual(expect.arrayContaining(['Kubernetes 1.28-1.37', 'db-2 is gone: create db-2 (new template)', 'Claims kept: data-db-0 … data-db-2.']));
});

test('a plan without steps says that nothing is touched', () => {
  expect(textsIn(compared({ 'partition: 0': 'partition: 1' }))).toContain('No pod and no claim is touched.');
});

test('what the API server refuses is told', () => {
  expect(compared({ 'podManagementPolicy: OrderedReady': 'podManagementPolicy: Parallel' })).toContain('The API server refuses the change of StatefulSet db: ');
});

test('what no plan is made for is told', () => {
  expect(compared({ 'replicas: 3': 'replicas: 2000' })).toContain('There is no plan for StatefulSet db: ');
});

test('without a change it says so', () => {
  expect(textsIn(compared())).toContain('No application changes.');
});

test('objects that no application has are told', () => {
  expect(html({}, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } })).toContain('Not drawn, as no StatefulSet has a part in it: 1 ConfigMap.');
});

test('what is found in them is told', () => {
  expect(textsIn(html({}, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'A B' } }))).toContain('Found elsewhere');
});

test('nothing of a manifest is taken for markup', () => {
  expect(compared(HOSTILE)).not.toMatch(/<(b|img)[ >]|<\/script><b/);
});

describe('many applications', () => {
  const named = (name: string, storage = '10Gi') => objects({
    '  name: db\n': `  name: ${name}\n  namespace: ns\n`,
    '  name: db-client': `  name: ${name}-client\n  namespace: ns`,
    'serviceName: db': `serviceName: ${name}`,
    '{ app: db }': `{ app: ${name} }`,
    '10Gi': storage,
  });

  test('those that are alike are drawn once', () => {
    const page = formatHtml(picture([...named('one'), ...named('two')]));
    expect(textsIn(page)).toEqual(expect.arrayContaining(['2 stateful applications', '1 alike: two in ns.']));
  });

  const different = Array.from({ length: 60 }, (_, index) => named(`app${index}`, `${index + 1}Gi`)).flat();
  const page = formatHtml(picture(different));

  test('those that there is no room for are named', () => {
    expect(textsIn(page)).toEqual(expect.arrayContaining(['app59', expect.stringMatching(/^\d+ more applications$/)]));
  });

  test('the page stays light', () => {
    expect(page.length).toBeLessThan(300_000);
  });

  test('those that change are drawn before the others', () => {
    const after = [...different.filter(({ name }) => name !== 'app59'), ...named('app59', '999Gi').filter(({ name }) => name === 'app59')];
    expect(formatHtml(picture(after, { before: different }))).toMatch(/<h2 id="a\d+-h">StatefulSet app59 in ns</);
  });
});
