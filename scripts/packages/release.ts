/**
 * Makes the packages for the other cdk8s-plus in one language, and puts them into dist beside that for cdk8s-plus-28:
 * `release.ts js|java|python|go`. They have its version. Among those of npm is the command alone.
 */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { packCommand } from './command';
import { MATRIX } from './matrix';
import { runTask } from './task';
import { writeTree } from './tree';

const LANGUAGES = ['js', 'java', 'python', 'go'];

async function main([language = '', ...others]: readonly string[]): Promise<number> {
  if (!LANGUAGES.includes(language) || others.length > 0) {
    process.stderr.write(`usage: release.ts ${LANGUAGES.join('|')}\n`);
    return 2;
  }
  const dist = join(__dirname, '..', '..', 'dist', language);
  if (language === 'js') {
    await packCommand(dist);
  }
  for (const plus of MATRIX) {
    const directory = writeTree(plus);
    for (const task of ['compile', `package:${language}`]) {
      if (!runTask(directory, task)) {
        return 1;
      }
    }
    cpSync(join(directory, 'dist', language), dist, { recursive: true });
  }
  return 0;
}

void main(process.argv.slice(2)).then(code => { process.exitCode = code; });
