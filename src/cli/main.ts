import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { readFiles, STDIN } from './files';
import { Format, FORMATS, formatReport } from './format';
import { parseAcceptance, parseTarget } from './options';
import { readObjects } from './read';
import { Report } from './report';
import { Terminal } from './terminal';
import { UsageError } from './usage-error';
import { check } from '../manifest/check';
import { isCovered, isCoveredByUpdates } from '../manifest/coverage';
import { diff } from '../manifest/diff';
import { TargetVersions } from '../manifest/kubernetes/target-versions';
import { Acceptance } from '../manifest/lint/acceptance';
import { SEVERITIES, Severity } from '../manifest/lint/finding';
import { isHarmless } from '../manifest/update/finding';

/**
 * What the command tells the shell.
 */
export enum ExitCode {
  CLEAN = 0,
  FINDINGS = 1,
  /** It was called wrongly, or could not read all that it was to check. */
  TROUBLE = 2,
}

interface CommonOptions {
  readonly format: Format;
  readonly targetVersion: TargetVersions;
}

interface CheckOptions extends CommonOptions {
  readonly severity: Severity;
  readonly accept: readonly Acceptance[];
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
  const program = new Command('stateful-app')
    .description('Finds what breaks stateful applications on Kubernetes, in their manifests.')
    .version(version, '-V, --version')
    .exitOverride()
    .showHelpAfterError('(--help shows what is possible)')
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err, getOutHelpWidth: () => terminal.width, getErrHelpWidth: () => terminal.width })
    .addHelpText('after', EXIT_CODES);

  withCommonOptions(program.command('check'))
    .summary('check manifests')
    .description('Checks manifests. All files together are one input: a StatefulSet in one file finds its Service in another.')
    .argument('<files...>', `files, directories (with all *.yaml, *.yml and *.json below) and ${STDIN} for standard input`)
    .addOption(new Option('--severity <severity>', 'the least severity to report').choices([...SEVERITIES].reverse()).default('warning'))
    .addOption(new Option('--accept <rule=reason>', 'do not report a rule, by its id or name; can be repeated')
      .argParser(parseAcceptance).default([], 'nothing'))
    .addHelpText('after', CHECK_EXAMPLES)
    .action(async (files: string[], { format, targetVersion, severity, accept }: CheckOptions) => {
      const input = readObjects(await readFiles(files, terminal), isCovered);
      const findings = check(input.objects, { target: targetVersion, severity, acceptances: accept });
      const report = new Report(findings, input);
      terminal.out(formatReport(report, format, version, terminal));
      exit(exitCodeOf(report));
    });

  withCommonOptions(program.command('diff'))
    .summary('tell what an update would do')
    .description('Tells what it would do to apply NEW where OLD is: what the API server refuses, and what becomes of the data.')
    .argument('<old>', `a file, a directory or ${STDIN}: what is applied now, such as the output of kubectl get -o yaml`)
    .argument('<new>', `a file, a directory or ${STDIN}: what is to be applied`)
    .addHelpText('after', DIFF_EXAMPLES)
    .action(async (old: string, next: string, { format, targetVersion }: CommonOptions) => {
      if (old === STDIN && next === STDIN) {
        throw new UsageError('only one of OLD and NEW can be standard input');
      }
      const before = readObjects(await readFiles([old], terminal), () => true);
      const after = readObjects(await readFiles([next], terminal), isCoveredByUpdates);
      const findings = diff(before.objects, after.objects, { target: targetVersion });
      const report = new Report(findings, after, before);
      terminal.out(formatReport(report, format, version, terminal));
      exit(exitCodeOf(report));
    });
  return program;
}

function exitCodeOf({ isIncomplete, findings }: Report): ExitCode {
  if (isIncomplete) {
    return ExitCode.TROUBLE;
  }
  return findings.every(isHarmless) ? ExitCode.CLEAN : ExitCode.FINDINGS;
}

function withCommonOptions(command: Command): Command {
  return command
    .addOption(new Option('--format <format>', 'how to write it').choices(FORMATS).default('text'))
    .addOption(new Option('--target-version <version>', 'the version of Kubernetes (1.34, 1.35.2) or a range (1.30-1.36)')
      .argParser(parseTarget).default(TargetVersions.ALL, String(TargetVersions.ALL)));
}

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')) as { readonly version: string };
  return version;
}

const EXIT_CODES = `
Exit codes:
  0  nothing was found
  1  something was found
  2  the command was called wrongly, or could not read everything`;

const CHECK_EXAMPLES = `
Examples:
  $ stateful-app check dist/
  $ stateful-app check --target-version 1.34 statefulset.yaml service.yaml
  $ helm template my-release my-chart | stateful-app check -
  $ stateful-app check --accept R50="the pods have no state" dist/
  $ stateful-app check --format sarif dist/ > findings.sarif`;

const DIFF_EXAMPLES = `
Examples:
  $ stateful-app diff old/ new/
  $ kubectl get statefulsets,services -o yaml | stateful-app diff - dist/

Exit codes:
  0  the update applies in place
  1  the API server would refuse it, or data would be lost or left behind
  2  the command was called wrongly, or could not read everything`;
