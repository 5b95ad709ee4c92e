import { createRequire } from 'node:module';
import { Command } from 'commander';
import { ExitCode } from './exit-code';
import { Terminal } from './terminal';

/**
 * Adds the command `krm`. It is no option of `check`: its standard output is the input of the next function, and its exit code and its
 * options are those of the specification, which no report has.
 */
export function addKrmCommand(program: Command, terminal: Terminal, exit: (code: ExitCode) => void): void {
  program.command('krm')
    .summary('check as a function of kustomize or kpt')
    .description('Checks a ResourceList on standard input, and writes it to standard output with what was found as its results.')
    .addHelpText('after', NOTES)
    .action(async () => {
      // its parser is large
      const { runKrm } = createRequire(__filename)('./krm') as typeof import('./krm');
      exit(await runKrm(terminal));
    });
}

const NOTES = `
The functionConfig says how to check, in its spec, or in the data of a ConfigMap:
  severity, complete, targetVersion, severities, acceptedFindings

Examples:
  $ kustomize build --enable-alpha-plugins --enable-exec overlays/prod
  $ kpt fn eval manifests/ --exec "stateful-app krm" -- severity=error

Exit codes:
  0  nothing was found that is an error
  1  an error was found
  2  the input could not be read`;
