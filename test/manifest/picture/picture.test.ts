import { changed, coreApplication, drawn, facts, objects, podService, thing } from './support';
import { claimsOf, podsOf, rolloutOf, servicesOf } from '../../../src/manifest/application';
import { check } from '../../../src/manifest/check';
import { picture } from '../../../src/manifest/picture';
import { thingsIn } from '../../../src/manifest/picture/things';

const AUTOSCALER = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'db' },
  spec: { minReplicas: 3, maxReplicas: 9, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db' } },
};

const policy = (spec: object) => ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'db' }, spec });

describe('shows what the core knows:', () => {
  const all = objects({}, podService('db-1'));
  const application = coreApplication(all);
  const [shown] = picture(all).applications;

  test('the pods with their DNS names', () => {
    expect(shown!.lanes.map(({ ordinal, pod }) => [ordinal, pod.name, pod.facts[0]?.value])).toEqual(
      podsOf(application).map(({ ordinal, name, dnsName }) => [ordinal, name, dnsName]));
  });

  test('the claims with their storage', () => {
    expect(shown!.lanes.flatMap(({ claims }) => claims.map(({ name, facts: [storage] }) => [name, storage?.value]))).toEqual(
      claimsOf(application).map(({ name, storage }) => [name, storage]));
  });

  test('the Services', () => {
    const services = thingsIn(shown!).filter(({ kind }) => kind === 'Service').map(({ name }) => name);
    expect(services.sort()).toEqual(servicesOf(application).map(({ name }) => name).sort());
  });

  test('the order of a roll-out', () => {
    const replaced = shown!.lanes.flatMap(({ turn, pod }) => turn.kind === 'replaced' ? [{ name: pod.name, number: turn.number }] : []);
    expect(replaced.sort((one, other) => one.number - other.number).map(({ name }) => name)).toEqual(rolloutOf(application).replaced);
  });

  test('all that is found, wherever it is', () => {
    const faulty = objects({ 'targetPort: client': 'targetPort: clinet', 'whenDeleted: Retain': 'whenDeleted: Keep', '10Gi': '10Gb', 'maxUnavailable: 1': 'maxUnavailable: 0' }, {
      apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'Not A Name' },
    });
    const { applications, elsewhere } = picture(faulty);
    const told = new Set([...elsewhere, ...applications.flatMap(thingsIn).flatMap(({ findings }) => findings)].map(({ id, path }) => `${id} ${path}`));
    expect([...told].sort()).toEqual([...new Set(check(faulty).map(({ id, path }) => `${id} ${path}`))].sort());
    expect(elsewhere.map(({ object }) => object.kind)).toEqual(['ConfigMap']);
  });
});

test('a Service of one pod is in its lane', () => {
  expect(drawn({}, podService('db-1')).lanes.map(({ services }) => services.map(({ name }) => name))).toEqual([[], ['db-1'], []]);
});

test('the governing Service is none of the others', () => {
  const { governing, services } = drawn();
  expect([governing?.name, services.map(({ name }) => name)]).toEqual(['db', ['db-client']]);
});

test('a governing Service that leads to no pod is shown as such', () => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'other' }, spec: { clusterIP: 'None', selector: { app: 'other' }, ports: [{ port: 1 }] } };
  expect(facts(drawn({ 'serviceName: db': 'serviceName: other' }, service), 'Service/other')).toEqual({ 'type': 'headless', 'ports': '1', 'leads to': 'no pod' });
});

test('a Service by role says which pods it leads to', () => {
  const primary = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'db-primary' }, spec: { selector: { app: 'db', role: 'primary' } } };
  expect(facts(drawn({}, primary), 'Service/db-primary')).toMatchObject({ 'leads to': 'pods with role=primary' });
});

