import { requiredImage } from './images';
import { Manifest } from '../../support/objects';

/** An image of the tests in place of an official one, and what only that has in its configuration. */
interface Substitute {
  image: string;
  workingDir?: string;
  /** What comes before the arguments. */
  entryPoint?: readonly string[];
  arguments?: readonly string[];
  /** Where its user may write, unless the file system is read-only. */
  writable?: readonly string[];
}

/** That of postgres, as far as a password alone leads through it; the sample of postgresql.conf has the address. */
const POSTGRES = `
: "\${PGDATA:=/var/lib/postgresql/data}"
export PGDATA
mkdir -p "$PGDATA"
chmod 00700 "$PGDATA" || :
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  [ -n "\${POSTGRES_PASSWORD:-}" ] || { echo 'Error: Database is uninitialized and superuser password is not specified.' >&2; exit 1; }
  printf '%s\\n' "$POSTGRES_PASSWORD" | initdb --username=postgres --pwfile=/dev/stdin
  echo 'host all all all scram-sha-256' >> "$PGDATA/pg_hba.conf"
fi
exec "$@" -c listen_addresses='*'
`;

const SUBSTITUTES: Readonly<Record<string, Substitute>> = {
  'busybox': { image: 'pause' },
  'k8s.gcr.io/nginx-slim': { image: 'web' },
  'mariadb': { image: 'mysql' },
  'memcached': { image: 'memcached' },
  'nginx': { image: 'web' },
  'nginxinc/nginx-unprivileged': { image: 'nginx' },
  'postgres': { image: 'postgres', entryPoint: ['sh', '-euc', POSTGRES, 'sh'], arguments: ['postgres'], writable: ['/var/run/postgresql'] },
  'redis': { image: 'redis', workingDir: '/data' },
};

interface Container {
  name: string;
  image: string;
  imagePullPolicy?: string;
  resources?: object;
  command?: readonly string[];
  args?: readonly string[];
  workingDir?: string;
  env?: { valueFrom?: { secretKeyRef?: { name: string; key: string } } }[];
  volumeMounts?: { name: string; mountPath: string }[];
  securityContext?: { readOnlyRootFilesystem?: boolean };
}

interface PodSpec {
  containers: Container[];
  initContainers?: Container[];
  volumes?: { name: string }[];
}

/** The pods of a StatefulSet. */
export function podsOf(manifest: Manifest): PodSpec[] {
  return manifest.kind === 'StatefulSet' ? [(manifest.spec as { template: { spec: PodSpec } }).template.spec] : [];
}

export function containersOf({ containers, initContainers = [] }: PodSpec): Container[] {
  return [...initContainers, ...containers];
}

/** Whether the tests have an image in place of this one. */
export function hasSubstitute(image: string): boolean {
  return nameOf(image) in SUBSTITUTES;
}

/** The manifests with the images of the tests. */
export function substituted(manifests: readonly Manifest[]): Manifest[] {
  const copies = structuredClone(manifests) as Manifest[];
  for (const pod of copies.flatMap(podsOf)) {
    for (const container of containersOf(pod)) substitute(container, pod);
  }
  return copies;
}

function substitute(container: Container, pod: PodSpec): void {
  const { image, workingDir, entryPoint, arguments: args, writable = [] } = SUBSTITUTES[nameOf(container.image)]!;
  container.image = requiredImage(image);
  // there is no registry, and the node is small
  container.imagePullPolicy = 'Never';
  delete container.resources;
  if (workingDir) container.workingDir ??= workingDir;
  if (entryPoint && !container.command) {
    container.command = entryPoint;
    container.args ??= args;
  }
  if (container.securityContext?.readOnlyRootFilesystem) return;
  for (const [index, mountPath] of writable.entries()) {
    if (container.volumeMounts?.some((mount) => mount.mountPath === mountPath)) continue;
    const name = `writable-${container.name}-${index}`;
    pod.volumes = [...pod.volumes ?? [], { name, emptyDir: {} } as { name: string }];
    container.volumeMounts = [...container.volumeMounts ?? [], { name, mountPath }];
  }
}

function nameOf(image: string): string {
  return image.replace(/:[^/]*$/, '');
}
