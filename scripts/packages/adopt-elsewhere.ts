import { UsageError } from '../../src/cli/usage-error';

/** In place of `src/cli/adopt` in the package of the command alone: it writes programs, and proves them with what they import. */
export function runAdopt(): Promise<never> {
  throw new UsageError('adopt needs cdk8s and the library, and this package has none of them; '
    + 'write npx -p cdk8s-stateful-app -p cdk8s -p cdk8s-plus-28 -p constructs -p typescript stateful-app adopt …');
}
