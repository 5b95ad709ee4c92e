import { Refused } from '../support/api-server';
import { TestNamespace } from '../support/namespace';
import { Manifest } from '../support/objects';

/** The API server's word on the manifests of a program. */
export interface ServerVerdict {
  /** Why it refuses them, a cause each; empty where it takes them all. */
  refusals: string[];
  /** Whether it stumbled over what this cluster has or has not, and so says nothing about the program. */
  undecided: boolean;
}

/** Refusals for want of something in the cluster, which no program can know. */
const OF_THE_CLUSTER = [
  /not configured on this cluster|this cluster is not configured for/,
  /no PriorityClass with name/,
  /error looking up service account/,
  // of the whole cluster, such as a PriorityClass that another test has made
  /already exists/,
  // also one that the API server gave at random; two of one program are told by collisions()
  /provided port is already allocated/,
  /RuntimeClass "[^"]*" not found|runtimeclass.* not found/,
];

/** Dry runs against an API server. A manifest is sent once, however many programs have it. */
export class DryRuns {
  static async in(namespace: TestNamespace): Promise<DryRuns> {
    const { minor } = await namespace.api.request<{ minor: string }>('GET', '/version');
    return new DryRuns(namespace, parseInt(minor, 10));
  }

  private readonly answers = new Map<string, Promise<string | undefined>>();

  private constructor(private readonly namespace: TestNamespace, readonly minor: number) {}

  /** Why the server does not create an object of this manifest, or undefined. */
  async refusal(manifest: Manifest): Promise<string | undefined> {
    const key = JSON.stringify(manifest);
    let answer = this.answers.get(key);
    if (answer === undefined) {
      answer = this.create(manifest).then(() => undefined, (error) => {
        // an empty name is answered with 500; too many requests and time-outs are no word on the manifest
        if (error instanceof Refused && error.code !== 429 && error.code <= 500) return error.message;
        throw error;
      });
      this.answers.set(key, answer);
    }
    return answer;
  }

  private async refusals(manifest: Manifest, by = ''): Promise<string[]> {
    const refusal = await this.refusal(manifest);
    return refusal === undefined ? [] : causes(refusal).map((cause) => `${manifest.kind} ${JSON.stringify(manifest.metadata.name)}${by}: ${cause}`);
  }

  /** The object as it would be stored. */
  async create<T>(manifest: Manifest): Promise<T> {
    const path = await this.namespace.api.path(manifest, this.namespace.name);
    return this.namespace.api.request<T>('POST', path, { query: { dryRun: 'All', fieldValidation: 'Strict' }, body: manifest });
  }

  /** Of all manifests of one program, and of what the StatefulSet controller would create from them. */
  async verdict(manifests: Manifest[]): Promise<ServerVerdict> {
    const answers = await Promise.all(manifests.map(async (manifest) => {
      const refusals = await this.refusals(manifest);
      // for a set that is refused the controller makes nothing
      const isSet = manifest.kind === 'StatefulSet' && manifest.apiVersion === 'apps/v1' && refusals.length === 0;
      const made = isSet ? madeByController(manifest, this.minor) : [];
      return [...refusals, ...(await Promise.all(made.map(async (one) => this.refusals(one, ', made by the controller')))).flat()];
    }));
    const all = [...answers.flat(), ...collisions(manifests)];
    const refusals = all.filter((one) => !OF_THE_CLUSTER.some((pattern) => pattern.test(one)));
    return { refusals, undecided: refusals.length < all.length };
  }
}

/** The server lists all that is wrong with an object in one sentence. */
function causes(message: string): string[] {
  const [, list] = /^.*? is invalid: ([^]*)$/.exec(message) ?? [];
  return list === undefined
    ? [message]
    : list.replace(/^\[|\]$/g, '').split(/, (?=[a-zA-Z]+[a-zA-Z0-9.[\]]*: (?:Invalid|Required|Forbidden|Duplicate|Unsupported|Too|Not|Internal))/);
}

/** A dry run stores nothing, and so does not tell what the second of two objects would be refused for. */
function collisions(manifests: Manifest[]): string[] {
  const taken = new Set<string>();
  return manifests.flatMap(({ kind, metadata, spec }) => [
    `${kind} ${JSON.stringify(metadata.name)}`,
    ...kind === 'Service'
      ? [...(spec as ServiceSpec).ports ?? [], { nodePort: (spec as ServiceSpec).healthCheckNodePort }]
        .filter(({ nodePort }) => nodePort)
        .map(({ nodePort, protocol = 'TCP' }) => `node port ${nodePort}/${protocol}`)
      : [],
  ]).filter((one) => taken.has(one) || !taken.add(one)).map((one) => `${one} is there twice`);
}

interface ServiceSpec {
  ports?: { nodePort?: number; protocol?: string }[];
  healthCheckNodePort?: number;
}

interface StatefulSetSpec {
  serviceName: string;
  ordinals?: { start: number };
  volumeClaimTemplates?: {
    metadata: { name: string; labels?: object; annotations?: object; finalizers?: string[] };
    spec?: { selector?: { matchLabels?: object } };
  }[];
  template: { metadata: { labels: object; annotations?: object }; spec: { volumes?: { name: string }[] } };
}

/**
 * The first pod and its claims, as the controller makes them. What it cannot create, the StatefulSet has no pods for,
 * although the API server took it.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/controller/statefulset/stateful_set_utils.go
 */
export function madeByController({ metadata, ...rest }: Manifest, minor: number): Manifest[] {
  const { serviceName, ordinals, volumeClaimTemplates = [], template } = rest.spec as StatefulSetSpec;
  const ordinal = ordinals?.start ?? 0;
  const name = `${metadata.name}-${ordinal}`;
  const claims = volumeClaimTemplates.map((claim) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: `${claim.metadata.name}-${name}`,
      labels: { ...claim.metadata.labels, ...claim.spec?.selector?.matchLabels },
      annotations: claim.metadata.annotations,
      finalizers: claim.metadata.finalizers,
    } as Manifest['metadata'],
    spec: claim.spec,
  }));
  const names = new Set(volumeClaimTemplates.map((claim) => claim.metadata.name));
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      annotations: template.metadata.annotations,
      labels: {
        ...template.metadata.labels,
        // the hash has up to ten characters
        'controller-revision-hash': `${metadata.name}-7c9fbf5d8d`,
        'statefulset.kubernetes.io/pod-name': name,
        'apps.kubernetes.io/pod-index': `${ordinal}`,
      },
    } as Manifest['metadata'],
    spec: {
      ...template.spec,
      // pods are refused for classes that are not there; from 1.34 the names were looked at with the StatefulSet
      ...minor >= 34 && { priorityClassName: undefined, runtimeClassName: undefined },
      hostname: name,
      subdomain: serviceName,
      volumes: [
        ...(template.spec.volumes ?? []).filter((volume) => !names.has(volume.name)),
        // a map in the controller, so that the last of two claims of one name is left
        ...[...names].map((claim) => ({ name: claim, persistentVolumeClaim: { claimName: `${claim}-${name}` } })),
      ],
    },
  };
  return [...claims, pod];
}
