import * as fc from 'fast-check';
import { flowed, nameLines, shortened, widthOf } from '../../src/drawing/text';

const NAME = { size: 13, isMonospaced: true };
const FACT = { size: 12, isMonospaced: false };
const types = fc.constantFrom(NAME, FACT);
const texts = fc.string({ unit: 'grapheme', maxLength: 80 });

test('what is shortened has the room', () => {
  fc.assert(fc.property(texts, types, fc.integer({ min: 60, max: 400 }), (text, type, room) => {
    expect(widthOf(shortened(text, type, room), type)).toBeLessThanOrEqual(room);
  }));
});

test('what has the room stays as it is', () => {
  expect(shortened('data-db-0', NAME, 200)).toBe('data-db-0');
});

test('what is shortened keeps its beginning and its end', () => {
  expect(shortened('a-very-long-name-0', NAME, 90)).toBe('a-ver…me-0');
});

test('lines of a name have the room', () => {
  fc.assert(fc.property(texts, types, fc.integer({ min: 60, max: 400 }), fc.integer({ min: 1, max: 4 }), (text, type, room, most) => {
    const lines = nameLines(text, type, room, most);
    expect(lines.length).toBeLessThanOrEqual(most);
    expect(lines.every(line => widthOf(line, type) <= room)).toBe(true);
  }));
});

test('a name breaks where its parts do', () => {
  expect(nameLines('db-0.db.prod.svc.cluster.local', NAME, 180)).toEqual(['db-0.db.prod.svc.', 'cluster.local']);
});

test('texts of a line have the room together', () => {
  expect(flowed(['one', 'two', 'three'], text => text, FACT, 70)).toEqual([['one', 'two'], ['three']]);
});
