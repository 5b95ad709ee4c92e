import { createRequire } from 'node:module';
import { Command, Option } from 'commander';
import type { DrawOptions, Drawn } from './draw';
import { ExitCode } from './exit-code';
import { STDIN } from './files';
import { withRuleOptions } from './options';
import { Terminal } from './terminal';

/** The ways to draw, by their names on the command line. */
const FORMATS = ['html', 'svg', 'mermaid', 'markdown'];

/**
 * Adds the command `report`.
 */
export function addReportCommand(program: Command, terminal: Terminal, exit: (code: ExitCode) => void): void {
  const command = program.command('report')
    .summary('draw the applications')
    .description('Draws each StatefulSet with its pods, claims and Services, what the rules find there, and what becomes of it.')
    .argument('<files...>', `files, directories and ${STDIN} for standard input: what is drawn`)
    .addOption(new Option('--from <old>', `a file, a directory or ${STDIN}: what is applied now, to draw the change and the plan`))
    .addOption(new Option('-o, --out <file>', 'the file to write; without it, standard output'))
    .addOption(new Option('--format <format>', 'what to write').choices(FORMATS).default('html'))
    .addOption(new Option('--only <name>', 'draw the StatefulSets of that name alone; can be repeated')
      .argParser((name, before: readonly string[]) => [...before, name]).default([], 'all'));
  withRuleOptions(command, 'warning').addHelpText('after', EXAMPLES).action(async (files: string[], options: DrawOptions) => {
    // most runs of the command draw nothing
    const { draw } = createRequire(__filename)('./draw') as typeof import('./draw');
    exit(CODES[await draw(files, options, terminal)]);
  });
}

const CODES: Readonly<Record<Drawn, ExitCode>> = { 'faultless': ExitCode.CLEAN, 'with findings': ExitCode.FINDINGS, 'unread': ExitCode.TROUBLE };

const EXAMPLES = `
Examples:
  $ stateful-app report dist/ -o report.html
  $ stateful-app report dist/ --from git:main:dist -o report.html
  $ stateful-app report dist/ --from old/ --format markdown > comment.md
  $ stateful-app report dist/ --only db --format svg -o db.svg

Exit codes:
  0  it is drawn, and nothing was found from --severity on, or only what an update may do without harm
  1  it is drawn, and something was found, or the plan is stuck
  2  the command was called wrongly, could not read everything, or found no StatefulSet; then nothing is written`;
