import { Command, Option } from 'commander';
import { ExitCode, EXIT_CODES } from './exit-code';
import { readFiles, STDIN } from './files';
import { formatReport } from './format';
import { Lock } from './lock';
import { Options, withOptions } from './options';
import { readObjects } from './read';
import { Report } from './report';
import { Settings, settingsOf } from './settings';
import { Terminal } from './terminal';
import { isAtLeast } from '../manifest/lint/finding';
import { accountOf, verdictOn } from '../manifest/lock/account';
import { Guarded } from '../manifest/lock/guard';
import { DEFAULT_ENVIRONMENT, ENVIRONMENT_VARIABLE, LockEntry, lockCommand, LOCK_FILE } from '../manifest/lock/names';

/** Those of the commands that have to do with a lock file. */
interface LockOptions extends Options, LockEntry {
  readonly check?: boolean;
}

/**
 * Adds the commands that have to do with a lock file.
 *
 * @param exit gets the exit code
 */
export function addLockCommands(program: Command, terminal: Terminal, version: string, exit: (code: ExitCode) => void): void {
  const open = async (files: string[], options: LockOptions) => {
    const settings = settingsOf(options, readObjects(await readFiles(files, terminal), () => undefined), files, terminal);
    return { settings, lock: new Lock({ ...options, directory: terminal.directory }, settings.input) };
  };
  // beside a report for programs it would be no part of it
  const say = (line: string, { format }: Options) => (format === 'text' ? terminal.out : terminal.err)(`${line}\n`);
  const toldOf = ({ stops, told }: Guarded, options: Options) => [...stops, ...told.filter(({ severity }) => isAtLeast(severity, options.severity))];
  const tell = (guarded: Guarded | undefined, { run, input }: Settings, options: Options, impacts: Guarded['impacts'] | undefined) => {
    const report = new Report(guarded ? toldOf(guarded, options) : [], input, run, undefined, impacts);
    terminal.out(formatReport(report, options.format, version, terminal));
    return report.isRead;
  };

  withLockOptions(program.command('guard'))
    .summary('compare manifests with the lock file')
    .description('Compares manifests with the lock file, and fails where an application would lose its identity or its data.')
    .action(async (files: string[], options: LockOptions) => {
      const { settings, lock } = await open(files, options);
      const command = { lockFile: options.lockFile, accept: lockCommand(options, files) };
      const guarded = lock.guard(settings.run, command.accept);
      const isText = options.format === 'text';
      const isRead = tell(guarded, settings, options, isText ? undefined : guarded.impacts);
      say(isText ? `\n${accountOf(guarded, command, terminal.width)}` : verdictOn(guarded, command).join('\n'), options);
      exit(isRead ? guarded.stops.length > 0 ? ExitCode.FINDINGS : ExitCode.CLEAN : ExitCode.TROUBLE);
    });

  withLockOptions(program.command('lock'))
    .summary('write the lock file')
    .description('Accepts manifests as they are: tells what changes, and writes their StatefulSets and claims into the lock file.')
    .addOption(new Option('--check', 'write nothing, and fail where the lock file is not up to date').default(false))
    .action(async (files: string[], options: LockOptions) => {
      const { settings, lock } = await open(files, options);
      const guarded = lock.changes(settings.run);
      if (!tell(guarded, settings, options, guarded?.impacts)) {
        say(`${options.lockFile} is left as it is, as not all was read`, options);
        return exit(ExitCode.TROUBLE);
      }
      const isCurrent = guarded?.isCurrent === true;
      const verdict = isCurrent ? 'is up to date' : options.check ? 'is not up to date' : `has ${lock.write()}`;
      say(`${options.lockFile} ${verdict}`, options);
      return exit(isCurrent || !options.check ? ExitCode.CLEAN : ExitCode.FINDINGS);
    });
}

function withLockOptions(command: Command): Command {
  return withOptions(command, 'info')
    .argument('<files...>', `the manifests of the whole program: files, directories and ${STDIN} for standard input`)
    .addOption(new Option('--lock-file <file>', 'where the lock file is').default(LOCK_FILE))
    .addOption(new Option('--environment <name>', 'the environment that the manifests are for').env(ENVIRONMENT_VARIABLE).default(DEFAULT_ENVIRONMENT))
    .addHelpText('after', LOCK_EXAMPLES);
}

const LOCK_EXAMPLES = `
Examples:
  $ stateful-app lock dist/
  $ stateful-app guard dist/
  $ stateful-app lock --environment production dist/
${EXIT_CODES}`;
