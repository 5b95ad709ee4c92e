import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { allTypes } from './types';
import { snake, Variables } from '../../../src/adopt/python/names';

/** What jsii itself names things with. */
const { toSnakeCase } = createRequire(require.resolve('jsii-pacmak/package.json'))('codemaker') as { toSnakeCase: (name: string) => string };
const { toPythonIdentifier } = createRequire(__filename)(join(dirname(require.resolve('jsii-pacmak/package.json')), 'lib', 'targets', 'python', 'util.js')) as
  { toPythonIdentifier: (name: string) => string };

test('names are those that jsii makes', () => {
  const names = [...allTypes().packages.values()].flatMap(({ types }) => Object.values(types))
    .flatMap(({ methods = [], properties = [] }) => [...methods, ...properties]).map(({ name }) => name);
  const own = names.filter(name => name !== name.toUpperCase());
  expect(own.length).toBeGreaterThan(2000);
  expect([...new Set(own)].filter(name => snake(name) !== toPythonIdentifier(toSnakeCase(name)))).toEqual([]);
});

test('constants that would have one name get two', () => {
  const variables = new Variables();
  expect(['fooBar', 'fooBAR', 'fooBar', 'text', 'is'].map(name => variables.of(name))).toEqual(['foo_bar', 'foo_bar_2', 'foo_bar', 'text_2', 'is_']);
});
