import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { readFiles, STDIN } from './files';
import { Format, FORMATS, formatReport } from './format';
import { parseAcceptance, parseTarget } from './options';
import { Input, readObjects } from './read';
import { Report } from './report';
import { Terminal } from './terminal';
import { UsageError } from './usage-error';
import { check } from '../manifest/check';
import { isCovered, isCoveredByUpdates } from '../manifest/coverage';
import { diff } from '../manifest/diff';
import { TargetVersions } from '../manifest/kubernetes/target-versions';
import { Acceptance } from '../manifest/lint/acceptance';
import { SEVERITIES, Severity } from '../manifest/lint/finding';
import { RunOptions } from '../manifest/lint/run';
import { isHarmless, UpdateFinding } from '../manifest/update/finding';

/**
 * What the command tells the shell.
 */
export enum ExitCode {
  CLEAN = 0,
  FINDINGS = 1,
  /** It was called wrongly, or could not read all that it was given. */
  TROUBLE = 2,
}

/** The options of every command. */
interface Options {
  readonly format: Format;
  readonly severity: Severity;
  readonly accept: readonly Acceptance[];
  readonly complete: boolean;
  readonly targetVersion?: TargetVersions;
}

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
  const report = (findings: readonly UpdateFinding[], options: Options, input: Input, before?: Input) => {
    const told = new Report(findings, input, runOptions(options), before);
    terminal.out(formatReport(told, options.format, version, terminal));
    exit(exitCodeOf(told));
  };
  const program = new Command('stateful-app')
    .description('Finds what breaks stateful applications on Kubernetes, in their manifests.')
    .version(version, '-V, --version')
    .exitOverride()
    .showHelpAfterError('(--help shows what is possible)')
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err, getOutHelpWidth: () => terminal.width, getErrHelpWidth: () => terminal.width })
    .addHelpText('after', EXIT_CODES);

  withOptions(program.command('check'), 'warning')
    .summary('check manifests')
    .description('Checks manifests. All files together are one input: a StatefulSet in one file finds its Service in another.')
    .argument('<files...>', `files, directories (with all *.yaml, *.yml and *.json below) and ${STDIN} for standard input`)
    .addHelpText('after', CHECK_EXAMPLES)
    .action(async (files: string[], options: Options) => {
      const input = readObjects(await readFiles(files, terminal), isCovered);
      report(check(input.objects, runOptions(options)), options, input);
    });

  withOptions(program.command('diff'), 'info')
    .summary('tell what an update would do')
    .description('Tells what it would do to apply NEW where OLD is: what the API server refuses, and what becomes of the data.')
    .argument('<old>', `a file, a directory or ${STDIN}: what is applied now, such as the output of kubectl get -o yaml`)
    .argument('<new>', `a file, a directory or ${STDIN}: what is to be applied`)
    .addHelpText('after', DIFF_EXAMPLES)
    .action(async (old: string, next: string, options: Options) => {
      if (old === STDIN && next === STDIN) {
        throw new UsageError('only one of OLD and NEW can be standard input');
      }
      const before = readObjects(await readFiles([old], terminal), () => true);
      const after = readObjects(await readFiles([next], terminal), isCoveredByUpdates);
      report(diff(before.objects, after.objects, runOptions(options)), options, after, before);
    });
  return program;
}

/** What both commands can be told, in the same words. */
function withOptions(command: Command, severity: Severity): Command {
  return command
    .addOption(new Option('--format <format>', 'how to write it').choices(FORMATS).default('text'))
    .addOption(new Option('--severity <severity>', 'the least severity to report').choices([...SEVERITIES].reverse()).default(severity))
    .addOption(new Option('--accept <rule=reason>', 'do not report a rule, by its id or name; can be repeated')
      .argParser(parseAcceptance).default([], 'nothing'))
    .addOption(new Option('--target-version <version>', TARGET_VERSION).argParser(parseTarget))
    .addOption(new Option('--complete', 'the files are a complete program: what is not in them is not there').default(false))
    .addOption(new Option('--no-complete', 'the files are a part of what is applied'));
}

function runOptions({ targetVersion, severity, accept, complete }: Options): RunOptions {
  return { target: targetVersion, severity, acceptances: accept, complete };
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

const TARGET_VERSION = 'the version of Kubernetes (1.34, 1.35.2) or a range (1.30-1.36) for all objects; '
  + `without it, what an object says in its annotation, or ${TargetVersions.ALL}`;

const EXIT_CODES = `
Exit codes:
  0  nothing was found from --severity on, or only what an update may do without harm
  1  something was found
  2  the command was called wrongly, could not read everything, or found nothing to check`;

const CHECK_EXAMPLES = `
Examples:
  $ stateful-app check dist/
  $ stateful-app check --target-version 1.34 statefulset.yaml service.yaml
  $ helm template my-release my-chart | stateful-app check -
  $ stateful-app check --accept R50="the pods have no state" dist/
  $ stateful-app check --format sarif dist/ > findings.sarif
${EXIT_CODES}`;

const DIFF_EXAMPLES = `
Examples:
  $ stateful-app diff old/ new/
  $ kubectl get statefulsets,services -o yaml | stateful-app diff - dist/
  $ stateful-app diff --accept U06="the data is restored from a backup" old/ new/
${EXIT_CODES}`;
