import { createRequire } from 'node:module';
import * as cdk8s from 'cdk8s';
import * as constructs from 'constructs';

/** Loads a module anew with all that it loads, but for cdk8s and constructs, of which a program has one each. */
export function copyOf<T>(name: string): T {
  let copy: unknown;
  jest.isolateModules(() => {
    jest.doMock('cdk8s', () => cdk8s);
    jest.doMock('constructs', () => constructs);
    copy = createRequire(__filename)(name);
  });
  jest.dontMock('cdk8s');
  jest.dontMock('constructs');
  return copy as T;
}
