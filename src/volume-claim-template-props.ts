import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { ClaimDataSource } from './claim-data-source';
import { dnsLabelProblem, dnsSubdomainProblem } from './manifest/kubernetes/names';
import { Problem } from './manifest/kubernetes/problem';
import { selectorProblem } from './manifest/kubernetes/selectors';
import { labelSelectorToJson } from './private/cdk8s-plus';
import { errorMessage, refuse, requireValid } from './private/errors';
import { KnownStruct, PropertiesOf, requireKnown, requireMade } from './private/known-properties';
import { requireAnnotations, requireLabels } from './private/metadata';
import { bytesOf, storageProblem } from './private/sizes';

/**
 * Where containers see a claim.
 */
export interface VolumeClaimTemplateMount extends kplus.MountOptions {
  /**
   * The path in the container: of the directory, or of the device where `volumeMode` is BLOCK.
   */
  readonly path: string;

  /**
   * The names of the containers and init containers that see the claim.
   *
   * @default - the first container
   */
  readonly containers?: string[];
}

/**
 * Properties of a claim template.
 *
 * Once the StatefulSet exists, the API server refuses every change of its claim templates. For larger claims see
 * `ExpandedClaims`.
 */
export interface VolumeClaimTemplateProps {
  /**
   * The name of the template: a DNS label. The claim of pod 0 of `db` from the template `data` is called `data-db-0`.
   */
  readonly name: string;

  /**
   * How much storage each pod gets.
   */
  readonly storage: Size;

  /**
   * Where containers see the claim.
   *
   * @default - nowhere; use the template in `container.mount()`
   */
  readonly mounts?: VolumeClaimTemplateMount[];

  /**
   * How the volume can be accessed.
   *
   * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes
   * @default [PersistentVolumeAccessMode.READ_WRITE_ONCE]
   */
  readonly accessModes?: kplus.PersistentVolumeAccessMode[];

  /**
   * The name of the StorageClass. The empty string is a choice, too: no class, so that only volumes that an
   * administrator has made can be bound.
   *
   * @default - the default StorageClass of the cluster
   */
  readonly storageClassName?: string;

  /**
   * Whether containers see a file system or a raw block device.
   *
   * @default PersistentVolumeMode.FILE_SYSTEM
   */
  readonly volumeMode?: kplus.PersistentVolumeMode;

  /**
   * Labels of the claims. Nothing but these ever gets onto them: they cannot be changed later.
   *
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of the claims.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };

  /**
   * The volumes that may be bound, by their labels.
   *
   * @default - any
   */
  readonly selector?: kplus.LabelSelector;

  /**
   * What a new claim is filled with.
   *
   * @default - nothing
   */
  readonly dataSource?: ClaimDataSource;

  /**
   * The name of the VolumeAttributesClass. Stable since Kubernetes 1.34. Before 1.29 strict validation and server-side
   * apply refuse it, as the field is unknown; in between, the API server drops it unless the feature gate is on.
   *
   * @see https://kubernetes.io/docs/concepts/storage/volume-attributes-classes/
   * @default - none
   */
  readonly volumeAttributesClassName?: string;

  /**
   * Whether `apiVersion` and `kind` are written into the template. The API server takes both forms for the same; an Application
   * of Argo CD with `ServerSideApply=true` shows an endless difference without them.
   *
   * @see https://github.com/argoproj/argo-cd/issues/16707
   * @default false
   */
  readonly typeMeta?: boolean;
}

const TEMPLATE: PropertiesOf<VolumeClaimTemplateProps> = {
  name: true,
  storage: true,
  mounts: true,
  accessModes: true,
  storageClassName: true,
  volumeMode: true,
  labels: true,
  annotations: true,
  selector: true,
  dataSource: true,
  volumeAttributesClassName: true,
  typeMeta: true,
};
const MOUNT: PropertiesOf<VolumeClaimTemplateMount> = {
  path: true, containers: true, subPath: true, subPathExpr: true, readOnly: true, propagation: true,
};
const KNOWN_OF_TEMPLATE: KnownStruct = {
  owner: 'volumeClaimTemplates',
  properties: TEMPLATE,
  instead: { size: 'storage: Size.gibibytes(…)', resources: 'storage: Size.gibibytes(…)' },
};
const KNOWN_OF_MOUNT: KnownStruct = {
  owner: 'volumeClaimTemplates.mounts',
  properties: MOUNT,
  extends: 'MountOptions',
  instead: { mountPath: 'path' },
};

