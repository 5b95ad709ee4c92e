import { Application, podsOf } from './pods';
import { claimName } from '../identity';
import { ManifestObject } from '../model/object';
import { StatefulSet } from '../model/stateful-set';

/**
 * A claim of a pod as it will be in the cluster.
 */
export interface Claim {
  readonly name: string;
  readonly templateName: string;
  readonly podName: string;
  readonly storage?: string;
  readonly storageClassName?: string;
  readonly accessModes: string[];
  readonly madeBeforehand: boolean;
  readonly whenDeleted: string;
  readonly whenScaled: string;
}

/**
 * The claims of an application, pod by pod.
 */
export function claimsOf(application: Application): Claim[] {
  const { set } = application;
  return podsOf(application).flatMap(pod => set.claimTemplates.map(template => {
    const name = claimName(template.name, set.name, pod.ordinal);
    const beforehand = claimNamed(name, application);
    // the controller takes a claim that it finds as it is
    const spec = beforehand?.spec ?? template.spec;
    const storage = spec.at('resources', 'requests', 'storage').intOrString;
    const storageClassName = spec.at('storageClassName').string;
    return {
      name,
      templateName: template.name,
      podName: pod.name,
      ...storage !== undefined && { storage: String(storage) },
      ...storageClassName !== undefined && { storageClassName },
      accessModes: spec.at('accessModes').strings,
      madeBeforehand: beforehand !== undefined,
      whenDeleted: retentionOf(set, 'whenDeleted'),
      whenScaled: retentionOf(set, 'whenScaled'),
    };
  }));
}

function claimNamed(name: string, { set, inventory }: Application): ManifestObject | undefined {
  return inventory.find('', 'PersistentVolumeClaim', name, set.object)[0];
}

function retentionOf({ spec }: StatefulSet, event: string): string {
  return spec.at('persistentVolumeClaimRetentionPolicy', event).string || 'Retain';
}
