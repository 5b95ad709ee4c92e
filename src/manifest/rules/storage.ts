import { Context, Fault, NONE, Rule, source } from '../lint/rule';
import { cached } from '../model/cached';
import { Field } from '../model/field';
import { groupedBy } from '../model/grouped-by';
import { Inventory } from '../model/inventory';
import { ManifestObject } from '../model/object';
import { PodTemplate, podTemplateOf } from '../model/pod-template';
import { scaleOf } from '../model/scale';
import { podOf, StatefulSet } from '../model/stateful-set';
import { volumesInEffect } from '../model/volumes';

/** Kinds of volumes that are gone, and the first version without each. */
const RETIRED_VOLUMES: Readonly<Record<string, string>> = {
  photonPersistentDisk: '1.16',
  scaleIO: '1.22',
  flocker: '1.25',
  quobyte: '1.25',
  storageos: '1.25',
  glusterfs: '1.26',
  cephfs: '1.31',
  rbd: '1.31',
  gitRepo: '1.33',
};

/** Directories of the node that hold no data of an application. */
const NODE_PATHS = /^\/(dev|proc|sys|run|var\/run|etc|boot|lib\/modules|usr|var\/log|var\/lib\/(docker|kubelet|containerd))(\/|$)/;

/**
 * Rules on where the data of pods lies.
 */
export const STORAGE: readonly Rule[] = [
  {
    id: 'R30',
    name: 'volume-replaced-by-claim',
    severity: 'error',
    demand: 'No volume of the pod has the name of a claim template.',
    consequence: 'the controller puts the claim in its place without a word',
    fix: 'remove the volume, or rename it or the claim template',
    link: source('pkg/controller/statefulset/stateful_set_utils.go', 411),
    check: { statefulSet: replacedVolumes },
  },
  {
    id: 'R39',
    name: 'claim-shared-by-replicas',
    severity: 'warning',
    demand: 'Replicas that write have claims of their own.',
    consequence: 'all replicas write to one volume: with ReadWriteOnce those on other nodes never start, and the others write over each other',
    fix: 'use a claim template, or mount the volume readOnly',
    link: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage',
    check: { statefulSet: sharedClaims },
  },
  {
    id: 'R117',
    name: 'claim-shared-by-rollout',
    severity: 'warning',
    demand: 'A Deployment whose pods write to a claim for one node has one of them at a time, even during an update.',
    consequence: 'a new pod on another node waits for the volume of the old one, which goes only when the new one is ready; on one node both write at once',
    fix: 'set one replica and strategy.type Recreate; or run it by a StatefulSet with a claim template',
    link: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#recreate-deployment',
    check: { kinds: ['apps/Deployment'], object: claimsWhileRolling },
  },
  {
    id: 'R40',
    name: 'data-on-host-path',
    severity: 'warning',
    demand: 'The data of a StatefulSet is not in a directory of the node.',
    consequence: 'a pod that moves to another node leaves its data behind',
    fix: 'use a claim template',
    link: 'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
    check: { statefulSet: ({ pod }) => volumesInEffect(pod).flatMap(volume => hostPaths(volume, pod)) },
  },
  {
    id: 'R41',
    name: 'volume-kind-retired',
    severity: 'error',
    demand: 'Volumes are of kinds that Kubernetes still has.',
    consequence: 'the API server takes it, and the pod stays in ContainerCreating',
    fix: 'use a claim of a CSI driver; for gitRepo clone into an emptyDir in an init container',
    link: source('pkg/api/pod/warnings.go', 143),
    versions: 'gitRepo from 1.33, cephfs and rbd from 1.31',
    check: { object: retiredVolumes },
  },
  {
    id: 'R42',
    name: 'data-on-empty-dir',
    severity: 'info',
    demand: 'A StatefulSet keeps its data in claims.',
    consequence: 'the data is gone with each pod',
    fix: 'use a claim template, or accept the finding where the data can be made again',
    link: 'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir',
    check: { statefulSet: emptyDirs },
  },
  {
    id: 'R44',
    name: 'volume-mode-contradicted',
    severity: 'error',
    demand: 'A claim of mode Block is in `volumeDevices`, and one of mode Filesystem in `volumeMounts`.',
    consequence: 'the pod stays in ContainerCreating',
    fix: 'move it to the other list, or change volumeMode of the claim',
    link: source('pkg/kubelet/volumemanager/populator/desired_state_of_world_populator.go', 486),
    check: { pod: (pod, { inventory }) => contradictedModes(pod, inventory) },
  },
];

