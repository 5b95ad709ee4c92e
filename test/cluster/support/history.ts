import { List } from './api-server';
import { TestNamespace } from './namespace';
import { KubernetesObject, PERSISTENT_VOLUME_CLAIM, POD, Pod, StatefulSet, hasCondition, nameOf, revisionOf } from './objects';
import { Watched } from './watched';

interface Entry {
  text: string;
  /** When it was stored: of two, the one with the lower number was first. */
  resourceVersion: bigint;
  /** When it happened, in whole seconds of the server; nothing where the server does not say so. */
  at?: number;
  revision?: string;
}

/**
 * What happens to the pods and claims of a namespace, in the order in which the API server stored it: `web-0 created`, `web-0 ready`,
 * `web-0 deleted` where somebody asked for it, `web-0 gone`, `www-web-0 created`, `www-web-0 gone`.
 */
export class History {
  /** From now on. */
  static async start({ api, name }: TestNamespace): Promise<History> {
    const history = new History();
    for (const kind of [POD, PERSISTENT_VOLUME_CLAIM]) {
      const path = await api.path(kind, name);
      history.watches.set(path, await Watched.start(api, path, (type, object) => history.record(type, object, kind === POD)));
    }
    history.hasBegun = true;
    return history;
  }

  private readonly watches = new Map<string, Watched<KubernetesObject>>();
  private readonly entries: Entry[] = [];
  /** By uid: a pod that comes back under the same name is another pod. */
  private readonly seen = new Map<string, Set<string>>();
  private hasBegun = false;

  private constructor() {}

  /** Waits until all is seen that is stored now. */
  async caughtUp({ api }: TestNamespace): Promise<void> {
    for (const [path, watched] of this.watches) {
      const { items } = await api.request<List<KubernetesObject>>('GET', path);
      await watched.until('what is stored', (seen) => seen.length === items.length && items.every((item) =>
        seen.some((object) => nameOf(object) === nameOf(item) && versionOf(object) >= versionOf(item))));
    }
  }

  close(): void {
    this.watches.forEach((watched) => watched.close());
  }

  /**
   * What happened, and besides `web-0 available`, where the set has a time for it. A pod is created `(old)` or `(new)` where the templates
   * are to be told apart.
   */
  told({ spec, status }: Partial<StatefulSet>, tellsTemplates: boolean): string[] {
    const entries = [...this.entries].sort((one, other) => Number(one.resourceVersion - other.resourceVersion));
    return withAvailable(entries, spec?.minReadySeconds ?? 0).map(({ text, revision }) =>
      tellsTemplates && revision ? `${text} (${revision === status?.updateRevision ? 'new' : 'old'})` : text);
  }

  private record(type: string, object: KubernetesObject, isPod: boolean): void {
    const { uid = '', creationTimestamp, deletionTimestamp, deletionGracePeriodSeconds } = object.metadata!;
    const before = this.seen.get(uid) ?? new Set();
    this.seen.set(uid, before);
    const add = (what: string, entry: Partial<Entry>) => {
      if (this.hasBegun && !before.has(what)) {
        this.entries.push({ text: `${nameOf(object)} ${what}`, resourceVersion: versionOf(object), ...entry });
      }
      before.add(what);
    };
    const pod = object as Pod;
    add('created', { at: secondsOf(creationTimestamp), ...isPod && { revision: revisionOf(pod) } });
    if (isPod && hasCondition(pod, 'Ready')) {
      add('ready', { at: secondsOf(pod.status?.conditions?.find((condition) => condition.type === 'Ready')?.lastTransitionTime) });
    }
    // without a time to end, it vanishes
    if (isPod && deletionTimestamp && deletionGracePeriodSeconds) add('deleted', { at: secondsOf(deletionTimestamp) - deletionGracePeriodSeconds });
    if (type === 'DELETED') add('gone', {});
  }
}

/** A pod is available once it has been ready for so long; nobody writes that down. */
function withAvailable(entries: Entry[], minReadySeconds: number): Entry[] {
  const all = [...entries];
  for (const ready of entries.filter(({ text }) => minReadySeconds > 0 && text.endsWith(' ready'))) {
    const at = ready.at! + minReadySeconds;
    const next = all.findIndex((entry, index) => index > all.indexOf(ready) && entry.at !== undefined && entry.at >= at);
    all.splice(next < 0 ? all.length : next, 0, { ...ready, text: ready.text.replace(/ready$/, 'available'), at });
  }
  return all;
}

function versionOf({ metadata }: KubernetesObject): bigint {
  return BigInt(metadata!.resourceVersion!);
}

function secondsOf(time: unknown): number {
  return Date.parse(time as string) / 1000;
}
