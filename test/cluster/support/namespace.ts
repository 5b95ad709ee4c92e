import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { ApiServer, List, Refused } from './api-server';
import { Kind, KubernetesObject, Manifest, POD, Pod, SERVICE_ACCOUNT, STATEFUL_SET, StatefulSet, nameOf } from './objects';
import { PodEvents } from './pod-events';
import { Readiness } from './readiness';
import { Watched } from './watched';

/** The API server's word on a manifest. */
export interface Verdict {
  accepted: boolean;
  /** Why it was refused; empty if it was accepted. */
  message: string;
}

/** The labels of a namespace that takes only pods without privileges. */
export const RESTRICTED = { 'pod-security.kubernetes.io/enforce': 'restricted' };

const PORT_DEADLINE = 120_000;

let server: Promise<ApiServer> | undefined;

/** A test body that runs in a namespace of its own; what happened to the pods is part of the message if it fails. */
export function inNamespace(body: (namespace: TestNamespace) => Promise<void>, labels: Record<string, string> = {}): () => Promise<void> {
  return async () => {
    server ??= ApiServer.connect();
    const namespace = await TestNamespace.create(await server, labels);
    try {
      await body(namespace);
      namespace.assertNoError();
    } catch (error) {
      if (error instanceof Error) {
        const message = `${error.message}\n\n${namespace.events}\n`;
        error.stack = error.stack?.replace(error.message, () => message);
        error.message = message;
      }
      throw error;
    } finally {
      await namespace.remove();
    }
  };
}