function mountsOf(volume: Field, pod: PodTemplate): readonly Field[] {
  return usesByVolume(pod).get(volume.at('name').string) ?? [];
}

const usesByVolume = cached((pod: PodTemplate) => groupedBy(pod.allContainers.flatMap(({ volumeUses }) => volumeUses), use => use.at('name').string));

function isWritten(mount: Field): boolean {
  return mount.at('readOnly').boolean !== true;
}

function replacedVolumes({ claimTemplates, pod }: StatefulSet): readonly Fault[] {
  if (claimTemplates.length === 0) {
    return NONE;
  }
  const templates = new Set(claimTemplates.map(({ name }) => name));
  return pod.volumes.filter(volume => templates.has(volume.at('name').string || '-') && volume.keys.length > 1).map(volume => ({
    at: volume.at('name'),
    problem: 'is the name of a claim template, too',
    severity: isPlaceholder(volume) ? 'info' : 'error',
  }));
}

/** Whether a volume may be meant as the place of a claim template: a claim, or the `emptyDir: {}` that the API server adds to a name alone. */
function isPlaceholder(volume: Field): boolean {
  const scratch = volume.at('emptyDir');
  return volume.at('persistentVolumeClaim').isSet || (scratch.isSet && scratch.keys.length === 0);
}

function sharedClaims(set: StatefulSet, { inventory }: Context): readonly Fault[] {
  const replicas = inventory.mostReplicas(set);
  if (replicas < 2) {
    return NONE;
  }
  return volumesInEffect(set.pod).flatMap(volume => {
    const claim = volume.at('persistentVolumeClaim');
    const mounts = mountsOf(volume, set.pod);
    const isReadOnly = claim.at('readOnly').boolean === true || (mounts.length > 0 && !mounts.some(isWritten));
    if (!claim.isSet || isReadOnly || isMadeForMany(claim.at('claimName').string, set.object, inventory)) {
      return NONE;
    }
    return [{ at: claim.at('claimName'), problem: `is one claim for ${replicas} replicas` }];
  });
}

function claimsWhileRolling(deployment: ManifestObject, { inventory }: Context): readonly Fault[] {
  const pod = podOf(deployment);
  const claims = pod.volumes.map(volume => ({ volume, at: volume.at('persistentVolumeClaim', 'claimName') })).filter(({ at }) => at.string);
  const most = claims.length === 0 ? 0 : scaleOf(deployment, inventory)?.most ?? 1;
  const strategy = deployment.spec.at('strategy');
  const isRolling = strategy.at('type').string !== 'Recreate' && !/^0+%?$/.test(`${strategy.at('rollingUpdate', 'maxSurge').intOrString}`);
  const why = most > 1 ? `is one claim for ${most} replicas`
    : isRolling && most === 1 ? 'is one claim for the old pod and the new one of an update' : undefined;
  return why === undefined ? NONE : claims
    .filter(({ volume, at }) => isWrittenIn(volume, pod) && inventory.find('/PersistentVolumeClaim', at.string ?? '', deployment).length > 0)
    .filter(({ at }) => !isMadeForMany(at.string, deployment, inventory))
    .map(({ at }) => ({ at, problem: why }));
}

function isWrittenIn(volume: Field, pod: PodTemplate): boolean {
  return volume.at('persistentVolumeClaim', 'readOnly').boolean !== true && mountsOf(volume, pod).some(isWritten);
}

function isMadeForMany(claim: string | undefined, beside: ManifestObject, inventory: Inventory): boolean {
  return claim !== undefined && inventory.find('/PersistentVolumeClaim', claim, beside)
    .some(({ spec }) => spec.at('accessModes').strings.some(mode => mode === 'ReadWriteMany' || mode === 'ReadOnlyMany'));
}

