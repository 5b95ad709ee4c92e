import * as fs from 'fs';
import { gzipSync } from 'zlib';
import { requireKnown } from '../../src/private/known-properties';

jest.mock('fs', () => ({ ...jest.requireActual<typeof fs>('fs'), readFileSync: jest.fn(jest.requireActual<typeof fs>('fs').readFileSync) }));

const STRUCT = { owner: 'App', properties: { replicas: true }, extends: 'WorkloadProps' } as const;
const { readFileSync } = jest.mocked(fs);

/** A description of cdk8s-plus by jsii, in which a workload has one property. */
function description(property: string): object {
  return { types: { 'cdk8s-plus-28.WorkloadProps': { properties: [{ name: property }] } } };
}

test.each(['podMetadata', 'containers', 'metadata'])('a property that the installed cdk8s-plus has, also by inheritance, is no unknown one: %s', name => {
  expect(() => requireKnown(STRUCT, { [name]: 1 })).not.toThrow();
});

test('a property that a later release of cdk8s-plus adds is no unknown one, whatever it looks like', () => {
  readFileSync.mockReturnValueOnce(JSON.stringify(description('replica')));
  expect(() => requireKnown(STRUCT, { replica: 1 })).not.toThrow();
});

test('the description of cdk8s-plus may be compressed', () => {
  readFileSync
    .mockReturnValueOnce(JSON.stringify({ schema: 'jsii/file-redirect', compression: 'gzip', filename: '.jsii.gz' }))
    .mockReturnValueOnce(gzipSync(JSON.stringify(description('added'))));
  expect(() => requireKnown(STRUCT, { added: 1 })).not.toThrow();
});

test('fails for a property that neither knows', () => {
  expect(() => requireKnown(STRUCT, { colour: 1 })).toThrow('colour is no property of App; leave it out');
});

test('fails for the name of a property of every object', () => {
  expect(() => requireKnown(STRUCT, { toString: 1 })).toThrow('toString is no property of App');
});

describe('where the description of cdk8s-plus is not there, as in a bundle', () => {
  beforeEach(() => {
    readFileSync.mockImplementationOnce(() => {
      throw new Error('no such file');
    });
  });

  test('what looks like nothing that is known is passed on', () => {
    expect(() => requireKnown(STRUCT, { colour: 1 })).not.toThrow();
  });

  test('fails for a property that is misspelt', () => {
    expect(() => requireKnown(STRUCT, { replica: 1 })).toThrow('replica is no property of App; write replicas');
  });
});
