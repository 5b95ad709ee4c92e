import { Construct } from 'constructs';
import { lockEntry } from './manifest/lock/names';
import { cached } from './manifest/model/cached';
import { programLock } from './private/check/load';
import { SynthCheck } from './private/check/schedule';
import { PropertiesOf, requireKnown } from './private/known-properties';

/**
 * Which lock file a program is compared with.
 */
export interface LockFileProps {
  /**
   * Where it is, from the directory that the program runs in.
   *
   * @default 'stateful-app.lock.yaml'
   */
  readonly path?: string;

  /**
   * The environment that the program is synthesized for, of those in the file.
   *
   * @default - what the environment variable STATEFUL_APP_ENVIRONMENT says, and else `default`
   */
  readonly environment?: string;

  /**
   * Whether the synthesis fails where the file is not there.
   *
   * @default true
   */
  readonly required?: boolean;
}

/**
 * Compares the whole program with its lock file at the synthesis, which fails where an application would lose its identity or
 * its data, and says what would become of each object, and the command that accepts it. It makes no object.
 *
 *     new LockFile(app, 'LockFile');
 *
 * It is for programs that call `app.synth()` themselves; `StatefulAppValidation` does the same for `cdk8s synth`.
 */
export class LockFile extends Construct {
  constructor(scope: Construct, id: string, props: LockFileProps = {}) {
    super(scope, id);
    requireKnown({ owner: 'LockFile', properties: LOCK_FILE_PROPERTIES, instead: { lockFile: 'path', requireLock: 'required' } }, props);
    const { path: lockFile, environment, required = true } = props;
    const { root } = this.node;
    const lock = { ...lockEntry({ lockFile, environment }, process.env), isRequired: required };
    SynthCheck.of(this).addProgramCheck(this, cached(objects => programLock().checkAgainstLock(root, lock, objects)));
  }
}

const LOCK_FILE_PROPERTIES: PropertiesOf<LockFileProps> = { path: true, environment: true, required: true };
