import { createRequire } from 'node:module';
import { Command, Option } from 'commander';
import { configurationFor } from './configuration';
import { STDIN } from './files';
import { gitPathOf } from './git';
import { ConfigOption } from './options';
import { Terminal } from './terminal';
import { UsageError } from './usage-error';

export interface WatchOptions {
  readonly watch: boolean;
  readonly config: ConfigOption;
}

/**
 * Adds that a command may run again at each change.
 */
export function withWatch(command: Command): Command {
  return command.addOption(new Option('--watch', 'run again whenever the files change, until Ctrl-C').default(false));
}

/**
 * Looks at files, once or again and again.
 *
 * @param paths those of the input, as the user wrote them
 * @throws UsageError where there is nothing that could change
 */
export async function lookAt(
  paths: readonly string[], { watch, config }: WatchOptions, terminal: Terminal, look: () => Promise<void>,
): Promise<void> {
  if (!watch) {
    return look();
  }
  if (paths.includes(STDIN)) {
    throw new UsageError('--watch cannot read standard input again; give it files or directories');
  }
  if (paths.every(path => gitPathOf(path) !== undefined)) {
    throw new UsageError(`--watch has nothing to watch, as nothing changes in a commit (${paths.join(', ')}); give it files or directories`);
  }
  const configuration = configurationFor(config, terminal)?.file;
  // most runs watch nothing
  const { watchFiles } = createRequire(__filename)('./watch') as typeof import('./watch');
  return watchFiles(configuration === undefined ? paths : [...paths, configuration], terminal, look);
}
