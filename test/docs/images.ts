/**
 * What an image needs of its container, as its Dockerfile and its entry point say.
 */
interface Needs {
  /** Its volumes: a mount above them is hidden by a volume that goes with the container. */
  readonly volumes?: readonly string[];

  /** Where else it writes. */
  readonly writes?: readonly string[];

  /** Whether its user is a number, so that the kubelet can see that it is not root. */
  readonly hasUser?: boolean;

  /** Variables without which its entry point makes no database; it makes none where an init container has made one. */
  readonly variables?: readonly string[];

  /** The variable with the directory whose mode the entry point changes, which only root may where that is the root of a volume. */
  readonly directory?: readonly [variable: string, byDefault: string];
}

/** The images of the documentation, by what is before the tag; those of example.com are the reader's own. */
const IMAGES: Readonly<Record<string, Needs>> = {
  'apache/kafka': { volumes: ['/var/lib/kafka/data'], writes: ['/opt/kafka/config', '/opt/kafka/logs', '/tmp'] },
  'busybox': {},
  'cassandra': { volumes: ['/var/lib/cassandra'], writes: ['/etc/cassandra', '/var/log/cassandra', '/tmp'] },
  'k8s.gcr.io/nginx-slim': { writes: ['/var/cache/nginx', '/var/log/nginx', '/var/run'] },
  'luksa/quiz-api': {},
  'mariadb': { volumes: ['/var/lib/mysql'], writes: ['/run/mysqld', '/tmp'], variables: ['MARIADB_ROOT_PASSWORD'] },
  'memcached': {},
  'mongo': { volumes: ['/data/db'], writes: ['/tmp'] },
  // with the configuration of examples/web-hardened
  'nginx': { writes: ['/tmp'] },
  'nginxinc/nginx-unprivileged': { writes: ['/tmp'], hasUser: true },
  // made by the reader, as examples/patroni says
  'patroni': { hasUser: true },
  'postgres': { volumes: ['/var/lib/postgresql/data'], writes: ['/var/run/postgresql'], variables: ['POSTGRES_PASSWORD'], directory: ['PGDATA', '/var/lib/postgresql/data'] },
  'quay.io/coreos/etcd': { writes: ['/var/lib/etcd'] },
  'redis': { volumes: ['/data'] },
  'zookeeper': { volumes: ['/data', '/logs'], writes: ['/conf/zoo.cfg', '/tmp'] },
};

interface Container {
  readonly image: string;
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly volumeMounts?: readonly { readonly mountPath: string }[];
  readonly securityContext?: { readonly runAsUser?: number; readonly runAsNonRoot?: boolean; readonly readOnlyRootFilesystem?: boolean };
}

interface PodSpec {
  readonly containers: readonly Container[];
  readonly initContainers?: unknown;
  readonly securityContext?: Container['securityContext'];
}

/**
 * Why the containers of an object would not start, or lose what they write; nothing where they start. Those of a Job or a
 * single Pod are clients with commands of their own, and so are init containers.
 */
export function startFaults(object: unknown): string[] {
  const { kind, metadata, spec } = object as { kind: string; metadata: { name: string }; spec?: { template?: { spec?: PodSpec } } & PodSpec };
  const isClient = kind === 'Job' || kind === 'Pod';
  const pod = kind === 'Pod' ? spec : spec?.template?.spec;
  return (pod?.containers ?? []).flatMap(container => {
    const needs = needsOf(container);
    const faults = needs ? [...userFaults(container, pod!, needs), ...isClient ? [] : serverFaults(container, pod!, needs)] : ['is not known; say in test/docs/images.ts what it needs'];
    return faults.map(fault => `${kind}/${metadata.name} ${container.image} ${fault}`);
  });
}

function needsOf({ image }: Container): Needs | undefined {
  const name = image.replace(/:[^/]*$/, '');
  return name.startsWith('example.com/') ? { hasUser: true } : IMAGES[name];
}

function userFaults({ securityContext }: Container, pod: PodSpec, { hasUser = false }: Needs): string[] {
  const user = securityContext?.runAsUser ?? pod.securityContext?.runAsUser;
  const isRootRefused = securityContext?.runAsNonRoot ?? pod.securityContext?.runAsNonRoot;
  return isRootRefused && user === undefined && !hasUser ? ['has no user, and may not run as root'] : [];
}

function serverFaults({ env = [], volumeMounts = [], securityContext }: Container, pod: PodSpec, needs: Needs): string[] {
  const { volumes = [], writes = [], variables = [], directory } = needs;
  const own = directory && (env.find(({ name }) => name === directory[0])?.value ?? directory[1]);
  const mounts = volumeMounts.map(({ mountPath }) => mountPath);
  const hasMountAbove = (path: string) => mounts.some(mount => `${path}/`.startsWith(`${mount}/`));
  const isReadOnly = securityContext?.readOnlyRootFilesystem === true;
  return [
    ...volumes.filter(path => !mounts.includes(path) && (isReadOnly || hasMountAbove(path))).map(path => `has no mount at ${path}`),
    ...writes.filter(path => isReadOnly && !hasMountAbove(path)).map(path => `cannot write to ${path}`),
    ...mounts.filter(path => path === own && !pod.initContainers).map(path => `has the root of a volume as its ${directory![0]}, ${path}`),
    ...variables.filter(name => !pod.initContainers && !env.some(variable => variable.name === name)).map(name => `has no ${name}`),
  ];
}
