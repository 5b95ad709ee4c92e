import * as fc from 'fast-check';
import { dataKeyProblem, envNameProblem, inOrderOfUse, strictEnvNameProblem } from '../../../src/manifest/kubernetes/environment-references';

test.each(['A', 'my.env-name', '_1', '..a', '1', 'a b', 'a:<>b', '~'])('the newer versions take %j for a variable', name => {
  expect(envNameProblem(name)).toBeUndefined();
});

test.each(['', 'A=', '=', 'ä', 'a\tb', 'a\n'])('no version takes %j for a variable', name => {
  expect(envNameProblem(name)?.problem).toBe('is not the name of an environment variable');
});

test.each(['A', 'my.env-name', '_1', '.a', '-'])('all versions take %j for a variable', name => {
  expect(strictEnvNameProblem(name)).toBeUndefined();
});

test.each(['1', 'a b', '..', '..a', '.', 'a:b'])('the older versions do not take %j for a variable', name => {
  expect(strictEnvNameProblem(name)?.problem).toContain('before Kubernetes 1.32');
});

test.each(['a', '1', 'my_key.yaml', '.hidden', '-', 'a'.repeat(253)])('%j is a key of a ConfigMap', key => {
  expect(dataKeyProblem(key)).toBeUndefined();
});

test.each(['', '.', '..', '..a', 'a/b', 'a b', 'a'.repeat(254)])('%j is no key of a ConfigMap', key => {
  expect(dataKeyProblem(key)?.problem).toBe('is not a key of a ConfigMap or Secret');
});

const named = (name: string, value?: string) => ({ name, value });
const order = (...variables: { name: string; value?: unknown }[]) => inOrderOfUse(variables).map(({ name }) => name);

test('a variable comes after those that it refers to', () => {
  expect(order(named('URL', 'http://$(HOST):$(PORT)'), named('PORT', '80'), named('HOST', '$(POD).db'), named('POD'))).toEqual(['PORT', 'POD', 'HOST', 'URL']);
});

test('variables that refer to nothing later stay in their order', () => {
  expect(order(named('B', '$(C)'), named('A', '$(B)'), named('D'))).toEqual(['B', 'A', 'D']);
});

test('two dollar signs refer to nothing', () => {
  expect(order(named('A', '$$(B)'), named('B'))).toEqual(['A', 'B']);
});

test('a circle stays as it is', () => {
  expect(order(named('A', '$(A)$(B)'), named('B', '$(A)'))).toEqual(expect.arrayContaining(['A', 'B']));
});

test('in any order that is given, all variables come after those that they refer to', () => {
  // each may refer to those with a lower number only, so that there is no circle
  const variables = fc.array(fc.array(fc.nat(20), { maxLength: 4 }), { maxLength: 12 }).map(all => all.map((refers, number) =>
    named(`V${number}`, refers.filter(other => other < number).map(other => `$(V${other})`).join())));
  const shuffled = variables.chain(all => fc.shuffledSubarray(all, { minLength: all.length }));
  fc.assert(fc.property(shuffled, given => {
    const ordered = inOrderOfUse(given);
    expect(new Set(ordered)).toEqual(new Set(given));
    expect(ordered).toHaveLength(given.length);
    ordered.forEach(({ value }, index) => {
      const before = ordered.slice(0, index).map(({ name }) => `$(${name})`);
      expect(before).toEqual(expect.arrayContaining(value!.split(',').filter(Boolean)));
    });
  }));
});

test('a variable whose value is no text refers to none', () => {
  expect(order({ name: 'A', value: { produce: () => '$(B)' } }, { name: 'B', value: '1' })).toEqual(['A', 'B']);
});
