import { IConstruct } from 'constructs';
import { application, expectations, snapshots } from './core';
import { assertNone, findingsBetween, findingsIn, lossesBetween } from './findings';
import { FindingsOptions } from './findings-options';
import { listOf } from './list-of';
import { restartsBetween } from './restarts';
import { StatefulAppDescription } from './stateful-app-description';
import { synthesized } from './synthesis';
import { DEFAULT_CLUSTER_DOMAIN } from '../manifest/kubernetes/pod-identity';
import type { Field } from '../manifest/model/field';
import type { ManifestObject } from '../manifest/model/object';
import { checker } from '../private/check/load';

/**
 * Options of `Manifests.statefulApp()`.
 */
export interface StatefulAppDescriptionOptions {
  /**
   * The namespace of the StatefulSet.
   *
   * @default - any; needed where several namespaces have one of that name
   */
  readonly namespace?: string;

  /**
   * The domain of the cluster, for DNS names.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
}

/**
 * Kubernetes objects as a test sees them. What is expected of them and is not so is thrown as an error, whose message
 * any test framework shows.
 *
 * They come from constructs, or from anywhere else as plain objects: what describes a StatefulApp describes hand-written
 * YAML, too.
 */
export class Manifests {
  /**
   * What an app, a chart or any other construct synthesizes: the objects of all charts at or below it, or else those
   * below it. Nothing is written.
   *
   * @param scope what is tested
   * @throws where the program is not valid, as `cdk8s synth` would
   */
  public static of(scope: IConstruct): Manifests {
    return Manifests.fromObjects(synthesized(scope));
  }

  /**
   * Objects from elsewhere, such as `Yaml.load(file)` of cdk8s. A List stands for its items, and an empty document for
   * nothing.
   *
   * @param objects each with its `apiVersion`, `kind` and `metadata`
   */
  public static fromObjects(objects: unknown[]): Manifests {
    return new Manifests(objects.filter(object => object !== undefined && object !== null).flatMap(object => checker().objectsOf(object)));
  }

  private constructor(private readonly objects: readonly ManifestObject[]) {}

  /**
   * What there is, sorted: `Service/db`, `StatefulSet/db`.
   */
  public get names(): string[] {
    return this.objects.map(({ kind, name }) => `${kind}/${name}`).sort();
  }

  /**
   * The one object of that kind and name.
   *
   * @param kind its kind, such as `StatefulSet`
   * @param name its name
   * @param namespace its namespace; any, unless given
   * @throws where there is none, and tells what there is; or where several namespaces have one
   */
  public find(kind: string, name: string, namespace?: string): { [field: string]: unknown } {
    return this.object(kind, name, namespace).manifest as { [field: string]: unknown };
  }

  /**
   * The spec of the pods of a workload, or of the Pod of that name.
   *
   * @param kind the kind of the workload, such as `StatefulSet`, `Job` or `Pod`
   * @param name its name
   * @param namespace its namespace; any, unless given
   * @throws where there is no such object, or it has no pods
   */
  public podSpec(kind: string, name: string, namespace?: string): { [field: string]: unknown } {
    return this.podSpecField(kind, name, namespace).value as { [field: string]: unknown };
  }

  /**
   * A container of the pods of a workload, init containers included.
   *
   * @param kind the kind of the workload, such as `StatefulSet`, `Job` or `Pod`
   * @param name its name
   * @param containerName the name of the container
   * @param namespace the namespace of the workload; any, unless given
   * @throws where there is no such object or container, and tells what there is
   */
  public container(kind: string, name: string, containerName: string, namespace?: string): { [field: string]: unknown } {
    const spec = this.podSpecField(kind, name, namespace);
    const containers = [...spec.at('initContainers').items, ...spec.at('containers').items];
    const found = containers.find(container => container.at('name').value === containerName);
    if (found === undefined) {
      const names = containers.map(container => container.at('name').string ?? '');
      throw new Error(`${kind} ${JSON.stringify(name)} has no container ${JSON.stringify(containerName)}; its containers are ${listOf(names)}`);
    }
    return found.value as { [field: string]: unknown };
  }

  /**
   * A stateful application in its own terms: pods, claims, DNS names, Services, roll-out.
   *
   * @param name the name of its StatefulSet
   * @throws where there is no such StatefulSet, and tells what there is; or where several namespaces have one
   */
  public statefulApp(name: string, options: StatefulAppDescriptionOptions = {}): StatefulAppDescription {
    const object = this.object('StatefulSet', name, options.namespace);
    const { Inventory, StatefulSet } = application();
    return StatefulAppDescription._of({
      set: new StatefulSet(object),
      inventory: new Inventory(this.objects),
      clusterDomain: options.clusterDomain ?? DEFAULT_CLUSTER_DOMAIN,
    });
  }

