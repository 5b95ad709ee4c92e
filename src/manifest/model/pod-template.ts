import { Field } from './field';
import { Kind } from './kinds';
import { ManifestObject } from './object';
import type { ClaimTemplate, StatefulSet } from './stateful-set';

/**
 * A container of a pod.
 */
export class Container {
  readonly ports: readonly Field[];
  readonly env: readonly Field[];
  readonly volumeMounts: readonly Field[];
  readonly volumeDevices: readonly Field[];

  /** The probes it has. */
  readonly probes: readonly Field[];

  constructor(
    readonly field: Field,
    /** Whether it is in `initContainers`. */
    readonly isInit: boolean,
  ) {
    this.ports = field.at('ports').items;
    this.env = field.at('env').items;
    this.volumeMounts = field.at('volumeMounts').items;
    this.volumeDevices = field.at('volumeDevices').items;
    this.probes = ['startupProbe', 'readinessProbe', 'livenessProbe'].map(name => field.at(name)).filter(probe => probe.isSet);
  }

  public get name(): string {
    return this.field.at('name').string ?? '';
  }

  /** Where it has volumes, as files or as devices. */
  public get volumeUses(): readonly Field[] {
    return [...this.volumeMounts, ...this.volumeDevices];
  }

  /** Whether it runs beside the others for the life of the pod: an init container that is always restarted, too. */
  public get isLongRunning(): boolean {
    return !this.isInit || this.field.at('restartPolicy').string === 'Always';
  }
}

/**
 * The pods of a workload: what its template says of them.
 */
export class PodTemplate {
  readonly metadata: Field;
  readonly spec: Field;

  private running?: readonly Container[];
  private initial?: readonly Container[];
  private listed?: readonly Field[];
  private labelled?: Record<string, string>;

  constructor(
    /** The workload, or the pod itself. */
    readonly owner: ManifestObject,
    /** Its pod template, or the pod itself. */
    readonly template: Field,
    /** Where the workload is a StatefulSet. */
    readonly statefulSet?: StatefulSet,
  ) {
    this.metadata = template.at('metadata');
    this.spec = template.at('spec');
  }

  /** The containers, without init containers. */
  public get containers(): readonly Container[] {
    this.running ??= this.spec.at('containers').items.map(field => new Container(field, false));
    return this.running;
  }

  /** The init containers, sidecars among them. */
  public get initContainers(): readonly Container[] {
    this.initial ??= this.spec.at('initContainers').items.map(field => new Container(field, true));
    return this.initial;
  }

  /** All containers, init containers first, in the order in which they start. */
  public get allContainers(): readonly Container[] {
    return [...this.initContainers, ...this.containers];
  }

  public get volumes(): readonly Field[] {
    this.listed ??= this.spec.at('volumes').items;
    return this.listed;
  }

  public get labels(): Record<string, string> {
    this.labelled ??= this.metadata.at('labels').stringMap;
    return this.labelled;
  }

  /** The claim templates of its StatefulSet; none for other workloads. */
  public get claimTemplates(): readonly ClaimTemplate[] {
    return this.statefulSet?.claimTemplates ?? [];
  }

  /** How many seconds the pod has to end; the API server fills in 30. */
  public get gracePeriod(): number {
    return this.spec.at('terminationGracePeriodSeconds').number ?? 30;
  }

  /** The containers that run for the life of the pod. */
  public get longRunning(): Container[] {
    return this.allContainers.filter(container => container.isLongRunning);
  }
}

/** Where the workloads of Kubernetes have their pod template. */
const TEMPLATES = new Map<Kind | undefined, readonly string[]>([
  ['apps/StatefulSet', ['spec', 'template']],
  ['apps/Deployment', ['spec', 'template']],
  ['apps/DaemonSet', ['spec', 'template']],
  ['apps/ReplicaSet', ['spec', 'template']],
  ['/ReplicationController', ['spec', 'template']],
  ['batch/Job', ['spec', 'template']],
  ['batch/CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
  ['/Pod', []],
]);

/**
 * The pod template of a workload, or the pod itself; undefined where the object has none.
 */
export function podTemplateOf(object: ManifestObject): Field | undefined {
  const path = TEMPLATES.get(object.groupKind);
  return path && object.root.at(...path);
}
