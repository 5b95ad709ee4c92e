import { createRequire } from 'node:module';
import { Argument, Command } from 'commander';
import { ExitCode } from './exit-code';
import { Terminal } from './terminal';

const SHELLS = ['bash', 'zsh', 'fish'] as const;

/**
 * Adds the command `completion`.
 */
export function addCompletionCommand(program: Command, terminal: Terminal, exit: (code: ExitCode) => void): void {
  program.command('completion')
    .summary('print what completes the command in a shell')
    .description('Prints a script that completes commands, options, their values, rules and files in a shell.')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .addHelpText('after', EXAMPLES)
    .action((shell: typeof SHELLS[number]) => {
      const load = createRequire(__filename);
      // the names of the rules are in it, which are loaded for nothing else here
      const { SCRIPTS } = load('./completion-scripts') as typeof import('./completion-scripts');
      const { commandWords, ruleWords } = load('./completion-words') as typeof import('./completion-words');
      terminal.out(SCRIPTS[shell](commandWords(program), ruleWords()));
      exit(ExitCode.CLEAN);
    });
}

const EXAMPLES = `
Examples:
  $ source <(stateful-app completion bash)    # in ~/.bashrc
  $ source <(stateful-app completion zsh)     # in ~/.zshrc, after compinit
  $ stateful-app completion fish > ~/.config/fish/completions/stateful-app.fish

It completes stateful-app where that is in the PATH, as after npm install --global; npx has a completion of its own.`;
