import { isJson, Json } from '../manifest/model/json';
import { ManifestObject } from '../manifest/model/object';

/** What a cluster writes into metadata. */
const OF_CLUSTER = ['uid', 'resourceVersion', 'generation', 'creationTimestamp', 'managedFields', 'selfLink'];

/** Annotations that tools write for themselves. */
const ANNOTATIONS = ['kubectl.kubernetes.io/last-applied-configuration', 'deployment.kubernetes.io/revision',
  'meta.helm.sh/release-name', 'meta.helm.sh/release-namespace', 'argocd.argoproj.io/tracking-id'];

/** What controllers of a cluster write among what is a person's. */
const FINALIZERS = ['service.kubernetes.io/load-balancer-cleanup'];

/** Kinds whose status the API server takes from controllers only; of others nobody knows. */
const WITH_STATUS = ['apps/StatefulSet', '/Service', 'policy/PodDisruptionBudget', 'autoscaling/HorizontalPodAutoscaler'];

/**
 * A manifest as one would write it: of what a cluster prints, without what the cluster wrote. The address of a Service and its
 * node ports stay where they are when they are left out.
 */
export function cleaned(object: ManifestObject): ManifestObject {
  const { manifest } = object;
  if (!isJson(manifest)) {
    return object;
  }
  const copy = structuredClone(manifest);
  const isLive = object.metadata.at('uid').isSet || object.metadata.at('resourceVersion').isSet;
  if (isLive || WITH_STATUS.includes(object.groupKind ?? '')) {
    delete copy.status;
  }
  cleanMetadata(copy.metadata);
  if (isJson(copy.spec)) {
    cleanSpec(copy.spec, object, isLive);
  }
  return new ManifestObject(copy, object.source, object.within);
}

function cleanMetadata(metadata: unknown): void {
  if (!isJson(metadata)) {
    return;
  }
  OF_CLUSTER.forEach(key => delete metadata[key]);
  if (Array.isArray(metadata.finalizers)) {
    const others = metadata.finalizers.filter(finalizer => !FINALIZERS.includes(finalizer as string));
    if (others.length > 0) {
      metadata.finalizers = others;
    } else {
      delete metadata.finalizers;
    }
  }
  if (isJson(metadata.annotations)) {
    const { annotations } = metadata;
    ANNOTATIONS.forEach(key => delete annotations[key]);
    if (Object.keys(annotations).length === 0) {
      delete metadata.annotations;
    }
  }
}

function cleanSpec(spec: Json, { groupKind }: ManifestObject, isLive: boolean): void {
  if (isJson(spec.template)) {
    cleanMetadata(spec.template.metadata);
  }
  if (Array.isArray(spec.volumeClaimTemplates)) {
    spec.volumeClaimTemplates.filter(isJson).forEach(claim => {
      delete claim.status;
      // the API server writes them into every one
      if (isLive) {
        delete claim.apiVersion;
        delete claim.kind;
      }
      cleanMetadata(claim.metadata);
    });
  }
  if (groupKind === '/Service' && isLive) {
    cleanService(spec);
  }
}

function cleanService(spec: Json): void {
  if (spec.clusterIP !== 'None') {
    delete spec.clusterIP;
  }
  delete spec.clusterIPs;
  // one family, which the cluster chose; two are asked for
  if (spec.ipFamilyPolicy === 'SingleStack') {
    delete spec.ipFamilyPolicy;
    delete spec.ipFamilies;
  }
  delete spec.healthCheckNodePort;
  if (Array.isArray(spec.ports)) {
    spec.ports.filter(isJson).forEach(port => delete port.nodePort);
  }
}
