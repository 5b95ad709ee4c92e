import { groupedBy } from './grouped-by';
import type { ManifestObject } from './object';

/**
 * How much of an object a rule can look at, beside those of an application, which are there as a whole.
 *
 * - `whole`: all of it
 * - `keys`: its metadata, its type and the keys of its data, without their values
 * - `metadata`: its metadata
 */
export type Extent = 'whole' | 'keys' | 'metadata';

/**
 * The kinds of objects that rules look at, with the group of their API, which is empty for the core.
 *
 * It is the only list of them. A program is rendered for its check as far as this says, so that a rule about a kind that is
 * not here, or that reads more of it than is said here, does not compile. Of all other objects there are the metadata.
 */
export const KINDS = {
  '/ConfigMap': 'keys',
  '/LimitRange': 'metadata',
  '/Namespace': 'whole',
  '/PersistentVolume': 'whole',
  '/PersistentVolumeClaim': 'whole',
  '/Pod': 'whole',
  '/ReplicationController': 'whole',
  '/Secret': 'keys',
  '/Service': 'whole',
  '/ServiceAccount': 'whole',
  'apps/ControllerRevision': 'whole',
  'apps/DaemonSet': 'whole',
  'apps/Deployment': 'whole',
  'apps/ReplicaSet': 'whole',
  'apps/StatefulSet': 'whole',
  'autoscaling/HorizontalPodAutoscaler': 'whole',
  'batch/CronJob': 'whole',
  'batch/Job': 'whole',
  'keda.sh/ScaledObject': 'whole',
  'networking.k8s.io/Ingress': 'metadata',
  'networking.k8s.io/NetworkPolicy': 'whole',
  'policy/PodDisruptionBudget': 'whole',
  'rbac.authorization.k8s.io/ClusterRoleBinding': 'whole',
  'rbac.authorization.k8s.io/Role': 'metadata',
  'rbac.authorization.k8s.io/RoleBinding': 'whole',
  'scheduling.k8s.io/PriorityClass': 'metadata',
  'storage.k8s.io/StorageClass': 'whole',

  // from these, controllers make Secrets
  'bitnami.com/SealedSecret': 'metadata',
  'cert-manager.io/Certificate': 'metadata',
  'external-secrets.io/ExternalSecret': 'metadata',
  'secrets-store.csi.x-k8s.io/SecretProviderClass': 'metadata',
  'secrets.hashicorp.com/VaultStaticSecret': 'metadata',
} as const satisfies Readonly<Record<string, Extent>>;

/**
 * A kind that rules look at, with its group: `apps/StatefulSet`.
 */
export type Kind = keyof typeof KINDS;

/**
 * What there is of each object.
 */
export type KnownObject = Omit<ManifestObject, 'manifest' | 'root' | 'spec'>;

/**
 * An object of that kind, as far as a rule can look at it.
 */
export type ObjectOf<K extends Kind> = K extends Kind
  ? { readonly whole: ManifestObject; readonly keys: Omit<ManifestObject, 'manifest' | 'spec'>; readonly metadata: KnownObject }[typeof KINDS[K]]
  : never;

/**
 * The kind of that group and name, where rules look at it.
 */
export function kindOf(group: string, name: string): Kind | undefined {
  const kind = `${group}/${name}`;
  return Object.hasOwn(KINDS, kind) ? kind as Kind : undefined;
}

/**
 * The kinds of that name, in whatever group.
 */
export function kindsNamed(name: string): readonly Kind[] {
  return BY_NAME.get(name) ?? [];
}

/**
 * The name of a kind without its group: `StatefulSet`.
 */
export function nameOf(kind: Kind): string {
  return kind.slice(kind.indexOf('/') + 1);
}

/** What every object says of itself; kubectl reads no other spelling. */
export const IDENTIFYING_FIELDS = ['apiVersion', 'kind'];

/**
 * The known kind that is meant by a group and a name in other letters: `apps/StatefulSet` by `apps` and `Statefulset`.
 */
export function kindMeant(group: string, name: string): Kind | undefined {
  const meant = IN_LOWER_CASE.get(`${group}/${name}`.toLowerCase());
  return meant === `${group}/${name}` ? undefined : meant;
}

/**
 * The key that is meant to be that one and is written in other letters: `Kind`.
 */
export function spelledOtherwise(keys: readonly string[], name: string): string | undefined {
  return keys.find(key => key !== name && key.toLowerCase() === name.toLowerCase());
}

const IN_LOWER_CASE = new Map((Object.keys(KINDS) as Kind[]).map(kind => [kind.toLowerCase(), kind]));

const BY_NAME = groupedBy(Object.keys(KINDS) as Kind[], nameOf);
