import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { FAILSAFE_SCHEMA, load as parseYaml } from 'js-yaml';
import { FileSystem } from './files';
import { ConfigOption } from './options';
import { Positions } from './position';
import { SourceDocument } from './read';
import { UsageError } from './usage-error';
import { Configuration, ConfigurationError } from '../manifest/configuration/configuration';
import { Files, findConfiguration, readConfiguration } from '../manifest/configuration/find';

const FILES: Files = {
  exists: existsSync,
  read: path => readFileSync(path, 'utf8'),
  parse: text => parseYaml(text, { schema: FAILSAFE_SCHEMA }),
};

/**
 * The configuration that an option names, or that is found.
 *
 * @throws UsageError with the place of what is wrong in it
 */
export function configurationFor(config: ConfigOption, { directory }: Pick<FileSystem, 'directory'>): Configuration | undefined {
  if (config === false) {
    return undefined;
  }
  try {
    return typeof config === 'string' ? readConfiguration(resolve(directory, config), directory, FILES) : findConfiguration(directory, FILES);
  } catch (error) {
    if (error instanceof ConfigurationError) {
      const { file, path, problem } = error;
      throw new UsageError(path === '' ? error.message : `${file}:${lineOf(join(directory, file), path)}: ${path} ${problem}`);
    }
    throw error;
  }
}

/**
 * The file of a configuration as a document, to tell where in it something stands.
 */
export function documentOf({ file }: Configuration, { directory }: Pick<FileSystem, 'directory'>): SourceDocument {
  return { file, line: 1, text: FILES.read(join(directory, file)) };
}

function lineOf(path: string, place: string): number {
  return new Positions().of({ file: path, line: 1, text: FILES.read(path) }, place).line;
}
