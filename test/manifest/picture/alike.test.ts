import { objects } from './support';
import { picture } from '../../../src/manifest/picture';
import { alike } from '../../../src/manifest/picture/alike';

const named = (name: string, replacements: Readonly<Record<string, string>> = {}) => objects({
  ...replacements, '  name: db\n': `  name: ${name}\n  namespace: ns-${name}\n`, '  name: db-client': `  name: ${name}-client\n  namespace: ns-${name}`, 'serviceName: db': `serviceName: ${name}`,
});

const groups = (...all: ReturnType<typeof objects>[]) => alike(picture(all.flat()).applications).map(group => group.map(({ set }) => set.name));

test('applications that differ by their names and namespaces are alike', () => {
  expect(groups(named('one'), named('two'))).toEqual([['one', 'two']]);
});

test('applications that differ in what they are, are not alike', () => {
  expect(groups(named('one'), named('two', { '10Gi': '20Gi' }), named('three'))).toEqual([['one', 'three'], ['two']]);
});

test('applications with other findings are not alike', () => {
  expect(groups(named('one'), named('two', { 'targetPort: client': 'targetPort: clinet' }))).toEqual([['one'], ['two']]);
});
