import { ApiServer, List } from './api-server';
import { Condition, KubernetesObject, nameOf } from './objects';

/**
 * How long anything is waited for, in seconds: several times what it takes on a machine that is busy with other things.
 */
const DEADLINE = 360;

interface Waiter {
  check(): void;
  fail(why: string): void;
}

/** The objects of one path as they are now: a list, kept current by a watch. */
export class Watched<T extends KubernetesObject> {
  static async start<O extends KubernetesObject>(
    api: ApiServer, path: string, onEvent: (type: string, object: O) => void = () => {}): Promise<Watched<O>> {
    const watched = new Watched<O>(path, onEvent);
    const list = await api.request<List<O>>('GET', path);
    list.items.forEach((object) => watched.receive('ADDED', object));
    watched.abort = await api.watch<O>(
      path, list.metadata.resourceVersion, (type, object) => watched.receive(type, object), (error) => watched.end(error));
    return watched;
  }

  private readonly objects = new Map<string, T>();
  private readonly waiters = new Set<Waiter>();
  private abort?: AbortController;
  private closed = false;
  private ended?: string;

  private constructor(private readonly path: string, private readonly onEvent: (type: string, object: T) => void) {}

  /** The objects by name. */
  current(): T[] {
    return [...this.objects.values()].sort((a, b) => nameOf(a).localeCompare(nameOf(b), 'en', { numeric: true }));
  }

  get(name: string): T | undefined {
    return this.objects.get(name);
  }

  /** Waits until the predicate holds, and returns the objects for which it did. */
  async until(what: string, predicate: (objects: T[]) => boolean): Promise<T[]> {
    // made here, so that its stack names the line of the test that waits
    const failure = new Error();
    Error.captureStackTrace(failure, this.until);
    return new Promise((resolve, reject) => {
      const settle = (settled: () => void) => {
        clearTimeout(timer);
        this.waiters.delete(waiter);
        settled();
      };
      const waiter: Waiter = {
        check: () => {
          try {
            const objects = this.current();
            if (predicate(objects)) settle(() => resolve(objects));
          } catch (error) {
            settle(() => reject(error));
          }
        },
        fail: (why) => settle(() => {
          const seen = this.current().map((object) => `\n  ${summary(object)}`).join('');
          const message = `${why} while waiting for: ${what}\nlast seen:${seen || ' nothing'}`;
          failure.stack = failure.stack?.replace(/^Error/, () => `Error: ${message}`);
          failure.message = message;
          reject(failure);
        }),
      };
      const timer = setTimeout(() => waiter.fail(`gave up after ${DEADLINE} s`), DEADLINE * 1000);
      this.waiters.add(waiter);
      if (this.ended) waiter.fail(this.ended);
      else waiter.check();
    });
  }

  close(): void {
    this.closed = true;
    this.abort?.abort();
  }

  private receive(type: string, object: T): void {
    if (type === 'ERROR') return this.end(JSON.stringify(object));
    if (type === 'DELETED') this.objects.delete(nameOf(object));
    else this.objects.set(nameOf(object), object);
    this.onEvent(type, object);
    this.waiters.forEach((waiter) => waiter.check());
  }

  private end(error: unknown): void {
    if (this.closed) return;
    this.ended = `the watch of ${this.path} ended (${error ?? 'by the server'})`;
    this.waiters.forEach((waiter) => waiter.fail(this.ended!));
  }
}

/** Enough of an object to see why a wait was in vain, on one line. */
function summary(object: KubernetesObject): string {
  const { status } = object as { status?: { phase?: string; conditions?: Condition[] } };
  const { name, generation, deletionTimestamp, ownerReferences } = object.metadata ?? {};
  const { phase, conditions, ...numbers } = status ?? {};
  const fields = Object.entries(numbers).filter(([, value]) => typeof value !== 'object');
  return JSON.stringify({
    name,
    generation,
    deletionTimestamp,
    owners: ownerReferences?.map((owner) => `${owner.kind} ${owner.name}`).join(),
    phase,
    conditions: conditions?.map((condition) => `${condition.type}=${condition.status}`).join(' '),
    ...Object.fromEntries(fields),
  });
}
