import { LOCK_FILE } from './names';
import { Json, isJson } from '../model/json';
import { ManifestObject } from '../model/object';
import { omitUndefined } from '../model/omit-undefined';
import { PRIMARIES, primariesOf } from '../model/primaries';

/**
 * What the keys of a lock file mean. It grows by one when a key that there was means something else or is there no more.
 */
const FORMAT_VERSION = 1;

/**
 * That a lock file is none, is too new, or was merged badly; as the rest of a sentence that begins with its name.
 */
export class LockFileError extends Error {}

/**
 * A program as it was locked.
 */
export interface LockedProgram {
  /** The StatefulSets and claims, and the ConfigMaps that tell who is the primary. */
  readonly objects: readonly ManifestObject[];

  /** The versions of the packages that made them, by name; empty where they are not known. */
  readonly madeWith: Readonly<Record<string, string>>;
}

/**
 * The StatefulSets and claims of a program, and who is the primary of them, as they were accepted, for each environment that it is synthesized for:
 *
 *     formatVersion: 1
 *     environments:
 *       default:
 *         madeWith: { cdk8s-plus-28: 2.5.6 }
 *         objects:
 *           - apiVersion: apps/v1
 *             kind: StatefulSet
 *             …
 */
export class LockFile {
  /** A file that holds nothing yet. */
  public static readonly EMPTY = new LockFile(new Map());

  /**
   * The file that a text is.
   *
   * @param parse reads YAML, and throws an Error where it is none
   * @throws LockFileError
   */
  public static parse(text: string, parse: (text: string) => unknown): LockFile {
    if (/^(<{7}|>{7}) /m.test(text)) {
      throw new LockFileError('holds the marks of a merge conflict; resolve it, or delete the file and write it anew with stateful-app lock');
    }
    const environments = environmentsIn(parsed(text, parse));
    for (const [environment, { objects }] of environments) {
      const twice = lockedTwice(objects);
      if (twice) {
        throw new LockFileError(`holds ${twice.title} twice in environment ${environment}, as after a bad merge; delete it, and write it anew with stateful-app lock`);
      }
    }
    return new LockFile(environments);
  }

  private constructor(private readonly environments: ReadonlyMap<string, LockedProgram>) {}

  /** Undefined where it was never locked. */
  public programOf(environment: string): LockedProgram | undefined {
    return this.environments.get(environment);
  }

  public get names(): string[] {
    return [...this.environments.keys()];
  }

  /**
   * That an environment was never locked, as the rest of a sentence that begins with the name of the file.
   *
   * @param lock the command that does
   */
  public whyWithout(environment: string, lock: string): string {
    const known = this.names.length === 0 ? '' : `, and has ${this.names.join(', ')}`;
    return `does not have the environment ${environment}${known}; lock it with ${lock}`;
  }

  /** The file with another program for an environment. */
  public with(environment: string, program: LockedProgram): LockFile {
    return new LockFile(new Map([...this.environments, [environment, lockedProgram(program)]]));
  }

  /** In an order that does not depend on that of the program, so that two people who lock it write the same. */
  public toJson(): Json {
    const environments = [...this.environments].sort(byKey).map(([name, { madeWith, objects }]) => [name, {
      madeWith: Object.fromEntries(Object.entries(madeWith).sort(byKey)),
      objects: objects.map(({ manifest }) => manifest),
    }]);
    return { formatVersion: FORMAT_VERSION, environments: Object.fromEntries(environments) };
  }
}

/**
 * Whether a lock file holds an object: what data belongs to, and who has been the primary of it.
 */
export function isLocked(object: ManifestObject): boolean {
  return object.groupKind === 'apps/StatefulSet' || object.groupKind === '/PersistentVolumeClaim' || primariesOf(object).length > 0;
}

/**
 * An object of which there are two of one name and namespace, so that nobody can say which is meant.
 */
export function lockedTwice(objects: readonly ManifestObject[]): ManifestObject | undefined {
  const keys = new Set<string>();
  return objects.filter(isLocked).find(object => keys.size === keys.add(keyOf(object)).size);
}

function lockedProgram({ objects, madeWith }: LockedProgram): LockedProgram {
  const locked = objects.filter(isLocked).map(object => new ManifestObject(lockedManifest(object), object.source));
  return { objects: locked.sort((one, other) => compare(keyOf(one), keyOf(other))), madeWith };
}

/** An object without what says nothing about its identity and its data, such as labels. */
function lockedManifest(object: ManifestObject): Json {
  const { apiVersion, kind, name, namespace, spec, root } = object;
  const primaries = primariesOf(object);
  return primaries.length === 0
    ? omitUndefined({ apiVersion, kind, metadata: omitUndefined({ name, namespace }), spec: spec.value })
    : omitUndefined({
      apiVersion, kind, metadata: omitUndefined({ name, namespace, annotations: { [PRIMARIES]: primaries.join(' ') } }), data: root.at('data').value,
    });
}

function keyOf({ kind, name, namespace = '' }: ManifestObject): string {
  return `${namespace} ${name} ${kind}`;
}

function parsed(text: string, parse: (text: string) => unknown): Json {
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    throw new LockFileError(`is not YAML (${(error as Error).message.split('\n')[0]}); delete it, and write it anew with stateful-app lock`);
  }
  if (!isJson(value) || typeof value.formatVersion !== 'number') {
    throw new LockFileError('is no lock file, as it has no formatVersion; name another file');
  }
  if (value.formatVersion > FORMAT_VERSION) {
    throw new LockFileError(`has formatVersion ${value.formatVersion}, and this stateful-app knows ${FORMAT_VERSION}; use a newer one`);
  }
  return value;
}

function environmentsIn({ environments }: Json): ReadonlyMap<string, LockedProgram> {
  if (!isJson(environments)) {
    throw damaged('environments');
  }
  return new Map(Object.entries(environments).map(([name, program]) => {
    if (!isJson(program) || !Array.isArray(program.objects)) {
      throw damaged(`environments.${name}.objects`);
    }
    const objects = program.objects.map((manifest: unknown) => new ManifestObject(manifest, LOCK_FILE));
    const unknown = objects.findIndex(object => !isLocked(object) || object.name === '');
    if (unknown >= 0) {
      throw damaged(`environments.${name}.objects[${unknown}]`);
    }
    return [name, { objects, madeWith: stringsIn(program.madeWith) }];
  }));
}

function damaged(path: string): LockFileError {
  return new LockFileError(`is damaged at ${path}; take it from version control again, or delete it and write it anew with stateful-app lock`);
}

function stringsIn(value: unknown): Readonly<Record<string, string>> {
  const entries = isJson(value) ? Object.entries(value) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function byKey([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return compare(one, other);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
