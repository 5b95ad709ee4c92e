import { Pod, hasCondition, nameOf, revisionOf } from './objects';

export type PodEventType = 'created' | 'ready' | 'unready' | 'failed' | 'terminating' | 'deleted';

interface PodEvent {
  pod: string;
  type: PodEventType;
  revision: string;
  seconds: number;
}

interface Seen {
  ready: boolean;
  failed: boolean;
  terminating: boolean;
}

/** What happened to the pods of a namespace, in the order in which the API server stored it. */
export class PodEvents {
  private readonly events: PodEvent[] = [];
  /** By uid: a pod that comes back under the same name is another pod. */
  private readonly seen = new Map<string, Seen>();
  private readonly start = Date.now();
  private from = 0;

  /** Takes an event of a watch. */
  record(type: string, pod: Pod): void {
    const uid = pod.metadata?.uid ?? '';
    const before = this.seen.get(uid);
    const now: Seen = {
      ready: hasCondition(pod, 'Ready'),
      failed: pod.status?.phase === 'Failed',
      terminating: pod.metadata?.deletionTimestamp !== undefined,
    };
    this.seen.set(uid, now);
    if (!before) this.add('created', pod);
    if (now.ready && !before?.ready) this.add('ready', pod);
    if (!now.ready && before?.ready) this.add('unready', pod);
    if (now.failed && !before?.failed) this.add('failed', pod);
    if (now.terminating && !before?.terminating) this.add('terminating', pod);
    if (type === 'DELETED') this.add('deleted', pod);
  }

  /** Leaves what happened so far out of later calls of `sequence`; the printed log keeps it. */
  forget(): void {
    this.from = this.events.length;
  }

  /** The events of these types as `web-0 created`, in order. */
  sequence(...types: PodEventType[]): string[] {
    return this.events.slice(this.from).filter(({ type }) => types.includes(type)).map(({ pod, type }) => `${pod} ${type}`);
  }

  /** One line an event, for the message of a test that failed. */
  toString(): string {
    const lines = this.events.map(({ pod, type, revision, seconds }) =>
      `  ${seconds.toFixed(3).padStart(8)} s  ${pod.padEnd(12)} ${type.padEnd(12)} ${revision}`);
    return ['pod events:', ...lines.length > 0 ? lines : ['  none']].join('\n');
  }

  private add(type: PodEventType, pod: Pod): void {
    this.events.push({ pod: nameOf(pod), type, revision: revisionOf(pod), seconds: (Date.now() - this.start) / 1000 });
  }
}
