/**
 * Prints what the library makes of generated programs, one a line: `programs.ts COUNT SEED`. Each package is to print the same;
 * see scripts/packages/same.ts.
 */
import * as fc from 'fast-check';
import { programs } from '../cluster/differential/generate';
import { libraryVerdict } from '../cluster/differential/library';

const [count, seed] = process.argv.slice(2).map(Number);
for (const program of fc.sample(programs, { numRuns: count, seed })) {
  process.stdout.write(`${JSON.stringify(libraryVerdict(program))}\n`);
}
