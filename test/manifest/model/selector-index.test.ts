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

test('it finds what a comparison with each would find', () => {
  fc.assert(fc.property(fc.array(selector), labels, (selectors, ofObject) => {
    const index = new SelectorIndex<LabelSelector>();
    selectors.forEach(each => index.add(each, each));
    const expected = selectors.filter(each => !selectsEverything(each) && selectorMatches(each, ofObject));
    expect(new Set(index.selecting(ofObject))).toEqual(new Set(expected));
  }));
});
