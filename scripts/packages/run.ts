/**
 * Makes the tree of a package for another cdk8s-plus, and runs tasks of projen there, one after the other:
 * `run.ts 34 compile test:consumers typescript python`; `all` does so for each.
 */
import { chosenBy } from './matrix';
import { runTask, tasksIn } from './task';
import { writeTree } from './tree';
import { tasks } from '../../.projen/tasks.json';

function main([which = '', ...words]: readonly string[]): number {
  const chosen = chosenBy(which);
  const asked = tasksIn(words, new Set(Object.keys(tasks)));
  for (const plus of chosen) {
    const directory = writeTree(plus);
    process.stdout.write(`cdk8s-stateful-app-${plus.minor} is in ${directory}\n`);
    if (!asked.every(task => runTask(directory, ...task))) {
      return 1;
    }
  }
  return 0;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
