import * as kplus from 'cdk8s-plus-28';
import { application, handWritten, statefulSet } from './support';
import { testing } from '../../src';
import { chart, statefulApp } from '../support';

const TWO_PODS = '  replicas: 2';
const CLAIMS = `  replicas: 2
  volumeClaimTemplates:
    - { metadata: { name: data }, spec: { accessModes: [ReadWriteOnce], storageClassName: fast, resources: { requests: { storage: 10Gi } } } }
    - { metadata: { name: log }, spec: { resources: { requests: { storage: 1Gi } } } }`;

const service = (name: string, spec: string) => `{ apiVersion: v1, kind: Service, metadata: { name: ${name} }, spec: ${spec} }`;

describe('pods', () => {
  test('there is one where nothing is said', () => {
    expect(application().podNames).toEqual(['db-0']);
  });

  test('there are as many as replicas', () => {
    expect(application(TWO_PODS).podNames).toEqual(['db-0', 'db-1']);
  });

  test('there are none with replicas 0', () => {
    expect(application('  replicas: 0').podNames).toEqual([]);
  });

  test('they begin with the first ordinal', () => {
    expect(application('  replicas: 2\n  ordinals: { start: 5 }').pods.map(({ ordinal }) => ordinal)).toEqual([5, 6]);
  });

  test('there are as many as an autoscaler keeps at least', () => {
    const autoscaler = `{ apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: { name: db },
      spec: { minReplicas: 2, maxReplicas: 5, scaleTargetRef: { apiVersion: apps/v1, kind: StatefulSet, name: db } } }`;
    expect(application('', autoscaler).podNames).toEqual(['db-0', 'db-1']);
  });

  test('there are as many as are asked for', () => {
    expect(application().withReplicas(3).podNames).toEqual(['db-0', 'db-1', 'db-2']);
  });

  test('fails to ask for less than none', () => {
    expect(() => application().withReplicas(-1)).toThrow('replicas -1 is not a whole number of 0 or more');
  });

  test('one is found by its ordinal', () => {
    expect(application(TWO_PODS).pod(1).name).toBe('db-1');
  });

  test('fails for a pod that is not there, and tells which are', () => {
    expect(() => application(TWO_PODS).pod(2)).toThrow('StatefulSet "db" has no pod 2; there are 0, 1');
  });

  test.each([['', 'OrderedReady'], ['  podManagementPolicy: Parallel', 'Parallel']])('with %j their policy is %s', (spec, policy) => {
    expect(application(spec).podManagementPolicy).toBe(policy);
  });
});

describe('DNS names', () => {
  const within = (namespace: string) => handWritten(statefulSet().replace('name: db', `name: db, namespace: ${namespace}`));

  test('without a namespace they are those of its search path', () => {
    expect(application().pod(0).dnsName).toBe('db-0.db');
  });

  test('in a namespace they are fully qualified', () => {
    expect(within('prod').statefulApp('db').pod(0).dnsName).toBe('db-0.db.prod.svc.cluster.local');
  });

  test('they end with the domain of the cluster', () => {
    expect(within('prod').statefulApp('db', { clusterDomain: 'k8s.example' }).serviceDnsName).toBe('db.prod.svc.k8s.example');
  });

  test('without a governing Service there are none', () => {
    expect(handWritten(statefulSet().replace('serviceName: db', '')).statefulApp('db').pod(0)).not.toHaveProperty('dnsName');
  });

  test('they are those that StatefulApp tells', () => {
    const scope = chart('prod');
    const { identity } = statefulApp(scope, { replicas: 3 });
    expect(testing.Manifests.of(scope).statefulApp('db').pods.map(({ dnsName }) => dnsName)).toEqual(identity.peers());
  });
});

