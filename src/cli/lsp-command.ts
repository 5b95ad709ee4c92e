import { createRequire } from 'node:module';
import { Command, Option } from 'commander';

/**
 * Adds the command `lsp`.
 */
export function addLspCommand(program: Command, version: string): void {
  program.command('lsp')
    .summary('check in an editor, as a language server')
    .description('Runs as a language server on standard input and output: an editor starts it, and shows what is found as one types.')
    // editors add it of their own accord, and there is no other way
    .addOption(new Option('--stdio', 'speak on standard input and output').default(true).hideHelp())
    .addOption(new Option('--clientProcessId <id>', 'the process to end with').hideHelp())
    .action(() => {
      // its library is large
      const { serve } = createRequire(__filename)('./lsp/server') as typeof import('./lsp/server');
      serve(version);
    });
}
