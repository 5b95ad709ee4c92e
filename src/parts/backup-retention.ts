import { Duration } from 'cdk8s';
import { refuse, requireInteger } from '../private/errors';

/**
 * How long backups are kept. Old ones are deleted only after a new one is complete, so that the last ones stay where no more
 * are made.
 */
export class BackupRetention {
  /**
   * All of them, until somebody deletes them: where the storage deletes old ones itself, or never may.
   */
  public static all(): BackupRetention {
    return new BackupRetention();
  }

  /**
   * The newest ones.
   *
   * @param count how many; 1 or more
   */
  public static count(count: number): BackupRetention {
    requireInteger('retention.count', count, 1);
    return new BackupRetention(count);
  }

  /**
   * Those that are not older than this.
   *
   * @param duration one second or more
   */
  public static duration(duration: Duration): BackupRetention {
    const seconds = duration.toSeconds({ integral: false });
    refuse('retention.duration', seconds, seconds >= 1 ? undefined : { problem: 'seconds keeps nothing', fix: 'give a day or more' });
    return new BackupRetention(undefined, Math.floor(seconds));
  }

  /**
   * @internal
   */
  private constructor(private readonly count?: number, private readonly seconds?: number) {}

  /**
   * Whether any is ever deleted.
   *
   * @internal
   */
  public get _isLimited(): boolean {
    return this.count !== undefined || this.seconds !== undefined;
  }

  /**
   * The number and the seconds, as arguments of a script; empty where there is none.
   *
   * @internal
   */
  public _toArguments(): string[] {
    return [`${this.count ?? ''}`, `${this.seconds ?? ''}`];
  }
}