describe('claims', () => {
  test('each pod has one of each template', () => {
    expect(application(CLAIMS).claims.map(({ name }) => name)).toEqual(['data-db-0', 'log-db-0', 'data-db-1', 'log-db-1']);
  });

  test('a pod knows its own', () => {
    expect(application(CLAIMS).pod(1).claimNames).toEqual(['data-db-1', 'log-db-1']);
  });

  test('they are what their template says', () => {
    expect(application(CLAIMS).claim('data-db-1')).toMatchObject({
      templateName: 'data', podName: 'db-1', storage: '10Gi', storageClassName: 'fast', accessModes: ['ReadWriteOnce'], preCreated: false,
    });
  });

  test('without a class they are of the default one', () => {
    expect(application(CLAIMS).claim('log-db-0')).not.toHaveProperty('storageClassName');
  });

  test('one that was pre-created is what it is', () => {
    const claim = '{ apiVersion: v1, kind: PersistentVolumeClaim, metadata: { name: data-db-1 }, spec: { resources: { requests: { storage: 50Gi } } } }';
    expect(application(CLAIMS, claim).claims.filter(({ templateName }) => templateName === 'data').map(({ storage, preCreated }) => [storage, preCreated]))
      .toEqual([['10Gi', false], ['50Gi', true]]);
  });

  test('they are retained where nothing is said', () => {
    expect(application(CLAIMS).claim('data-db-0')).toMatchObject({ whenDeleted: 'Retain', whenScaled: 'Retain' });
  });

  test('they go as the policy says', () => {
    expect(application(`${CLAIMS}\n  persistentVolumeClaimRetentionPolicy: { whenScaled: Delete }`).claim('data-db-0'))
      .toMatchObject({ whenDeleted: 'Retain', whenScaled: 'Delete' });
  });

  test('fails for a claim that is not there, and tells which are', () => {
    expect(() => application(CLAIMS).claim('data')).toThrow('StatefulSet "db" has no claim "data"; there are data-db-0, log-db-0, data-db-1, log-db-1');
  });
});

describe('Services', () => {
  const leadTo = (spec: string) => application(TWO_PODS, service('some', spec)).services.map(({ podNames }) => podNames);

  test('one that selects the labels of the template leads to all pods', () => {
    expect(leadTo('{ selector: { app: db } }')).toEqual([['db-0', 'db-1']]);
  });

  test('one that selects the name of a pod leads to it', () => {
    expect(leadTo('{ selector: { statefulset.kubernetes.io/pod-name: db-1 } }')).toEqual([['db-1']]);
  });

  test('one that selects an ordinal leads to its pod', () => {
    expect(leadTo('{ selector: { app: db, apps.kubernetes.io/pod-index: "0" } }')).toEqual([['db-0']]);
  });

  test.each([
    ['selects other pods', '{ selector: { app: web } }'],
    ['selects nothing', '{ clusterIP: None }'],
    ['is another name for something outside', '{ type: ExternalName, externalName: db.example, selector: { app: db } }'],
  ])('one that %s is none of them', (_, spec) => {
    expect(leadTo(spec)).toEqual([]);
  });

  test('one of another namespace is none of them', () => {
    const elsewhere = service('some, namespace: dev', '{ selector: { app: db } }');
    expect(handWritten(`${statefulSet().replace('name: db', 'name: db, namespace: prod')}\n---\n${elsewhere}`).statefulApp('db').services).toEqual([]);
  });

  test('a pod knows those that lead to it', () => {
    const scope = chart();
    statefulApp(scope, { replicas: 2 }).addPodService(0, { name: 'db-primary' });
    expect(testing.Manifests.of(scope).statefulApp('db').pods.map(({ serviceNames }) => serviceNames)).toEqual([['db', 'db-0', 'db-primary'], ['db', 'db-1']]);
  });

  test('they tell what they are', () => {
    const scope = chart('prod');
    statefulApp(scope).addClientService({ type: kplus.ServiceType.LOAD_BALANCER });
    expect(testing.Manifests.of(scope).statefulApp('db').service('db-client')).toMatchObject({
      type: 'LoadBalancer', isHeadless: false, publishesNotReadyAddresses: false, dnsName: 'db-client.prod.svc.cluster.local',
    });
  });

  test('by a role lead to no pod of the manifests, and tell the labels that a pod must get', () => {
    const scope = chart();
    statefulApp(scope).addClientService({ name: 'db-primary', podLabels: { role: 'primary' } });
    expect(testing.Manifests.of(scope).statefulApp('db').service('db-primary')).toMatchObject({ podNames: [], podLabels: { role: 'primary' } });
  });

  test('to all pods ask for no further labels', () => {
    const scope = chart();
    statefulApp(scope).addClientService();
    expect(testing.Manifests.of(scope).statefulApp('db').service('db-client')).not.toHaveProperty('podLabels');
  });

  test('fails for a Service that is not there, and tells which are', () => {
    expect(() => application('', service('db', '{ selector: { app: db } }')).service('db-0')).toThrow('StatefulSet "db" has no Service "db-0"; there are db');
  });
});
