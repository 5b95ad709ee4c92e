/**
 * Holds what the package for another cdk8s-plus makes of generated programs, manifests and refusals, against what the one for
 * cdk8s-plus-28 makes of them: `same.ts 34`; `all` does so for each. PROGRAMS says how many, SEED which.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { chosenBy, OtherPlus } from './matrix';
import { renamed } from './rename';
import { writeTree } from './tree';

const ROOT = join(__dirname, '..', '..');
const PROGRAMS = process.env.PROGRAMS ?? '500';
const SEED = process.env.SEED ?? '52';

function main([which = '']: readonly string[]): number {
  const chosen = chosenBy(which);
  const home = verdicts(ROOT);
  const differing = chosen.filter(plus => !isSame(plus, home));
  return differing.length > 0 ? 1 : 0;
}

/** What is made of each program, in the tree of one package. */
function verdicts(directory: string): readonly string[] {
  const { status, stdout, stderr } = spawnSync('npx', ['tsx', 'test/cdk8s-plus/programs.ts', PROGRAMS, SEED], { cwd: directory, encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (status !== 0) {
    throw new Error(stderr);
  }
  return stdout.trimEnd().split('\n');
}

function isSame(plus: OtherPlus, home: readonly string[]): boolean {
  const other = verdicts(writeTree(plus));
  const place = home.findIndex((verdict, index) => renamed(verdict, plus) !== other[index]);
  const asked = `${home.length} programs (SEED=${SEED} PROGRAMS=${PROGRAMS}), ${home.filter(verdict => verdict.startsWith('{"manifests"')).length} of them with manifests`;
  process.stdout.write(place < 0
    ? `cdk8s-plus-${plus.minor}: the same of ${asked}\n`
    : `cdk8s-plus-${plus.minor}: another thing of program ${place} of ${asked}\n- ${home[place]}\n+ ${other[place]}\n`);
  return place < 0;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
