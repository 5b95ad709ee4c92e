import { errorMessage, refuse, requireInteger } from '../../src/private/errors';

test('an error has the property, the value and the problem', () => {
  expect(errorMessage('replicas', -1, 'is not a whole number of 0 or more')).toBe('replicas -1 is not a whole number of 0 or more');
});

test('nothing is refused without a problem', () => {
  expect(() => refuse('name', 'db', undefined)).not.toThrow();
});

test('fails with the problem where there is one', () => {
  expect(() => refuse('name', 'Db', { problem: 'is wrong', fix: 'write db' })).toThrow('name "Db" is wrong; write db');
});

test('a number that is not given is no problem', () => {
  expect(() => requireInteger('replicas', undefined, 0)).not.toThrow();
});

test('fails for a fraction', () => {
  expect(() => requireInteger('replicas', 1.5, 0)).toThrow('replicas 1.5 is not a whole number of 0 or more');
});