  /**
   * Asserts that the one object of that kind and name has these fields. It may have others; a list has as many items as
   * the one that is given, and each of them may have other fields.
   *
   * @param kind its kind, such as `StatefulSet`
   * @param name its name
   * @param fields what it has, from the top of the manifest down: `{ spec: { replicas: 3 } }`
   * @param namespace its namespace; any, unless given
   * @throws where it has not, and tells each place and its value
   */
  public assertFields(kind: string, name: string, fields: { [field: string]: unknown }, namespace?: string): void {
    const object = this.object(kind, name, namespace);
    const mismatches = expectations().mismatches(object.root, fields);
    if (mismatches.length > 0) {
      throw new Error(`${object.title} is not as expected:\n  ${mismatches.join('\n  ')}`);
    }
  }

  /**
   * Asserts that the rules on manifests find no error and no warning. (Errors of a StatefulApp are thrown already when
   * it is synthesized.)
   *
   * @see https://github.com/cdk8s-stateful-app/cdk8s-stateful-app/blob/main/docs/rules/README.md
   * @throws where they do, and tells each finding and what to do; or where there is nothing to check
   */
  public assertNoFindings(options: FindingsOptions = {}): void {
    assertNone(findingsIn(this.objects, options));
  }

  /**
   * Asserts that an update from the manifests as they were can be applied, and loses no data: that the rules on updates
   * find no error, and no acceptance of one accepts nothing.
   *
   * @param previous the manifests before the update
   * @see https://github.com/cdk8s-stateful-app/cdk8s-stateful-app/blob/main/docs/rules/updates.md
   * @throws where the API server would refuse the update, or data would be lost, and tells how; or where there is nothing to compare
   */
  public assertUpdateFrom(previous: Manifests, options: FindingsOptions = {}): void {
    assertNone(findingsBetween(previous.objects, this.objects, options));
  }

  /**
   * Asserts that an update from the manifests as they were restarts no pod of a StatefulSet: none is deleted and created
   * again. Pods may come and go as the application is scaled.
   *
   * @param previous the manifests before the update
   * @param targetVersion the version of Kubernetes, or a range (`1.34`, `1.30-1.34`); without it, what each object says
   * @see https://github.com/cdk8s-stateful-app/cdk8s-stateful-app/blob/main/docs/plan.md
   * @throws where a pod restarts, and tells which ones; or where there is nothing to compare
   */
  public assertNoPodRestarts(previous: Manifests, targetVersion?: string): void {
    const restarts = restartsBetween(previous.objects, this.objects, targetVersion);
    if (restarts.length > 0) {
      throw new Error(`the update restarts pods:\n  ${restarts.join('\n  ')}`);
    }
  }

  /**
   * Asserts that an update from the manifests as they were leaves no data behind, and deletes none: claims and volumes that
   * pods have found before are found by them afterwards. Fields that the API server refuses are left to `assertUpdateFrom`.
   *
   * @param previous the manifests before the update
   * @see https://github.com/cdk8s-stateful-app/cdk8s-stateful-app/blob/main/docs/rules/updates.md
   * @throws where data is left behind or deleted, and tells which; or where there is nothing to compare
   */
  public assertNoDataLeftBehind(previous: Manifests, options: FindingsOptions = {}): void {
    assertNone(lossesBetween(previous.objects, this.objects, options));
  }

  /**
   * The manifests as YAML to compare with, sorted by kind and name. It leaves out what the API server does not tell from
   * its absence, such as defaults that are spelled out by one release of cdk8s-plus and not by another. `replicas` stay,
   * as an autoscaler loses them to whoever writes them down; and names stay, whatever they are made from.
   */
  public snapshot(): string {
    return snapshots().snapshotOf(this.objects);
  }

  private podSpecField(kind: string, name: string, namespace?: string): Field {
    const object = this.object(kind, name, namespace);
    const spec = application().podTemplateOf(object)?.at('spec');
    if (spec?.value === undefined) {
      throw new Error(`${object.title} has no pods; ask for the pods of a workload`);
    }
    return spec;
  }

  private object(kind: string, name: string, namespace?: string): ManifestObject {
    const found = this.objects.filter(object => object.kind === kind && object.name === name
      && (namespace === undefined || object.namespace === namespace));
    const [object] = found;
    const wanted = `${kind} ${JSON.stringify(name)}${namespace === undefined ? '' : ` of namespace ${JSON.stringify(namespace)}`}`;
    if (object === undefined) {
      throw new Error(`${wanted} is not there; there are ${listOf(this.names)}`);
    }
    if (found.length > 1) {
      const namespaces = found.map(one => one.namespace ?? 'none');
      throw new Error(`${wanted} is there ${found.length} times, in namespaces ${namespaces.join(', ')}; ask for one namespace`);
    }
    return object;
  }
}
