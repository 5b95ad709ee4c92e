import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { dump, load } from 'js-yaml';
import { Input } from './read';
import { UsageError } from './usage-error';
import { writeWhole } from './write-file';
import { RunOptions } from '../manifest/lint/run';
import { whyMissing } from '../manifest/lock/account';
import { guard, Guarded, lockedInWords } from '../manifest/lock/guard';
import { isLocked, LockedProgram, lockedTwice, LockFile, LockFileError } from '../manifest/lock/lock-file';
import { LockEntry } from '../manifest/lock/names';
import { packagesOf } from '../manifest/lock/packages';

/**
 * Where to lock.
 */
export interface LockPlace extends LockEntry {
  /** The directory of the program. */
  readonly directory: string;
}

/**
 * The manifests of a program beside what was locked of it.
 */
export class Lock {
  private readonly path: string;
  private readonly file: LockFile;
  private readonly program: LockedProgram;

  /**
   * @throws UsageError where the lock file cannot be read
   */
  constructor(private readonly place: LockPlace, input: Input) {
    this.path = resolve(place.directory, place.lockFile);
    this.file = existsSync(this.path) ? this.read() : LockFile.EMPTY;
    const twice = lockedTwice(input.objects);
    if (twice) {
      throw new UsageError(`there are two of ${twice.title} in the manifests; give the manifests of one environment`);
    }
    if (this.locked === undefined && !input.objects.some(isLocked)) {
      throw new UsageError('there is no StatefulSet in the manifests, and none was locked; give the manifests of the whole program');
    }
    this.program = { objects: input.objects, madeWith: packagesOf(createRequire(join(place.directory, 'package.json'))) };
  }

  /**
   * @param accept the command that locks the program as it is
   * @throws UsageError where there is nothing to compare with
   */
  public guard(options: RunOptions, accept: string): Guarded {
    const { lockFile, environment } = this.place;
    if (this.locked === undefined) {
      throw new UsageError(`${lockFile} ${existsSync(this.path) ? this.file.whyWithout(environment, accept) : whyMissing(accept)}`);
    }
    return guard(this.locked, this.program, options);
  }

  /** What to lock it again would do; undefined where it was never locked. */
  public changes(options: RunOptions): Guarded | undefined {
    return this.locked && guard(this.locked, this.program, options);
  }

  /** Locks the program, and says what is locked now. */
  public write(): string {
    const { lockFile, environment } = this.place;
    writeWhole(lockFile, this.place.directory, textOf(this.file.with(environment, this.program)));
    return `${lockedInWords(this.program.objects)} of environment ${environment}`;
  }

  private get locked(): LockedProgram | undefined {
    return this.file.programOf(this.place.environment);
  }

  private read(): LockFile {
    try {
      return LockFile.parse(readFileSync(this.path, 'utf8'), load);
    } catch (error) {
      if (error instanceof LockFileError) {
        throw new UsageError(`${this.place.lockFile} ${error.message}`);
      }
      throw new UsageError(`cannot read ${this.place.lockFile}: ${(error as Error).message}`);
    }
  }
}

/**
 * The text of a lock file.
 */
export function textOf(file: LockFile): string {
  return `${HEADER}${dump(file.toJson(), { lineWidth: -1, noRefs: true })}`;
}

const HEADER = `# What stateful applications keep through every update. Written by stateful-app lock: commit it, and do not edit it.
`;
