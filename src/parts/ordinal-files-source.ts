import { ApiObject, Lazy } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { omitUndefined } from '../manifest/model/omit-undefined';

/**
 * One file of one pod.
 */
export interface OrdinalFile {
  readonly ordinal: number;
  readonly file: string;

  /**
   * Its text, or the key of its content in an object that exists already.
   */
  readonly content: string;
}

/**
 * Where the files of `OrdinalFiles` come from.
 */
export class OrdinalFilesSource {
  /**
   * The program: the files are written into a ConfigMap, which has a key for each file of each pod. The pod template does
   * not depend on the number of pods.
   */
  public static text(): OrdinalFilesSource {
    return new OrdinalFilesSource('configMap');
  }

  /**
   * A ConfigMap that exists already: what is given for a file is the key of its content. Which pod gets which key stands
   * in the pod template, so that a change of the number of pods replaces them all, unless `count` leaves room for it.
   */
  public static fromConfigMap(configMap: kplus.IConfigMap): OrdinalFilesSource {
    return new OrdinalFilesSource('configMap', configMap.name);
  }

  /**
   * A Secret that exists already: what is given for a file is the key of its content. Which pod gets which key stands in
   * the pod template, so that a change of the number of pods replaces them all, unless `count` leaves room for it.
   */
  public static fromSecret(secret: kplus.ISecret): OrdinalFilesSource {
    return new OrdinalFilesSource('secret', secret.name);
  }

  /**
   * Whether what is given for a file is its text.
   *
   * @internal
   */
  public readonly _isText: boolean;

  private constructor(private readonly kind: 'configMap' | 'secret', private readonly existing?: string) {
    this._isText = existing === undefined;
  }

  /**
   * Makes the object that holds the files, unless it exists already.
   *
   * @returns its name
   * @internal
   */
  public _create(scope: Construct, app: kplus.Workload, name: string, files: () => readonly OrdinalFile[]): string {
    if (this.existing !== undefined) {
      return this.existing;
    }
    const produce = () => Object.fromEntries(files().map(({ ordinal, file, content }) => [keyOf(`${ordinal}`, file), content]));
    const { namespace } = app.metadata;
    const configMap = new ApiObject(scope, 'ConfigMap', {
      apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data: Lazy.any({ produce }),
    });
    // a pod that is new finds its files only where they are applied before it is made
    ApiObject.of(app).addDependency(configMap);
    return name;
  }

  /**
   * Where a container that knows its ordinal as `POD_INDEX` finds a file in the volume.
   *
   * @internal
   */
  public _subPathExpr(file: string): string {
    return this._isText ? keyOf('$(POD_INDEX)', file) : pathOf('$(POD_INDEX)', file);
  }

  /**
   * @internal
   */
  public _toVolume(name: string, files: readonly OrdinalFile[], defaultMode?: number): object {
    // the keys of an object of others are called as they like, and one key may be the content of many pods' files
    const items = this._isText ? undefined : files.map(({ ordinal, file, content }) => ({ key: content, path: pathOf(`${ordinal}`, file) }));
    return this.kind === 'secret' ? { secret: omitUndefined({ secretName: name, items, defaultMode }) } : { configMap: omitUndefined({ name, items, defaultMode }) };
  }
}

/** Keys have no directories. An ordinal has no dot, so that no two files of two pods meet. */
function keyOf(ordinal: string, file: string): string {
  return `${ordinal}.${file}`;
}

function pathOf(ordinal: string, file: string): string {
  return `${ordinal}/${file}`;
}