test('a finding is at the place that it is about', () => {
  const application = drawn({ '10Gi': '10Gb', 'example.com/db:16.4': 'db:latest' });
  const found = (name: string) => [...new Set(thing(application, name).findings.map(({ path }) => path))];
  expect(found('PersistentVolumeClaim/data-db-0')).toEqual(['spec.volumeClaimTemplates[0].spec.resources.requests.storage']);
  expect(found('container/db')).toEqual(['spec.template.spec.containers[0].image']);
  expect(found('StatefulSet/db')).toEqual([]);
});

test('what holds a roll-out back is at each pod', () => {
  expect(drawn({ 'partition: 0': 'partition: 2' }).lanes.map(({ turn }) => turn.kind)).toEqual(['held back', 'held back', 'replaced']);
});

test('OnDelete waits for somebody', () => {
  expect(drawn({ 'type: RollingUpdate': 'type: OnDelete', 'rollingUpdate: { partition: 0 }': 'rollingUpdate: null' }).lanes.map(({ turn }) => turn.kind))
    .toEqual(['when deleted', 'when deleted', 'when deleted']);
});

test('a budget says how many pods it keeps ready', () => {
  expect(facts(drawn(), 'PodDisruptionBudget/db')).toEqual({ 'maxUnavailable': '1', 'keeps ready': '2' });
});

test('an autoscaler says how many pods there may be', () => {
  const application = drawn({}, AUTOSCALER);
  expect([facts(application, 'HorizontalPodAutoscaler/db'), facts(application, 'StatefulSet/db').pods]).toEqual([{ pods: '3 to 9' }, '3 to 9']);
});

test('an autoscaler without a most says from how many on', () => {
  const { maxReplicas: _, ...spec } = AUTOSCALER.spec;
  expect(facts(drawn({}, { ...AUTOSCALER, spec }), 'HorizontalPodAutoscaler/db')).toEqual({ pods: 'from 3' });
});

test.each([
  ['nothing, without a rule', { ingress: [] }, { in: 'nothing' }],
  ['anything, by an empty rule', { ingress: [{}] }, { in: 'anything' }],
  ['ports and peers', {
    ingress: [{ ports: [{ port: 5432 }, { protocol: 'UDP' }, {}], from: [{ podSelector: { matchLabels: { app: 'web' } }, namespaceSelector: {} }, { ipBlock: { cidr: '10.0.0.0/8' } }] }],
  }, { in: '5432, UDP, any port from app=web in all namespaces, 10.0.0.0/8' }],
  ['a namespace alone', { ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'a' } } }] }] }, { in: 'from in team=a' }],
  ['what goes out', { policyTypes: ['Egress'], egress: [{ to: [{ podSelector: { matchExpressions: [{ key: 'tier', operator: 'In', values: ['a', 'b'] }, { key: 'x', operator: 'Exists' }] } }] }] },
    { out: 'to tier In a|b, x Exists' }],
])('a network policy says what it lets through: %s', (_, spec, expected) => {
  expect(facts(drawn({}, policy({ podSelector: {}, ...spec })), 'NetworkPolicy/db')).toEqual(expected);
});

test('a claim among the manifests is told, with its findings', () => {
  const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data-db-1' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '20Gi' } } } };
  expect(facts(drawn({}, claim), 'PersistentVolumeClaim/data-db-1')).toMatchObject({ 'storage': '20Gi', 'among the manifests': 'yes' });
});

test('more pods than a set has in practice are counted', () => {
  const { lanes, notDrawn } = drawn({ 'replicas: 3': 'replicas: 2000000000' });
  expect([lanes.length, notDrawn]).toEqual([1000, 1999999000]);
});

test('objects that no application has are counted by their kinds', () => {
  const { others } = picture(objects({}, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'b' } }));
  expect([...others]).toEqual([['ConfigMap', 2]]);
});

test('without manifests before, nothing changes', () => {
  const application = drawn();
  expect([thingsIn(application).filter(({ change }) => change !== undefined), application.plans]).toEqual([[], []]);
});

test('the same manifests before are no change', () => {
  const application = changed();
  expect([thingsIn(application).filter(({ change }) => change !== undefined), application.plans, application.changes]).toEqual([[], [], []]);
});
