import { annotationFaults } from '../../../src/manifest/field-faults/metadata';
import { ManifestObject } from '../../../src/manifest/model/object';

const annotationsOf = (annotations: Record<string, string>) => new ManifestObject({ metadata: { annotations } }).metadata.at('annotations');

// in the cases of the rules such an annotation would be a quarter of a megabyte

test('annotations may have 256 KiB, keys and values together', () => {
  expect(annotationFaults(annotationsOf({ one: 'a'.repeat(128 * 1024 - 3), two: 'a'.repeat(128 * 1024 - 3) }))).toEqual([]);
});

test('fails for annotations with one byte more', () => {
  const [fault] = annotationFaults(annotationsOf({ one: 'a'.repeat(128 * 1024 - 3), two: 'a'.repeat(128 * 1024 - 2) }));
  expect([fault.at.path, fault.problem]).toEqual(['metadata.annotations', 'have 262145 bytes, and 262144 are the most']);
});

test('fails for annotations that have more bytes than characters', () => {
  expect(annotationFaults(annotationsOf({ notes: 'ü'.repeat(128 * 1024) }))).toHaveLength(1);
});
