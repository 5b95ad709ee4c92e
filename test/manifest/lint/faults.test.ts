import { missing, numberFaults, textFaults } from '../../../src/manifest/lint/faults';
import { faultsAt } from '../../../src/manifest/lint/rule';
import { ManifestObject } from '../../../src/manifest/model/object';

const { root } = new ManifestObject({ name: 'a; b', number: 0.5, empty: '' });

test('a fault has the problem and the fix of a value, whatever signs are in them', () => {
  const [fault] = faultsAt(root.at('name'), { problem: 'is "a; b"; both', fix: 'keep one; not both' });
  expect(fault).toEqual({ at: root.at('name'), problem: 'is "a; b"; both', fix: 'keep one; not both' });
});

test('a value without a problem has no fault', () => {
  expect(faultsAt(root.at('name'), undefined)).toEqual([]);
});

test('a fault without a fix of its own leaves it to the rule', () => {
  const [fault] = numberFaults(root.at('number'), 0);
  expect(fault?.problem).toBe('is not a whole number of 0 or more');
  expect(fault?.fix).toBeUndefined();
});

test.each(['empty', 'absent'])('a text that is %s has no problem', key => {
  expect(textFaults(root.at(key), () => ({ problem: 'is wrong' }))).toEqual([]);
});

test('what is missing and what is empty are told apart', () => {
  expect([missing(root.at('absent')).problem, missing(root.at('empty')).problem]).toEqual(['is missing', 'is empty']);
});
