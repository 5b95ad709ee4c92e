import * as fc from 'fast-check';
import { LabelSelector, selectorMatches } from '../../../src/manifest/kubernetes/selectors';
import { LabelIndex } from '../../../src/manifest/model/label-index';

const labels = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('x', 'y'));
const selector: fc.Arbitrary<LabelSelector> = fc.record({
  matchLabels: labels,
  matchExpressions: fc.array(fc.record({
    key: fc.constantFrom('a', 'b', 'c'),
    operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
    values: fc.array(fc.constantFrom('x', 'y')),
  }), { maxLength: 2 }),
});

test('it finds what a comparison with each would find', () => {
  fc.assert(fc.property(fc.array(labels), selector, (objects, selecting) => {
    expect(new LabelIndex(objects, each => each).selectedBy(selecting)).toEqual(objects.filter(each => selectorMatches(selecting, each)));
  }));
});

test('the same selector finds the same list', () => {
  const index = new LabelIndex([{ a: 'x' }, { a: 'y' }], each => each);
  expect(index.selectedBy({ matchLabels: { a: 'x' } })).toBe(index.selectedBy({ matchLabels: { a: 'x' } }));
});

test('what several values of a label select stays in its order', () => {
  const index = new LabelIndex<Readonly<Record<string, string>>>([{ a: 'x' }, { a: 'y' }, { b: 'x' }], each => each);
  expect(index.selectedBy({ matchExpressions: [{ key: 'a', operator: 'In', values: ['y', 'x'] }] })).toEqual([{ a: 'x' }, { a: 'y' }]);
});