export class TestNamespace {
  static async create(api: ApiServer, labels: Record<string, string>): Promise<TestNamespace> {
    const name = `test-${randomBytes(5).toString('hex')}`;
    await api.request('POST', '/api/v1/namespaces', { body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } } });
    const namespace = new TestNamespace(api, name);
    // without it pods are refused, and the controller tries again only after a while
    await namespace.until(SERVICE_ACCOUNT, 'the default service account', (accounts) => accounts.length > 0);
    namespace.watched = await Watched.start<Pod>(api, await api.path(POD, name), (type, pod) => namespace.onPod(type, pod));
    return namespace;
  }

  readonly events = new PodEvents();
  private readonly readiness: Readiness;
  private watched!: Watched<Pod>;
  private error: unknown;
  private readonly provided: string[] = [];

  private constructor(readonly api: ApiServer, readonly name: string) {
    this.readiness = new Readiness(api, () => this.watched.current());
  }

  get pods(): Watched<Pod> {
    return this.watched;
  }

  /** Server-side apply with strict field validation, one manifest after the other. Returns what the server stored. */
  async apply(manifests: Manifest[]): Promise<KubernetesObject[]> {
    const stored: KubernetesObject[] = [];
    for (const manifest of manifests) stored.push(await this.applyOne(manifest));
    return stored;
  }

  /** Node ports are the cluster's: one that the test of another namespace has is waited for. */
  private async applyOne(manifest: Manifest): Promise<KubernetesObject> {
    for (const deadline = Date.now() + PORT_DEADLINE; ;) {
      try {
        return await this.api.apply(manifest, this.name);
      } catch (error) {
        const isTaken = error instanceof Refused && error.message.includes('provided port is already allocated');
        if (!isTaken || Date.now() > deadline) throw error;
      }
      await setTimeout(500);
    }
  }

  /** The manifests with this namespace in place of any that they name. */
  relocated(manifests: Manifest[]): Manifest[] {
    return manifests.map((manifest) => manifest.metadata.namespace === undefined
      ? manifest
      : { ...manifest, metadata: { ...manifest.metadata, namespace: this.name } });
  }

  /** Creates an object that belongs to no namespace, for as long as this one is there. */
  async provide(manifest: Manifest): Promise<void> {
    this.provided.push(await this.api.path(manifest, this.name, manifest.metadata.name));
    await this.api.apply(manifest, this.name);
  }

  /** Whether the API server would accept a manifest as a new object or as a change of the one that is there. */
  async dryRun(manifest: Manifest): Promise<Verdict> {
    try {
      await this.api.apply(manifest, this.name, { dryRun: 'All', force: 'true' });
      return { accepted: true, message: '' };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { accepted: false, message: error.message };
    }
  }

  async get<T extends KubernetesObject>(kind: Kind, name: string): Promise<T> {
    return this.api.request('GET', await this.api.path(kind, this.name, name));
  }

  async list<T extends KubernetesObject>(kind: Kind): Promise<T[]> {
    return (await this.api.request<List<T>>('GET', await this.api.path(kind, this.name))).items;
  }

  /** @returns the object as it is left, for as long as it is */
  async delete(kind: Kind, name: string): Promise<KubernetesObject> {
    return this.api.request('DELETE', await this.api.path(kind, this.name, name));
  }

  /** Changes an object by a merge patch. */
  async patch(kind: Kind, name: string, body: object): Promise<void> {
    await this.api.request('PATCH', await this.api.path(kind, this.name, name), { contentType: 'application/merge-patch+json', body });
  }

  /** Scales a StatefulSet through its subresource, as `kubectl scale` and autoscalers do. */
  async scale(name: string, replicas: number): Promise<void> {
    await this.api.request('PATCH', `${await this.api.path(STATEFUL_SET, this.name, name)}/scale`, {
      contentType: 'application/merge-patch+json',
      body: { spec: { replicas } },
    });
  }

  /** Asks for a pod's eviction, as `kubectl drain` does. */
  async evict(pod: string): Promise<Verdict> {
    try {
      await this.api.request('POST', `${await this.api.path(POD, this.name, pod)}/eviction`, {
        body: { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: pod } },
      });
      return { accepted: true, message: '' };
    } catch (error) {
      if (!(error instanceof Refused && error.code === 429)) throw error;
      return { accepted: false, message: error.message };
    }
  }

  /** Waits until the predicate holds for the objects of a kind. */
  async until<T extends KubernetesObject>(
    kind: Kind, what: string, predicate: (objects: T[]) => boolean): Promise<T[]> {
    const watched = await Watched.start<T>(this.api, await this.api.path(kind, this.name));
    return watched.until(what, predicate).finally(() => watched.close());
  }

  /**
   * Waits until the StatefulSet controller has acted on the latest spec and reports such a status.
   *
   * The controller writes the status after it has created or deleted pods, so what it has not done by then on what
   * it had seen, it does not do: this is how a test knows without sleeping that nothing happens.
   */
  async settled(name: string, what: string, predicate: (status: NonNullable<StatefulSet['status']>) => boolean): Promise<StatefulSet> {
    const isSettled = (set: StatefulSet) => nameOf(set) === name
      && set.status?.observedGeneration === set.metadata?.generation && predicate(set.status!);
    const sets = await this.until<StatefulSet>(STATEFUL_SET, what, (all) => all.some(isSettled));
    return sets.find(isSettled)!;
  }

  /** Holds gated pods unready, those that are there and those to come. Returns what ends it. */
  async hold(...names: string[]): Promise<() => Promise<void>> {
    return this.holdIf((pod) => names.includes(nameOf(pod)));
  }

  async holdIf(holds: (pod: Pod) => boolean): Promise<() => Promise<void>> {
    return this.readiness.hold(holds);
  }

  /** Ends a pod as if its containers had failed for good. */
  async fail(pod: string): Promise<void> {
    await this.readiness.fail(await this.get(POD, pod));
  }

  /** Keeps a deleted pod in the state Terminating. Returns what lets it go. */
  async keepTerminating(pod: string): Promise<() => Promise<void>> {
    await this.patch(POD, pod, { metadata: { finalizers: ['cdk8s-stateful-app.test/keep'] } });
    return async () => this.patch(POD, pod, { metadata: { finalizers: null } });
  }

  /** Ends the watch and leaves the rest to the namespace's deletion. */
  async remove(): Promise<void> {
    this.watched.close();
    for (const path of [`/api/v1/namespaces/${this.name}`, ...this.provided]) await this.api.request('DELETE', path);
  }

  assertNoError(): void {
    if (this.error) throw this.error;
  }

  private onPod(type: string, pod: Pod): void {
    this.events.record(type, pod);
    if (type !== 'DELETED') this.readiness.reconcile(pod).catch((error) => this.error = error);
  }
}
