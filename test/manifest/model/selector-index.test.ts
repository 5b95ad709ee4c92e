import * as fc from 'fast-check';
import { LabelSelector, selectorMatches, selectsEverything } from '../../../src/manifest/kubernetes/selectors';
import { SelectorIndex } from '../../../src/manifest/model/selector-index';

const labels = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('x', 'y'));
const selector: fc.Arbitrary<LabelSelector> = fc.record({
  matchLabels: labels,
  matchExpressions: fc.array(fc.record({
    key: fc.constantFrom('a', 'b', 'c'),
    operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
    values: fc.subarray(['x', 'y']),
  }), { maxLength: 2 }),
});

const inOrder = (selectors: readonly LabelSelector[]) => selectors.map(each => JSON.stringify(each)).sort();

test('it finds what a comparison with each would find', () => {
  fc.assert(fc.property(fc.array(selector), labels, (selectors, ofObject) => {
    const index = new SelectorIndex(selectors, each => each);
    const expected = selectors.filter(each => !selectsEverything(each) && selectorMatches(each, ofObject));
    expect(inOrder(index.selecting(ofObject))).toEqual(inOrder(expected));
  }));
});

test('objects that the same things select get the same list', () => {
  const index = new SelectorIndex<LabelSelector>([{ matchLabels: { a: 'x' } }, { matchLabels: { b: 'x' } }, { matchLabels: { a: 'x' } }], each => each);
  expect(index.selecting({ a: 'x', b: 'x', c: '1' })).toBe(index.selecting({ a: 'x', b: 'x', c: '2' }));
  expect(index.selecting({ a: 'x', c: '1' })).toBe(index.selecting({ a: 'x', c: '2' }));
});
