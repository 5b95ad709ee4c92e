import { requireAnnotations, requireLabels } from '../../src/private/metadata';

test('labels and annotations need not be given', () => {
  expect(() => [requireLabels('labels', undefined), requireAnnotations('annotations', undefined)]).not.toThrow();
});

test('fails for a label key that is none', () => {
  expect(() => requireLabels('labels', { 'a b': '' })).toThrow('labels "a b" is not a qualified name');
});

test('fails for a label value that is none', () => {
  expect(() => requireLabels('labels', { app: 'a b' })).toThrow('labels.app "a b" is not a label value');
});

test('fails for an annotation key that is none', () => {
  expect(() => requireAnnotations('annotations', { 'a b': '' })).toThrow('annotations "a b" is not a qualified name');
});

test('the prefix of an annotation may have upper case', () => {
  expect(() => requireAnnotations('annotations', { 'Example.com/a': '' })).not.toThrow();
});

test('annotations may have 256 KiB together', () => {
  expect(() => requireAnnotations('annotations', { a: 'x'.repeat(256 * 1024 - 1) })).not.toThrow();
});

test('fails for more than 256 KiB of annotations', () => {
  expect(() => requireAnnotations('annotations', { a: 'x'.repeat(256 * 1024) })).toThrow('annotations have 262145 bytes together, and an object may have 262144');
});