function hostPaths(volume: Field, pod: PodTemplate): readonly Fault[] {
  const at = volume.at('hostPath', 'path');
  const mounts = mountsOf(volume, pod);
  const isDirectory = ['', 'Directory', 'DirectoryOrCreate'].includes(volume.at('hostPath', 'type').string ?? '');
  const isData = at.string && at.string !== '/' && !NODE_PATHS.test(at.string) && isDirectory && (mounts.length === 0 || mounts.some(isWritten));
  return isData ? [{ at, problem: 'is a directory of whichever node the pod runs on' }] : NONE;
}

function retiredVolumes(object: ManifestObject, { target }: Context): readonly Fault[] {
  const isVolume = object.groupKind === '/PersistentVolume';
  const volumes = isVolume ? [object.spec] : podTemplateOf(object)?.at('spec', 'volumes').items ?? [];
  return volumes.flatMap(volume => Object.entries(RETIRED_VOLUMES)
    .filter(([kind, version]) => volume.at(kind).isSet && target.isPartlyFrom(version))
    .map(([kind, version]) => ({ at: volume.at(kind), problem: `is a kind of volume that Kubernetes has no longer since ${version}` })));
}

function emptyDirs({ claimTemplates, pod }: StatefulSet): readonly Fault[] {
  if (claimTemplates.length > 0 || pod.volumes.some(volume => volume.at('persistentVolumeClaim').isSet || volume.at('ephemeral').isSet)) {
    return NONE;
  }
  const isData = ({ string }: Field) => string !== undefined && !/^\/(tmp|run|var\/run|var\/tmp|var\/cache|dev\/shm)(\/|$)/.test(string);
  return pod.volumes
    .filter(volume => volume.at('emptyDir').isSet && volume.at('emptyDir', 'medium').string !== 'Memory')
    .filter(volume => mountsOf(volume, pod).some(mount => isWritten(mount) && isData(mount.at('mountPath'))))
    .map(volume => ({ at: volume.at('emptyDir'), problem: 'is where a StatefulSet without claims writes' }));
}

function contradictedModes(pod: PodTemplate, inventory: Inventory): readonly Fault[] {
  const faults = (mounts: readonly Field[], wrong: 'Block' | 'Filesystem') => mounts
    .map(mount => mount.at('name'))
    .filter(({ string }) => string !== undefined && volumeModeOf(string, pod, inventory) === wrong)
    .map(at => ({ at, problem: wrong === 'Block' ? 'mounts a claim of mode Block as files' : 'has a claim of mode Filesystem as a device' }));
  return pod.allContainers.flatMap(({ volumeMounts, volumeDevices }) => [...faults(volumeMounts, 'Block'), ...faults(volumeDevices, 'Filesystem')]);
}

/** Of two of one name the last counts. */
const templatesByName = cached((pod: PodTemplate) => new Map(pod.claimTemplates.map(claim => [claim.name, claim])));

const volumesByName = cached((pod: PodTemplate) => groupedBy(pod.volumes, volume => volume.at('name').string));

/** The mode of the claim behind a volume; undefined where it is not certain. */
function volumeModeOf(name: string, pod: PodTemplate, inventory: Inventory): string | undefined {
  const modeOf = (spec: Field) => spec.at('volumeMode').isSet ? spec.at('volumeMode').string : 'Filesystem';
  const template = templatesByName(pod).get(name);
  if (template) {
    return modeOf(template.spec);
  }
  const [volume] = volumesByName(pod).get(name) ?? [];
  const ephemeral = volume?.at('ephemeral', 'volumeClaimTemplate');
  if (ephemeral?.isSet) {
    return modeOf(ephemeral.at('spec'));
  }
  const claimName = volume?.at('persistentVolumeClaim', 'claimName').string;
  const modes = new Set(claimName === undefined ? [] : inventory.find('/PersistentVolumeClaim', claimName, pod.owner).map(({ spec }) => modeOf(spec)));
  return modes.size === 1 ? [...modes][0] : undefined;
}
