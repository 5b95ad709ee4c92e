import { createRequire } from 'module';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { containersOf, isSameValue, requireAbsolute } from './containers';
import { OrdinalFilesProps } from './ordinal-files-props';
import { OrdinalFile, OrdinalFilesSource } from './ordinal-files-source';
import { dataKeyProblem } from '../manifest/kubernetes/environment-references';
import { dnsLabelProblem } from '../manifest/kubernetes/names';
import { PodOrdinals } from '../pod-count';
import { plainVolume } from '../private/cdk8s-plus';
import { errorMessage, refuse, requireInteger } from '../private/errors';
import { StatefulApp } from '../stateful-app';

const load = createRequire(__filename);

/** The files that one property gives to some of the pods. */
interface FileGroup {
  readonly property: string;
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Files that differ by ordinal, without a controller, an init container or a shell: one ConfigMap or Secret for all, of
 * which each pod mounts its own files, by the variable `POD_INDEX`. Kubernetes 1.28 or later.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath-expanded-environment
 */
export class OrdinalFiles extends Construct {
  /**
   * The volume that holds the files of all pods.
   */
  public readonly volume: kplus.Volume;

  private readonly pods: PodOrdinals;
  private readonly source: OrdinalFilesSource;

  private readonly groups: readonly FileGroup[];
  private readonly perOrdinal = new Map<number, Readonly<Record<string, string>>>();

  /**
   * @throws where properties contradict each other, or the app has no container yet and `containers` names none
   */
  constructor(private readonly app: StatefulApp, id: string, private readonly props: OrdinalFilesProps) {
    super(app, id);
    refuse('name', props.name, dnsLabelProblem(props.name));
    requireInteger('count', props.count, 0);
    requireInteger('defaultMode', props.defaultMode, 0, 0o777);
    this.pods = app.podOrdinals(props.count);
    this.source = props.source ?? OrdinalFilesSource.text();
    this.groups = this.createGroups();
    this.requireFiles();
    const objectName = this.source._create(this, app, `${app.name}-${props.name}`, () => this.files());
    this.volume = plainVolume(this, 'Volume', props.name, () => this.source._toVolume(objectName, this.files(), props.defaultMode));
    if (props.restartOnChange) {
      app.podMetadata.addAnnotation(`cdk8s-stateful-app.github.io/${props.name}-hash`, this.hash());
    }
    containersOf(app, props.containers, 'the files').forEach(container => this.mountInto(container));
    this.node.addValidation({ validate: () => this.errors() });
  }

  /**
   * Lets another container see the files.
   *
   * @param path the directory, where it is another than `path` of the properties
   * @throws where the container has a variable `POD_INDEX` that is not the ordinal
   */
  public mountInto(container: kplus.Container, path: string = this.props.path): void {
    requireAbsolute(path);
    const { POD_INDEX } = container.env.variables;
    if (POD_INDEX !== undefined && !isSameValue(POD_INDEX, StatefulApp.POD_INDEX)) {
      throw new Error(errorMessage(`POD_INDEX of container "${container.name}"`, POD_INDEX.value ?? POD_INDEX.valueFrom,
        'is not the ordinal, by which files are chosen', 'use StatefulApp.POD_INDEX, or another name'));
    }
    container.env.addVariable('POD_INDEX', StatefulApp.POD_INDEX);
    // each file on its own: a directory of the volume would be empty in running pods as soon as the object changes
    this.fileNames().forEach(file => container.mount(`${path.replace(/\/$/, '')}/${file}`, this.volume, {
      subPathExpr: this.source._subPathExpr(file), readOnly: true,
    }));
  }

