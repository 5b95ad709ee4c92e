import { isAbsolute, relative, resolve, sep } from 'node:path';
import { AcceptedFindings, Configuration, ConfigurationError } from './configuration';
import { matches, matchesPath } from './glob';
import { Acceptance } from '../lint/acceptance';
import type { RunOptions } from '../lint/run';
import { ManifestObject } from '../model/object';

/**
 * What a run knows of the files of its objects.
 */
export interface Sources {
  /** The path of the file of an object; undefined where it comes from none. */
  readonly fileOf: (object: ManifestObject) => string | undefined;

  /** The directory of the process, at which relative paths start. */
  readonly directory: string;

  /** Whether the run looks at all that the configuration is for, so that what accepts nothing there accepts nothing. */
  readonly isAll?: boolean;
}

/**
 * The options of a run with what the configuration says besides. What is asked of the run itself comes first.
 *
 * @param sources undefined where the objects are not in files yet, as in a program
 */
export function configured(options: RunOptions, configuration: Configuration | undefined, sources?: Sources): RunOptions {
  if (configuration === undefined) {
    return options;
  }
  const { file, target, severities, accepted } = configuration;
  const writtenIn = new ManifestObject({}, file);
  return {
    ...options,
    target: options.target ?? target,
    severities,
    acceptances: [
      ...options.acceptances ?? [],
      ...accepted.map(each => acceptanceOf(each, configuration, writtenIn, options.complete ?? false, sources)),
    ],
  };
}

function acceptanceOf(
  accepted: AcceptedFindings, configuration: Configuration, writtenIn: ManifestObject, isComplete: boolean, sources: Sources | undefined,
): Acceptance {
  const { rule, reason, path } = accepted;
  const isIn = (object: ManifestObject) => isMeant(accepted, object) && isInFiles(accepted, configuration, object, sources);
  return {
    rule,
    reason,
    writtenAs: path,
    writtenIn,
    isFor: ({ object, related }) => [object, ...related].some(isIn),
    // of another part of the repository nothing is known
    isExpected: objects => sources !== undefined && (sources.isAll === true || (isComplete && objects.some(isIn))),
  };
}

function isMeant({ kind, name, namespace }: AcceptedFindings, object: ManifestObject): boolean {
  const patterns = [[kind, object.kind], [name, object.name], [namespace, object.namespace ?? '']] as const;
  return patterns.every(([pattern, text]) => pattern === undefined || matches(pattern, text));
}

function isInFiles(
  { files, path }: AcceptedFindings, { file, directory }: Configuration, object: ManifestObject, sources: Sources | undefined,
): boolean {
  if (files.length === 0) {
    return true;
  }
  if (sources === undefined) {
    throw new ConfigurationError(file, `${path}.files`, 'would decide on a finding in a program, whose objects are in no file yet; '
      + 'accept it by kind and name, or with acceptedFindings in the program');
  }
  const source = sources.fileOf(object);
  const from = source === undefined ? '..' : relative(directory, resolve(sources.directory, source));
  const isBelow = from !== '..' && !from.startsWith(`..${sep}`) && !isAbsolute(from);
  return isBelow && files.some(pattern => matchesPath(pattern, from.split(sep).join('/')));
}
