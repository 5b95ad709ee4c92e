import { createRequire } from 'node:module';
import { Command, Option } from 'commander';
import { AdoptOptions, AdoptOutcome } from './adopt-options';
import { ExitCode } from './exit-code';
import { STDIN } from './files';
import { Terminal } from './terminal';

/**
 * Adds the command `adopt`.
 */
export function addAdoptCommand(program: Command, terminal: Terminal, exit: (code: ExitCode) => void): void {
  program.command('adopt')
    .summary('write manifests as a program')
    .description('Writes manifests as a cdk8s program that makes the same objects, and proves that before it keeps it.')
    .argument('<files...>', `files, directories and ${STDIN} for standard input: YAML, what Helm or kustomize render, or what kubectl get -o yaml prints`)
    .option('-o, --out <folder>', 'the folder to write to; it must be new or empty')
    .addOption(new Option('--check', 'only tell how it would go, and write nothing').default(false))
    .addOption(new Option('--include-secrets', 'write the values of Secrets into the program, too').default(false))
    .addOption(new Option('--language <language>', 'the language of the program').choices(['typescript', 'python']).default('typescript'))
    .option('--cdk8s-plus <number>', 'the cdk8s-plus that the program imports, such as 34 for cdk8s-plus-34; that of this package, unless given')
    .addHelpText('after', EXAMPLES)
    .action(async (files: string[], options: AdoptOptions) => {
      // it loads cdk8s, which no other command needs
      const { runAdopt } = createRequire(__filename)('./adopt') as typeof import('./adopt');
      exit(ADOPT_CODES[await runAdopt(files, options, terminal)]);
    });
}

const ADOPT_CODES: Readonly<Record<AdoptOutcome, ExitCode>> = { same: ExitCode.CLEAN, different: ExitCode.FINDINGS, unread: ExitCode.TROUBLE };

const EXAMPLES = `
Examples:
  $ stateful-app adopt db.yaml -o db
  $ helm get manifest my-release | stateful-app adopt - -o my-release
  $ kubectl get statefulsets,services,configmaps,poddisruptionbudgets -o yaml | stateful-app adopt - --check

Exit codes:
  0  the program makes the same objects
  1  it does not, and nothing was written
  2  the command was called wrongly, or could not read everything`;