  private createGroups(): FileGroup[] {
    const { all = {}, first = {}, others = {}, perOrdinal = [] } = this.props;
    const { firstOrdinal } = this.app.identity;
    for (const { ordinal, files } of perOrdinal) {
      requireInteger('perOrdinal.ordinal', ordinal, firstOrdinal);
      refuse('perOrdinal.ordinal', ordinal, this.perOrdinal.has(ordinal) ? { problem: 'is there twice', fix: 'keep one' } : undefined);
      this.perOrdinal.set(ordinal, files);
    }
    return [
      { property: 'all', files: all },
      { property: 'first', files: first },
      { property: 'others', files: others },
      ...perOrdinal.map(({ ordinal, files }) => ({ property: `perOrdinal[${ordinal}].files`, files })),
    ];
  }

  private requireFiles(): void {
    if (this.fileNames().length === 0) {
      throw new Error('all, first, others and perOrdinal are missing; give at least one file');
    }
    for (const { property, files } of this.groups) {
      for (const [file, content] of Object.entries(files)) {
        refuse(property, file, dataKeyProblem(file));
        refuse(`${property} "${file}"`, content, this.source._isText ? undefined : dataKeyProblem(content));
      }
    }
    refuse('restartOnChange', this.props.restartOnChange, this.props.restartOnChange && !this.source._isText
      ? {
        problem: 'needs the texts, and the source is an object that exists already',
        fix: 'add an annotation to podMetadata that changes with it',
      } : undefined);
  }

  /** Sorted, as the maps of some languages have no order, and a program gives the same manifest in each. */
  private fileNames(): string[] {
    return [...new Set(this.groups.flatMap(({ files }) => Object.keys(files)))].sort();
  }

  private filesOf(ordinal: number): Record<string, string> {
    const { all, first, others } = this.props;
    return { ...all, ...ordinal === this.app.identity.firstOrdinal ? first : others, ...this.perOrdinal.get(ordinal) };
  }

  private files(): OrdinalFile[] {
    const names = this.fileNames();
    return this.pods.all().flatMap(ordinal => {
      const files = this.filesOf(ordinal);
      return names.filter(file => Object.hasOwn(files, file)).map(file => ({ ordinal, file, content: files[file] }));
    });
  }

  /** Of what is given, not of what each pod gets: one pod more must not replace the others. */
  private hash(): string {
    const sorted = this.groups.map(({ property, files }) => JSON.stringify([property, Object.entries(files).sort()])).sort();
    // it is slow to load, and few programs have files that differ
    const { createHash } = load('crypto') as typeof import('crypto');
    return createHash('sha256').update(sorted.join()).digest('hex');
  }

  private errors(): string[] {
    if (this.pods.count === undefined) {
      return ['count is missing, and no HorizontalPodAutoscaler of this program says how many pods there may be; give it'];
    }
    return [...this.rangeErrors(), ...this.fileNames().flatMap(file => this.gapErrors(file)), ...this.sizeErrors()];
  }

  private rangeErrors(): string[] {
    const all = this.pods.all();
    // an app that is scaled to zero for a while keeps what is said of its pods
    const beyond = all.length === 0 ? [] : (this.props.perOrdinal ?? []).filter(({ ordinal }) => !this.pods.has(ordinal));
    return beyond.map(({ ordinal }) => errorMessage('perOrdinal.ordinal', ordinal,
      `is the ordinal of no pod (they are ${all[0]} to ${all[all.length - 1]})`, 'drop it, or change replicas'));
  }

  private gapErrors(file: string): string[] {
    const without = this.pods.all().filter(ordinal => !(file in this.filesOf(ordinal)));
    return without.length === 0 ? [] : [errorMessage('file', file,
      `is missing for the ordinals ${without.join(', ')}`, 'give it to every pod, with an empty text where it has nothing to say')];
  }

  private sizeErrors(): string[] {
    const bytes = this.source._isText ? this.files().reduce((sum, { content }) => sum + Buffer.byteLength(content), 0) : 0;
    return bytes > MOST_BYTES
      ? [errorMessage('files', bytes,
        `bytes for all pods together are more than the ${MOST_BYTES} that a ConfigMap holds`, 'give fewer, or split them over several OrdinalFiles')]
      : [];
  }
}

/** @see https://kubernetes.io/docs/concepts/configuration/configmap/#motivation */
const MOST_BYTES = 1024 * 1024;
