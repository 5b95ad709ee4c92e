import { isServiceVariable, referencesIn } from '../../../src/manifest/kubernetes/expansion';

test.each([
  ['plain', []],
  ['$(A)-$(B)', ['A', 'B']],
  ['$$(A)', []],
  ['$$$(A)', ['A']],
  ['$(A', []],
  ['$A', []],
  ['$(date +%s)', ['date +%s']],
])('the references in %s', (text, names) => {
  expect(referencesIn(text)).toEqual(names);
});

test.each(['KUBERNETES_SERVICE_HOST', 'KUBERNETES_PORT_443_TCP_ADDR'])('%s is set in every pod', name => {
  expect(isServiceVariable(name, false)).toBe(true);
});

test.each(['DB_SERVICE_HOST', 'DB_SERVICE_PORT_CLIENT', 'DB_PORT', 'DB_PORT_5432_TCP_PROTO'])('%s is set where pods have variables of Services', name => {
  expect([isServiceVariable(name, true), isServiceVariable(name, false)]).toEqual([true, false]);
});

test.each(['DB_HOST', 'db_SERVICE_HOST', 'PORT'])('%s is set for no Service', name => {
  expect(isServiceVariable(name, true)).toBe(false);
});
