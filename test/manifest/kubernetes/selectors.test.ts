import * as fc from 'fast-check';
import { selectorProblem, selectorKeys, selectorMatches, selectsEverything } from '../../../src/manifest/kubernetes/selectors';

const labels = { app: 'db', tier: 'data' };

test.each([
  ['equal labels', { matchLabels: { app: 'db' } }],
  ['In', { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'db'] }] }],
  ['NotIn with another value', { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] }],
  ['NotIn without the label', { matchExpressions: [{ key: 'zone', operator: 'NotIn', values: ['a'] }] }],
  ['Exists', { matchExpressions: [{ key: 'tier', operator: 'Exists' }] }],
  ['DoesNotExist', { matchExpressions: [{ key: 'zone', operator: 'DoesNotExist' }] }],
  ['nothing', {}],
])('%s selects', (_, selector) => {
  expect(selectorMatches(selector, labels)).toBe(true);
});

test.each([
  ['another value', { matchLabels: { app: 'web' } }],
  ['a missing label', { matchLabels: { zone: 'a' } }],
  ['In without the value', { matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }] }],
  ['In without the label', { matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }] }],
  ['NotIn with the value', { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['db'] }] }],
  ['Exists without the label', { matchExpressions: [{ key: 'zone', operator: 'Exists' }] }],
  ['DoesNotExist with the label', { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] }],
  ['an operator that does not exist', { matchExpressions: [{ key: 'app', operator: 'Like', values: ['db'] }] }],
  ['one of two requirements', { matchLabels: { app: 'db', tier: 'web' } }],
])('%s does not select', (_, selector) => {
  expect(selectorMatches(selector, labels)).toBe(false);
});

test('a label that every object inherits is not one of its labels', () => {
  expect(selectorMatches({ matchExpressions: [{ key: 'toString', operator: 'Exists' }] }, labels)).toBe(false);
});

test('labels select themselves, also among others', () => {
  const some = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.stringMatching(/^[a-z]{1,8}$/));
  fc.assert(fc.property(some, some, (own, others) => {
    expect(selectorMatches({ matchLabels: own }, { ...others, ...own })).toBe(true);
  }));
});

test('no requirement at all selects everything', () => {
  expect([selectsEverything({}), selectsEverything({ matchLabels: {}, matchExpressions: [] })]).toEqual([true, true]);
});

test('one expression does not select everything', () => {
  expect(selectsEverything({ matchExpressions: [{ key: 'app', operator: 'Exists' }] })).toBe(false);
});

test('the keys of labels and expressions are those that a selector looks at', () => {
  expect(selectorKeys({ matchLabels: { app: 'db' }, matchExpressions: [{ key: 'tier', operator: 'Exists' }] })).toEqual(['app', 'tier']);
});

test('a selector with a key, a value and an expression is one', () => {
  expect(selectorProblem({ matchLabels: { app: 'db', tier: '' }, matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }] })).toBeUndefined();
});

test.each([
  ['a key that is none', { matchLabels: { 'a b': '' } }, 'has the key "a b", which is not a qualified name'],
  ['a key of an expression that is none', { matchExpressions: [{ key: '', operator: 'Exists' }] }, 'has the key "", which is not a qualified name'],
  ['a value that is none', { matchLabels: { app: 'a b' } }, 'has the value "a b", which is not a label value'],
  ['a value of an expression that is none', { matchExpressions: [{ key: 'app', operator: 'In', values: ['a b'] }] }, 'has the value "a b"'],
  ['no value to compare with', { matchExpressions: [{ key: 'app', operator: 'NotIn', values: [] }] }, 'compares "app" with no value'],
  ['values where none are compared', { matchExpressions: [{ key: 'app', operator: 'Exists', values: ['db'] }] }, 'has values for "app" beside the operator Exists'],
  ['an operator that is none', { matchExpressions: [{ key: 'app', operator: 'Equals', values: ['db'] }] }, 'has the operator "Equals", which is none of In'],
])('fails for a selector with %s', (_, selector, message) => {
  expect(selectorProblem(selector)?.problem).toMatch(message);
});
