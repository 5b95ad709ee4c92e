import { isUtf8 } from 'node:buffer';
import { createRequire } from 'node:module';
import { Command, Option } from 'commander';
import { BaselineOptions, newSince, withoutKnown } from './baseline-options';
import { EXIT_CODES } from './exit-code';
import { BASELINE_FILE, FileContent, readFiles, STDIN, STDIN_NAME } from './files';
import type { Fixes, Looked } from './fix';
import { fixedLines, notFixedLines } from './format-fixes';
import { gitPathOf } from './git';
import { Options, withOptions } from './options';
import { readObjects } from './read';
import { Report } from './report';
import { settingsOf } from './settings';
import { Terminal } from './terminal';
import { UsageError } from './usage-error';
import { lookAt, WatchOptions, withWatch } from './watch-option';
import { requireUnchanged, writeWhole } from './write-file';
import { check } from '../manifest/check';
import { whyNotChecked } from '../manifest/coverage';

interface CheckOptions extends Options, BaselineOptions, WatchOptions {
  readonly fix: boolean;
}

/**
 * Adds the command `check`.
 *
 * @param tell writes a report, and ends with the exit code that it has
 */
export function addCheckCommand(program: Command, terminal: Terminal, tell: (report: Report, options: Options, terminal: Terminal) => void): void {
  withWatch(withOptions(program.command('check'), 'warning'))
    .summary('check manifests')
    .description('Checks manifests. All files together are one input: a StatefulSet in one file finds its Service in another.')
    .argument('<files...>', `files, directories (with all *.yaml, *.yml and *.json below) and ${STDIN} for standard input`)
    .addOption(new Option('--fix', FIX).default(false))
    .addOption(new Option('--baseline <file>', 'tell only what is found more often in a file than this one says, by rule'))
    .addOption(new Option('--write-baseline', 'write what is found now into the file of --baseline, and tell nothing').default(false))
    .addHelpText('after', CHECK_EXAMPLES)
    .action((paths: string[], options: CheckOptions) => lookAt(paths, requireReading(options), terminal, async () => {
      const look = (files: readonly FileContent[]): Looked => {
        const { run, input } = settingsOf(options, readObjects(files, whyNotChecked), paths, terminal);
        return { run, input, findings: check(input.objects, run) };
      };
      const { looked: { input, run, findings }, fixes, to } = options.fix ? await fixed(paths, options, look, terminal)
        : { looked: look(await readFiles(paths, terminal)), fixes: undefined, to: terminal };
      const told = newSince(options, findings, input, terminal);
      if (fixes && options.format !== 'text' && options.format !== 'json') {
        [...fixedLines(fixes), ...notFixedLines(fixes)].forEach(line => terminal.err(`${line}\n`));
      }
      tell(new Report(told, input, run, undefined, undefined, fixes), options, to);
    }));
}

/** What is written at each change would be a change. */
function requireReading(options: CheckOptions): CheckOptions {
  const writing = options.fix ? '--fix' : options.writeBaseline ? '--write-baseline' : undefined;
  if (options.watch && writing !== undefined) {
    throw new UsageError(`--watch and ${writing} are not possible together, as ${writing} writes files; run one after the other`);
  }
  return options;
}

const FIX = `mend in the files what leaves no doubt how; of ${STDIN}, write what is mended to standard output, and the report to standard error`;

/** What is found after everything was mended that can be, and where it is told. */
async function fixed(
  paths: readonly string[], options: CheckOptions, look: (files: readonly FileContent[]) => Looked, terminal: Terminal,
): Promise<{ readonly looked: Looked; readonly fixes: Fixes; readonly to: Terminal }> {
  const inGit = paths.find(path => gitPathOf(path) !== undefined);
  if (inGit !== undefined) {
    throw new UsageError(`--fix cannot write ${inGit}, which is in a commit; give it the files of the work tree`);
  }
  const files = await readFiles(paths, terminal);
  // the parser that keeps places is large
  const { fixFiles } = createRequire(__filename)('./fix') as typeof import('./fix');
  const told = withoutKnown(options, terminal);
  const result = fixFiles(files, contents => {
    const looked = look(contents);
    return { ...looked, findings: told(looked) };
  });
  write(files, result.files, terminal);
  const standardInput = result.files.find(({ name }) => name === STDIN_NAME);
  // what cannot be read is said in the report, and would not come out as it came in
  if (standardInput?.bytes !== undefined && isUtf8(standardInput.bytes)) {
    terminal.out(new TextDecoder('utf-8', { ignoreBOM: true }).decode(standardInput.bytes));
  }
  return { looked: look(result.files), fixes: result, to: standardInput === undefined ? terminal : { ...terminal, out: terminal.err } };
}

/** Nothing is written where one of the files cannot be. */
function write(before: readonly FileContent[], after: readonly FileContent[], { directory }: Terminal): void {
  const changes = after.flatMap((file, index) => file === before[index] || file.name === STDIN_NAME ? [] : [{ file, was: before[index]! }]);
  changes.forEach(({ file: { name }, was: { bytes } }) => requireUnchanged(name, directory, bytes!));
  changes.forEach(({ file: { name, bytes } }) => writeWhole(name, directory, bytes!));
}

const CHECK_EXAMPLES = `
Examples:
  $ stateful-app check dist/
  $ stateful-app check --target-version 1.34 statefulset.yaml service.yaml
  $ helm template my-release my-chart | stateful-app check -
  $ stateful-app check --fix manifests/
  $ stateful-app check --watch manifests/
  $ stateful-app check --accept R50="the pods have no state" dist/
  $ stateful-app check --format sarif dist/ > findings.sarif
  $ stateful-app check --baseline ${BASELINE_FILE} --write-baseline dist/
${EXIT_CODES}`;
