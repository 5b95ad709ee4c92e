import { isAbsolute, relative, resolve } from 'node:path';
import { acceptancesInComments } from './comments';
import { configurationFor, documentOf } from './configuration';
import { FileSystem, STDIN, STDIN_NAME } from './files';
import { gitPathOf } from './git';
import { Options, runOptions } from './options';
import { Input, SourceDocument } from './read';
import { configured } from '../manifest/configuration/configured';
import { RunOptions } from '../manifest/lint/run';
import { ManifestObject } from '../manifest/model/object';

/**
 * How to run rules on an input.
 */
export interface Settings {
  readonly run: RunOptions;

  /** The input, with the documents in which acceptances are written. */
  readonly input: Input;
}

/**
 * What the options say, and besides the configuration and the comments in the manifests.
 *
 * @param paths those of the input, as the user wrote them
 * @param before what the input is compared with
 */
export function settingsOf(
  options: Omit<Options, 'format'>, input: Input, paths: readonly string[], { directory }: Pick<FileSystem, 'directory'>, before?: Input,
): Settings {
  const configuration = configurationFor(options.config, { directory });
  const isAll = configuration !== undefined && paths.some(path => path !== STDIN && isAtOrAbove(resolve(directory, path), configuration.directory));
  const written = new Map<ManifestObject, SourceDocument>();
  const run = configured(runOptions(options), configuration, { fileOf, directory, isAll });
  const inComments = acceptancesInComments(input, written);
  // nobody has to tidy up what was there before
  const earlier = before === undefined ? [] : acceptancesInComments(before, written).map(acceptance => ({ ...acceptance, isExpected: () => false }));
  const [inConfiguration] = (run.acceptances ?? []).flatMap(({ writtenIn }) => writtenIn ?? []);
  if (configuration !== undefined && inConfiguration !== undefined) {
    written.set(inConfiguration, documentOf(configuration, { directory }));
  }
  return {
    run: { ...run, acceptances: [...run.acceptances ?? [], ...inComments, ...earlier] },
    input: { ...input, documents: new Map([...input.documents, ...written]) },
  };
}

/** The path of its file, also where that is in a commit. */
function fileOf({ source }: ManifestObject): string | undefined {
  return source === undefined || source === STDIN_NAME ? undefined : gitPathOf(source)?.path ?? source;
}

function isAtOrAbove(path: string, directory: string): boolean {
  const below = relative(path, directory);
  return !below.startsWith('..') && !isAbsolute(below);
}
