import { existsSync, readFileSync } from 'fs';
import { createRequire } from 'module';
import { Configuration, ConfigurationError } from '../../manifest/configuration/configuration';
import { configured } from '../../manifest/configuration/configured';
import { findConfiguration } from '../../manifest/configuration/find';
import { RunOptions } from '../../manifest/lint/run';

const load = createRequire(__filename);

/**
 * The configuration of the directory of the process, which the command finds there, too.
 *
 * @throws ConfigurationError
 */
export function foundConfiguration(): Configuration | undefined {
  return findConfiguration(process.cwd(), {
    exists: existsSync,
    read: path => readFileSync(path, 'utf8'),
    parse: text => {
      const yaml = load('js-yaml') as typeof import('js-yaml');
      return yaml.load(text, { schema: yaml.FAILSAFE_SCHEMA });
    },
  });
}

/**
 * The options of a run on manifests in files with what the configuration says; a sentence where it cannot be used.
 */
export function withFound(options: RunOptions): RunOptions | string {
  try {
    return configured(options, foundConfiguration(), { fileOf: ({ source }) => source, directory: process.cwd() });
  } catch (error) {
    if (error instanceof ConfigurationError) {
      return error.message;
    }
    throw error;
  }
}
