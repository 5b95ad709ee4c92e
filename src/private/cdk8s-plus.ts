import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { withoutDefaultsOfContainer, withoutDefaultsOfPod, withoutDefaultStartup } from './unasked';
import { LabelSelector } from '../manifest/kubernetes/selectors';
import { omitUndefined } from '../manifest/model/omit-undefined';

// What cdk8s-plus marks `@internal` or private and we cannot do without is in this file, in network-peers.ts and in
// render/json-service.ts; test/private fails when a release of cdk8s-plus renames it.

/**
 * A pod spec as it stands in a manifest. Only what we work on is typed.
 */
export interface PodSpec {
  containers: ContainerSpec[];
  initContainers?: ContainerSpec[];
  volumes?: { name: string }[];
  [field: string]: unknown;
}

/**
 * A container as it stands in a manifest. Only what we work on is typed.
 */
export interface ContainerSpec {
  name: string;
  env?: { name: string; value?: string }[];
  volumeMounts?: VolumeMountSpec[];
  volumeDevices?: { name: string; devicePath: string }[];
  [field: string]: unknown;
}

/**
 * A volume mount as it stands in a manifest.
 */
export interface VolumeMountSpec {
  name: string;
  mountPath: string;
  readOnly?: boolean;
  subPath?: string;
  subPathExpr?: string;
  mountPropagation?: string;
}

/**
 * The pods of a workload as cdk8s-plus renders them, with the volumes that stand for its claim templates.
 *
 * cdk8s-plus-28 can mount only what it can also render as a volume of the pod. So a claim template is an emptyDir in
 * `container.mount()`, which the owner takes out of the rendered spec. In the pods of any other workload it would stay, and
 * the data with it would be lost: there it refuses to be rendered.
 */
export class PodRendering {
  private isRunning = false;

  constructor(private readonly workload: kplus.Workload) {}

  /**
   * The pod spec as cdk8s-plus keeps it, with value objects in it: a TCP probe's port is `{ value: 80 }`. It has no startup
   * probes that nobody asked for.
   *
   * @param only what the pods were given, where nothing else may stand in them
   */
  public rawSpec(only?: kplus.AbstractPodProps): kplus.k8s.PodSpec {
    this.isRunning = true;
    try {
      const spec = this.workload._toPodSpec();
      const { containers, initContainers } = this.workload;
      const own = (rendered: kplus.k8s.Container[], made: readonly kplus.Container[]) => rendered.map((each, index) => {
        const container = withoutDefaultStartup(each, made[index]!);
        return only ? withoutDefaultsOfContainer(container, made[index]!) : container;
      });
      return {
        ...only ? withoutDefaultsOfPod(spec, only) : spec,
        // the app writes what it was given; the false of a newer cdk8s-plus says what is so anyway, and would replace the pods
        // of each program that changes to it
        shareProcessNamespace: undefined,
        containers: own(spec.containers, containers),
        initContainers: spec.initContainers && own(spec.initContainers, initContainers),
        volumes: only ? declaredFirst(spec.volumes, this.workload.volumes) : spec.volumes,
      };
    } finally {
      this.isRunning = false;
    }
  }

  /**
   * A volume that stands for the claim template of that name.
   */
  public claimVolume(scope: Construct, name: string): kplus.Volume {
    const volume = kplus.Volume.fromEmptyDir(scope, 'Volume', name);
    const render = volume._toKube.bind(volume);
    volume._toKube = () => {
      if (!this.isRunning) {
        throw new Error(`claim template "${name}" belongs to the pods of "${this.workload.node.path}" and cannot be mounted by another workload; `
          + 'declare a claim template or a volume there');
      }
      return render();
    };
    return volume;
  }
}

/** Volumes in the order in which they were given, and then those that are only mounted. */
function declaredFirst(volumes: kplus.k8s.Volume[] | undefined, declared: readonly kplus.Volume[]): kplus.k8s.Volume[] | undefined {
  const places = new Map(declared.map(({ name }, index) => [name, index]));
  const place = ({ name }: kplus.k8s.Volume) => places.get(name) ?? declared.length;
  return volumes && [...volumes].sort((one, other) => place(one) - place(other));
}

/**
 * A pod spec of cdk8s-plus as plain JSON.
 */
export function podSpecToJson(raw: kplus.k8s.PodSpec): PodSpec {
  return kplus.k8s.toJson_PodSpec(raw) as PodSpec;
}

/** What the types of Kubernetes in cdk8s-plus have for a number or a text, and for an amount. */
const VALUE_OBJECTS = [kplus.k8s.IntOrString.name, kplus.k8s.Quantity.name];

/**
 * Whether JSON says all about a value: not where cdk8s would still resolve something in it, nor where there are numbers that
 * JSON does not know.
 */
export function isSaidByJson(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'number' ? Number.isFinite(value) : typeof value !== 'function';
  }
  const isList = Array.isArray(value);
  // by their names: those of another copy of cdk8s-plus are of other classes
  if (!isList && value.constructor !== Object && !VALUE_OBJECTS.includes(value.constructor.name)) {
    return false;
  }
  for (const item of Object.values(value) as unknown[]) {
    // in a list JSON has null for what is undefined, and in an object nothing
    if (typeof item !== 'string' && ((isList && item === undefined) || !isSaidByJson(item))) {
      return false;
    }
  }
  return true;
}

/**
 * The workload's label selector as plain JSON.
 */
export function labelSelectorOf(workload: kplus.Workload): LabelSelector {
  return kplus.k8s.toJson_LabelSelector(workload._toLabelSelector()) as LabelSelector;
}

/**
 * A label selector as plain JSON.
 *
 * `_toKube` drops labels where all of them are empty, and with them a requirement; the fields have them still.
 */
export function labelSelectorToJson(selector: kplus.LabelSelector): LabelSelector {
  const { labels } = selector as unknown as { readonly labels: Record<string, string> };
  const { matchExpressions } = kplus.k8s.toJson_LabelSelector(selector._toKube()) as LabelSelector;
  return omitUndefined({ matchLabels: Object.keys(labels).length > 0 ? { ...labels } : undefined, matchExpressions });
}

/**
 * A volume that renders what cdk8s-plus has no option for, such as one key of a ConfigMap at several paths.
 *
 * @param render its source as it stands in a manifest, asked at every rendering
 */
export function plainVolume(scope: Construct, id: string, name: string, render: () => object): kplus.Volume {
  const volume = kplus.Volume.fromEmptyDir(scope, id, name);
  volume._toKube = () => ({ name, ...render() });
  return volume;
}
