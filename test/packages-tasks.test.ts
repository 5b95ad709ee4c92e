import { tasksIn } from '../scripts/packages/task';

const NAMES = new Set(['compile', 'test:consumers']);

test('a word that is the name of a task begins one, and the others are its arguments', () => {
  expect(tasksIn(['compile', 'test:consumers', 'go', 'java'], NAMES)).toEqual([['compile'], ['test:consumers', 'go', 'java']]);
});

test('no word is no task', () => {
  expect(tasksIn([], NAMES)).toEqual([]);
});

test('fails where the first word is no task', () => {
  expect(() => tasksIn(['complie'], NAMES)).toThrow('complie is no task of projen; npx projen --help lists them');
});