/**
 * Throws where properties are out of range or contradict each other.
 */
export function requireVolumeClaimTemplate(props: VolumeClaimTemplateProps): void {
  const owner = 'volumeClaimTemplates';
  requireKnown(KNOWN_OF_TEMPLATE, props);
  requireMade(`${owner}.storage`, props.storage, 'toKibibytes', 'Size.gibibytes(…)');
  refuse(`${owner}.name`, props.name, dnsLabelProblem(props.name));
  refuse(`${owner}.storage`, bytesOf(props.storage), storageProblem(bytesOf(props.storage)));
  refuse(`${owner}.accessModes`, props.accessModes, accessModesProblem(props.accessModes));
  for (const property of ['storageClassName', 'volumeAttributesClassName'] as const) {
    const value = props[property];
    refuse(`${owner}.${property}`, value, value === undefined || value === '' ? undefined : dnsSubdomainProblem(value));
  }
  // the controller, not the API server, would refuse these: with every claim that it tries to make
  requireLabels(`${owner}.labels`, props.labels);
  requireAnnotations(`${owner}.annotations`, props.annotations);
  const selector = props.selector && labelSelectorToJson(props.selector);
  refuse(`${owner}.selector`, selector, selector && selectorProblem(selector));
  for (const mount of props.mounts ?? []) {
    requireMount(`${owner}.mounts`, props, mount);
  }
}

function requireMount(owner: string, claim: VolumeClaimTemplateProps, mount: VolumeClaimTemplateMount): void {
  requireKnown(KNOWN_OF_MOUNT, mount);
  refuse(`${owner}.path`, mount.path, mount.path === '' ? { problem: 'is empty', fix: 'give the path in the container' } : undefined);
  refuse(`${owner}.containers`, mount.containers,
    mount.containers?.length === 0 ? { problem: 'names no container', fix: 'leave it out for the first one' } : undefined);
  if (mount.subPath !== undefined && mount.subPathExpr !== undefined) {
    throw new Error(errorMessage(`${owner}.subPathExpr`, mount.subPathExpr,
      `goes not together with subPath ${JSON.stringify(mount.subPath)}`, 'keep one'));
  }
  requireValid(`${owner}.subPath`, mount.subPath, subPathProblem);
  requireValid(`${owner}.subPathExpr`, mount.subPathExpr, subPathProblem);
  if (claim.volumeMode === kplus.PersistentVolumeMode.BLOCK) {
    refuse(`${owner}.path`, mount.path, leadsUp(mount.path) ? { problem: 'of a device must not contain ".."' } : undefined);
    for (const property of meaninglessForBlock(mount)) {
      refuse(`${owner}.${property}`, mount[property], BLOCK_HAS_NO_MOUNT);
    }
  }
}

/** A device has a path in the container and nothing else. */
export const BLOCK_HAS_NO_MOUNT: Problem = { problem: 'has no meaning for a block device', fix: 'leave it out, or use volumeMode FILE_SYSTEM' };

/**
 * The options of the mount that say nothing of a block device.
 */
export function meaninglessForBlock(mount: kplus.MountOptions): (keyof kplus.MountOptions)[] {
  return (['subPath', 'subPathExpr', 'readOnly', 'propagation'] as const).filter(property => mount[property] !== undefined);
}

function subPathProblem(path: string): Problem | undefined {
  if (path.startsWith('/')) {
    return { problem: 'is absolute', fix: 'write it relative to the volume' };
  }
  return leadsUp(path) ? { problem: 'leads out of the volume', fix: 'leave out ".."' } : undefined;
}

function leadsUp(path: string): boolean {
  return path.split('/').includes('..');
}

function accessModesProblem(modes: kplus.PersistentVolumeAccessMode[] | undefined): Problem | undefined {
  if (modes?.length === 0) {
    return { problem: 'names no mode', fix: 'leave it out for READ_WRITE_ONCE' };
  }
  return modes && modes.length > 1 && modes.includes(kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE_POD)
    ? { problem: 'mixes READ_WRITE_ONCE_POD with another mode; it must stand alone' }
    : undefined;
}
