import { ClaimDescription } from './descriptions';
import { Application, podsOf } from './pods';
import { claimName } from '../kubernetes/pod-identity';
import { ManifestObject } from '../model/object';

/**
 * The claims of an application, pod by pod.
 */
export function claimsOf(application: Application): ClaimDescription[] {
  const { set } = application;
  return podsOf(application).flatMap(pod => set.claimTemplates.map(template => {
    const name = claimName(template.name, set.name, pod.ordinal);
    const existing = claimNamed(name, application);
    // the controller takes a claim that it finds as it is
    const spec = existing?.spec ?? template.spec;
    const storage = spec.at('resources', 'requests', 'storage').intOrString;
    const storageClassName = spec.at('storageClassName').string;
    return {
      name,
      templateName: template.name,
      podName: pod.name,
      ...storage !== undefined && { storage: String(storage) },
      ...storageClassName !== undefined && { storageClassName },
      accessModes: spec.at('accessModes').strings,
      preCreated: existing !== undefined,
      whenDeleted: set.retentionAt('whenDeleted').string || 'Retain',
      whenScaled: set.retentionAt('whenScaled').string || 'Retain',
    };
  }));
}

function claimNamed(name: string, { set, inventory }: Application): ManifestObject | undefined {
  return inventory.find('/PersistentVolumeClaim', name, set.object)[0];
}
