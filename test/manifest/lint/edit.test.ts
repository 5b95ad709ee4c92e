import { edited, inItsLetters } from '../../../src/manifest/lint/edit';

test.each([
  ['a value', { a: { b: 1 } }, { keys: ['a', 'b'], set: '1' }, { a: { b: '1' } }],
  ['an item', { a: [1, 2] }, { keys: ['a', 1], set: '2' }, { a: [1, '2'] }],
  ['a value in an item', { a: [{ b: 1 }] }, { keys: ['a', 0, 'b'], set: 2 }, { a: [{ b: 2 }] }],
  ['a key that is not there', { a: [{ b: 1 }] }, { keys: ['a', 0, 'c'], set: 2 }, { a: [{ b: 1, c: 2 }] }],
  ['a name', { A: 1, b: 2 }, { keys: ['A'], rename: 'a' }, { a: 1, b: 2 }],
  ['the name of what is not there', { b: 2 }, { keys: ['A'], rename: 'a' }, { b: 2 }],
  ['a place in a text', { a: 'b' }, { keys: ['a', 'b', 'c'], set: 1 }, { a: 'b' }],
])('an edit of %s', (_, manifest, edit, mended) => {
  const before = JSON.stringify(manifest);
  expect(edited(manifest, edit)).toEqual(mended);
  expect(JSON.stringify(manifest)).toBe(before);
});

test.each([
  ['tcp', 'TCP'],
  ['Tcp ', 'TCP'],
])('%s is meant as %s', (text, meant) => {
  expect(inItsLetters(text, ['TCP', 'UDP'])).toEqual({ edit: { set: meant } });
});

test.each(['TCP', 'HTTP', '', undefined])('%s is not spelled in other letters', text => {
  expect(inItsLetters(text, ['TCP', 'UDP'])).toEqual({});
});
