import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** Numbers of applications, ascending. */
  readonly sizes: number[];

  /** How often each variant is measured at each size. */
  readonly runs: number;

  /** The file that gets the results as JSON. */
  readonly json?: string;

  readonly help: boolean;
}

export const USAGE = `usage: npx projen bench [--sizes 1,100,1000,10000] [--runs 5] [--json FILE]

  --sizes  how many applications a chart has; several sizes with commas between them
  --runs   how often each variant is measured at each size
  --json   also write the results to FILE
  --help   print this
`;

/**
 * @throws where an option is unknown or its value makes no sense
 */
export function parseOptions(args: string[]): BenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      sizes: { type: 'string', default: '1,100,1000,10000' },
      runs: { type: 'string', default: '5' },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const sizes = [...new Set(values.sizes.split(',').map(size => positive('sizes', size)))].sort((a, b) => a - b);
  // now, and not after minutes of measuring
  if (values.json !== undefined && (values.json === '' || !existsSync(dirname(values.json)))) {
    throw new Error(`--json "${values.json}" is not a file in an existing folder`);
  }
  return { sizes, runs: positive('runs', values.runs), json: values.json, help: values.help };
}

function positive(option: string, value: string): number {
  if (!/^[1-9][0-9]{0,6}$/.test(value)) {
    throw new Error(`--${option} "${value}" is not a whole number from 1 to 9999999`);
  }
  return Number(value);
}
