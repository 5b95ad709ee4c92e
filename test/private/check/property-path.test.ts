import { ApiObject, JsonPatch } from 'cdk8s';
import { hasProperties, propertyAt, propertyOf } from '../../../src/private/check/property-path';
import { chart } from '../../support';

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

describe('a place in an object', () => {
  const object = () => {
    const made = new ApiObject(chart(), 'db', { apiVersion: 'v1', kind: 'Service' });
    hasProperties(made, path => path === 'spec.type' ? { name: 'type', value: 'given' } : undefined);
    return made;
  };

  test('is the property that it comes from', () => {
    expect(propertyAt(object(), 'spec.type')).toEqual({ name: 'type', value: 'given' });
  });

  test('is none of a property where nobody says so', () => {
    expect(propertyAt(object(), 'spec.ports')).toBeUndefined();
  });

  test('is none of a property where a JSON patch may have put it there', () => {
    const patched = object();
    patched.addJsonPatch(JsonPatch.add('/spec', { type: 'NodePort' }));
    expect(propertyAt(patched, 'spec.type')).toBeUndefined();
  });
});
