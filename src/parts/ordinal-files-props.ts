import * as kplus from 'cdk8s-plus-28';
import { OrdinalFilesSource } from './ordinal-files-source';

/**
 * The files of the pod with one ordinal.
 */
export interface OrdinalFilesOfPod {
  /**
   * The ordinal of the pod.
   */
  readonly ordinal: number;

  /**
   * File names, and what is in them.
   */
  readonly files: { [file: string]: string };
}

/**
 * Properties of `OrdinalFiles`. Files are given by name, each with its text; or with the key of its content, where
 * `source` is an object that exists already. Every pod must get every file.
 */
export interface OrdinalFilesProps {
  /**
   * The name of the volume and, after the name of the app, of the ConfigMap: `conf` makes `db-conf`. A DNS label.
   */
  readonly name: string;

  /**
   * The directory in the containers where the files are. What the image has there besides stays visible.
   */
  readonly path: string;

  /**
   * Files of every pod.
   *
   * @default - none
   */
  readonly all?: { [file: string]: string };

  /**
   * Files of the pod with the first ordinal of this app. They take the place of those of all pods.
   *
   * @default - none
   */
  readonly first?: { [file: string]: string };

  /**
   * Files of every pod but the first. They take the place of those of all pods.
   *
   * @default - none
   */
  readonly others?: { [file: string]: string };

  /**
   * Files of single pods. They take the place of any others.
   *
   * @default - none
   */
  readonly perOrdinal?: OrdinalFilesOfPod[];

  /**
   * Where the files come from.
   *
   * @default OrdinalFilesSource.text() - a ConfigMap of the app
   */
  readonly source?: OrdinalFilesSource;

  /**
   * For how many pods, from the first ordinal on, there are files. A pod beyond them finds an empty directory in place
   * of each file; give it where something scales the app that this program does not show, such as `kubectl scale`.
   *
   * @default - `replicas`, or the `maxReplicas` of the autoscaler
   */
  readonly count?: number;

  /**
   * The permissions of the files, such as 0o440, which keeps the content of a Secret to the `fsGroup` of the pods.
   *
   * @default 0o644
   */
  readonly defaultMode?: number;

  /**
   * The containers and init containers that see the files.
   *
   * @default - the first container
   */
  readonly containers?: kplus.Container[];

  /**
   * Whether the pods are replaced when a text changes, by an annotation with the hash of all texts. Without it, a changed
   * text reaches a container when it starts the next time.
   *
   * @default false
   */
  readonly restartOnChange?: boolean;
}
