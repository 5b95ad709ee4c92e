import { App } from 'cdk8s';
import { parse } from './support/manifests';
import { RESTRICTED, TestNamespace, inNamespace } from './support/namespace';
import { ENDPOINT_SLICE, EndpointSlice, Kind, Manifest, nameOf, Pod, POD, ready } from './support/objects';
import { gated } from './support/readiness';
import { Patroni } from '../../examples/patroni/main';
import { LeaderElection } from '../../examples/patroni/patroni-cluster';

const ENDPOINTS: Kind = { apiVersion: 'v1', kind: 'Endpoints' };

function patroni(election: LeaderElection): Manifest[] {
  const app = new App();
  new Patroni(app, 'patroni', { election });
  return gated(parse(app.synthYaml()));
}

/** What Patroni does in the pods, with the rights of their account and no others. */
class Members {
  static async started(namespace: TestNamespace, election: LeaderElection): Promise<Members> {
    await namespace.apply(patroni(election));
    return new Members(namespace, await namespace.pods.until('three servers ready', ready(3)));
  }

  private constructor(private readonly namespace: TestNamespace, private readonly pods: Pod[]) {}

  async label(pod: string, role: string): Promise<void> {
    await this.send('PATCH', POD, pod, { metadata: { labels: { role } } });
  }

  /** Makes a pod the leader, and all others replicas. */
  async lead(leader: string): Promise<void> {
    for (const pod of this.pods.map(nameOf)) await this.label(pod, pod === leader ? 'primary' : 'replica');
  }

  /** Writes the address of a pod into the Endpoints of the leader. */
  async point(method: 'POST' | 'PATCH', pod: string): Promise<void> {
    const ip = this.pods.find((one) => nameOf(one) === pod)!.status!.podIP;
    const targetRef = { kind: 'Pod', name: pod, namespace: this.namespace.name };
    const body = { ...ENDPOINTS, metadata: { name: 'postgres' }, subsets: [{ addresses: [{ ip, targetRef }], ports: [{ name: 'postgres', port: 5432 }] }] };
    await this.send(method, ENDPOINTS, method === 'PATCH' ? 'postgres' : undefined, body);
  }

  async send(method: string, kind: Kind, name: string | undefined, body?: object): Promise<void> {
    const { api, name: namespace } = this.namespace;
    const contentType = method === 'PATCH' ? 'application/merge-patch+json' : undefined;
    await api.request(method, await api.path(kind, namespace, name), { body, contentType, user: `system:serviceaccount:${namespace}:postgres` });
  }

  /** Expects a Service to lead to these pods, sooner or later. */
  async leadsTo(service: string, ...pods: string[]): Promise<void> {
    const behind = (slices: EndpointSlice[]) => slices
      .filter(({ metadata }) => metadata?.labels?.['kubernetes.io/service-name'] === service)
      .flatMap(({ endpoints }) => endpoints ?? [])
      .flatMap(({ targetRef }) => targetRef?.name ?? [])
      .sort();
    await this.namespace.until<EndpointSlice>(ENDPOINT_SLICE, `${pods.join(' and ')} behind ${service}`, (slices) => behind(slices).join() === pods.join());
  }
}

test('the Service of the leader follows its label, and that of the replicas theirs', inNamespace(async (namespace) => {
  const members = await Members.started(namespace, LeaderElection.CONFIG_MAPS);
  await members.lead('postgres-1');
  await members.leadsTo('postgres', 'postgres-1');
  await members.leadsTo('postgres-replica', 'postgres-0', 'postgres-2');
  await members.lead('postgres-2');
  await members.leadsTo('postgres', 'postgres-2');
  await members.leadsTo('postgres-replica', 'postgres-0', 'postgres-1');
}, RESTRICTED));

test('the Service of the leader leads where Patroni writes that it does', inNamespace(async (namespace) => {
  const members = await Members.started(namespace, LeaderElection.ENDPOINTS);
  await members.point('POST', 'postgres-1');
  await members.leadsTo('postgres', 'postgres-1');
  await members.point('PATCH', 'postgres-2');
  await members.leadsTo('postgres', 'postgres-2');
}, RESTRICTED));

test('a replica that is not ready gets no reads', inNamespace(async (namespace) => {
  const members = await Members.started(namespace, LeaderElection.CONFIG_MAPS);
  await members.lead('postgres-0');
  await members.leadsTo('postgres-replica', 'postgres-1', 'postgres-2');
  await namespace.hold('postgres-2');
  const isOut = ({ metadata, endpoints }: EndpointSlice) => metadata?.labels?.['kubernetes.io/service-name'] === 'postgres-replica'
    && endpoints?.some(({ targetRef, conditions }) => targetRef?.name === 'postgres-2' && conditions?.ready === false);
  await namespace.until<EndpointSlice>(ENDPOINT_SLICE, 'postgres-2 not ready', (slices) => slices.some(isOut));
}));

test('a second apply leaves the labels of the roles alone', inNamespace(async (namespace) => {
  const members = await Members.started(namespace, LeaderElection.CONFIG_MAPS);
  await members.lead('postgres-1');
  await namespace.apply(patroni(LeaderElection.CONFIG_MAPS));
  await namespace.settled('postgres', 'three ready replicas', ({ readyReplicas }) => readyReplicas === 3);
  await members.leadsTo('postgres', 'postgres-1');
}));

test('fails for what Patroni has no need of', inNamespace(async (namespace) => {
  const members = await Members.started(namespace, LeaderElection.CONFIG_MAPS);
  const forbidden = async (method: string, kind: Kind, name: string) => expect(members.send(method, kind, name)).rejects.toMatchObject({ code: 403 });
  await forbidden('GET', { apiVersion: 'v1', kind: 'Secret' }, 'postgres');
  await forbidden('DELETE', POD, 'postgres-0');
  await forbidden('GET', ENDPOINTS, 'postgres');
}));
