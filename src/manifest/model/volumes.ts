import { Field } from './field';
import { PodTemplate } from './pod-template';

/** What a volume can be made of, as the API names it. */
export const VOLUME_SOURCES: readonly string[] = [
  'hostPath', 'emptyDir', 'gcePersistentDisk', 'awsElasticBlockStore', 'gitRepo', 'secret', 'nfs', 'iscsi', 'glusterfs', 'persistentVolumeClaim',
  'rbd', 'flexVolume', 'cinder', 'cephfs', 'flocker', 'downwardAPI', 'fc', 'azureFile', 'configMap', 'vsphereVolume', 'quobyte', 'azureDisk',
  'photonPersistentDisk', 'projected', 'portworxVolume', 'scaleIO', 'storageos', 'csi', 'ephemeral', 'image',
];

/**
 * The volumes of the pods as they are made: a claim template takes the place of a volume of its name, so that nobody
 * looks at that one.
 */
export function volumesInEffect({ volumes, claimTemplates }: PodTemplate): readonly Field[] {
  if (claimTemplates.length === 0) {
    return volumes;
  }
  const claims = new Set(claimTemplates.map(claim => claim.name));
  return volumes.filter(volume => !claims.has(volume.at('name').string ?? ''));
}

/** The names that containers can mount. */
export function mountableNames({ volumes, claimTemplates }: PodTemplate): Set<string> {
  return new Set([...volumes.map(volume => volume.at('name').string ?? ''), ...claimTemplates.map(claim => claim.name)].filter(name => name !== ''));
}

/** The files that volumes make of fields of the pod. */
export function downwardFiles(pod: PodTemplate): Field[] {
  return volumesInEffect(pod).flatMap(volume => [
    ...volume.at('downwardAPI', 'items').items,
    ...volume.at('projected', 'sources').items.flatMap(source => source.at('downwardAPI', 'items').items),
  ]);
}

/** A path in a volume without what leads nowhere: `a/b` for `./a//b/`. */
export function normalizedPath(path: string): string {
  return path.split('/').filter(part => part !== '' && part !== '.').join('/');
}
