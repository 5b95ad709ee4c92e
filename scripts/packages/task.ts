import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';

const PROJEN = require.resolve('projen/bin/projen');

/**
 * Takes words apart into tasks, each with its arguments: a word that is the name of a task begins one. projen hands words on
 * without their quotes, so quotes cannot say it.
 *
 * `compile test:consumers go java` → `[['compile'], ['test:consumers', 'go', 'java']]`
 *
 * @throws where the first word is no task
 */
export function tasksIn(words: readonly string[], names: ReadonlySet<string>): readonly (readonly string[])[] {
  const tasks: string[][] = [];
  for (const word of words) {
    if (names.has(word)) {
      tasks.push([word]);
    } else if (tasks.length > 0) {
      tasks[tasks.length - 1].push(word);
    } else {
      throw new Error(`${word} is no task of projen; npx projen --help lists them`);
    }
  }
  return tasks;
}

/** Runs a task of projen in the tree of a package, and gives whether it passed. */
export function runTask(directory: string, ...task: readonly string[]): boolean {
  const { status } = spawnSync(process.execPath, [PROJEN, ...task], { cwd: directory, stdio: 'inherit' });
  if (status !== 0) {
    process.stderr.write(`cdk8s-stateful-app-${basename(directory)}: ${task.join(' ')} failed in ${directory}\n`);
  }
  return status === 0;
}
