import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { addAdoptCommand } from './adopt-command';
import { addCheckCommand } from './check-command';
import { addCompletionCommand } from './completion-command';
import { ExitCode, EXIT_CODES } from './exit-code';
import { addExplainCommand } from './explain-command';
import { readFiles, STDIN } from './files';
import { formatReport } from './format';
import { addKrmCommand } from './krm-command';
import { addLockCommands } from './lock-commands';
import { addLspCommand } from './lsp-command';
import { Options, withOptions } from './options';
import { addPlanCommand } from './plan-command';
import { readObjects } from './read';
import { Report } from './report';
import { addReportCommand } from './report-command';
import { settingsOf } from './settings';
import { Terminal } from './terminal';
import { UsageError } from './usage-error';
import { lookAt, WatchOptions, withWatch } from './watch-option';
import { isCompared, whyNotCompared } from '../manifest/coverage';
import { compare } from '../manifest/diff';
import { impactsOf } from '../manifest/impact';
import { isHarmless } from '../manifest/update/finding';

/**
 * Runs the command, without its name among the arguments, and gives its exit code.
 */
export async function main(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let exitCode = ExitCode.CLEAN;
  const program = commandLine(terminal, code => { exitCode = code; });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? ExitCode.CLEAN : ExitCode.TROUBLE;
    }
    if (error instanceof UsageError) {
      terminal.err(`error: ${error.message}\n`);
      return ExitCode.TROUBLE;
    }
    throw error;
  }
}

function commandLine(terminal: Terminal, exit: (code: ExitCode) => void): Command {
  const version = packageVersion();
  const report = (told: Report, options: Options, to: Terminal = terminal) => {
    to.out(formatReport(told, options.format, version, to));
    exit(exitCodeOf(told));
  };
  const program = new Command('stateful-app')
    .description('Finds what breaks stateful applications on Kubernetes, in their manifests.')
    .version(version, '-V, --version')
    .exitOverride()
    .showHelpAfterError('(--help shows what is possible)')
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err, getOutHelpWidth: () => terminal.width, getErrHelpWidth: () => terminal.width })
    .addHelpText('after', EXIT_CODES);

  addCheckCommand(program, terminal, report);
  withWatch(withOptions(program.command('diff'), 'info'))
    .summary('tell what an update would do')
    .description('Tells what it would do to apply NEW where OLD is: what the API server refuses, and what becomes of the data.')
    .argument('<old>', `a file, a directory or ${STDIN}: what is applied now, such as the output of kubectl get -o yaml`)
    .argument('<new>', `a file, a directory or ${STDIN}: what is to be applied`)
    .addHelpText('after', DIFF_EXAMPLES)
    .action((old: string, next: string, options: Options & WatchOptions) => lookAt([old, next], options, terminal, async () => {
      if (old === STDIN && next === STDIN) {
        throw new UsageError('only one of OLD and NEW can be standard input');
      }
      const before = readObjects(await readFiles([old], terminal), () => undefined, isCompared);
      const after = readObjects(await readFiles([next], terminal), whyNotCompared, isCompared, before);
      const { run, input } = settingsOf(options, after, [next], terminal, before);
      const compared = compare(before.objects, input.objects, run);
      const impacts = impactsOf(compared, { target: run.target });
      report(new Report(compared.findings, input, run, before, impacts), options);
    }));

  addExplainCommand(program, terminal, exit);
  addAdoptCommand(program, terminal, exit);
  addPlanCommand(program, terminal, exit);
  addReportCommand(program, terminal, exit);
  addLockCommands(program, terminal, version, exit);
  addKrmCommand(program, terminal, exit);
  addCompletionCommand(program, terminal, exit);
  addLspCommand(program, version);
  return program;
}

function exitCodeOf({ isRead, findings }: Report): ExitCode {
  if (!isRead) {
    return ExitCode.TROUBLE;
  }
  return findings.every(isHarmless) ? ExitCode.CLEAN : ExitCode.FINDINGS;
}

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')) as { readonly version: string };
  return version;
}

const DIFF_EXAMPLES = `
Examples:
  $ stateful-app diff old/ new/
  $ kubectl get statefulsets,services -o yaml | stateful-app diff - dist/
  $ stateful-app diff --accept U06="the data is restored from a backup" old/ new/
${EXIT_CODES}`;
