import { propertyOf } from '../../../src/private/check/property-path';

test.each([
  ['metadata.name', 'metadata.name'],
  ['spec.replicas', 'replicas'],
  ['spec.minReadySeconds', 'minReady'],
  ['spec.serviceName', 'service'],
  ['spec.updateStrategy.rollingUpdate.partition', 'updateStrategy.rollingUpdate.partition'],
  ['spec.volumeClaimTemplates[1].metadata.labels.app', 'volumeClaimTemplates[1].labels.app'],
  ['spec.volumeClaimTemplates[0].spec.resources.requests.storage', 'volumeClaimTemplates[0].storage'],
  ['spec.volumeClaimTemplates[0].spec.accessModes', 'volumeClaimTemplates[0].accessModes'],
  ['spec.template.metadata.labels.app', 'podMetadata.labels.app'],
  ['spec.template.spec.containers[1].readinessProbe.httpGet.port', 'containers[1].readiness.httpGet.port'],
  ['spec.template.spec.initContainers[0].env[2].name', 'initContainers[0].envVariables[2].name'],
  ['spec.template.spec.terminationGracePeriodSeconds', 'terminationGracePeriod'],
  ['spec.template.spec.securityContext.fsGroup', 'securityContext.fsGroup'],
  ['status', 'status'],
])('%s is %s to users', (path, property) => {
  expect(propertyOf(path)).toBe(property);
});
