import { TestNamespace } from '../../support/namespace';
import { Manifest, STATEFUL_SET, StatefulSet, isReady, nameOf } from '../../support/objects';
import { follow } from '../support/documented';

/** Where commands stand: a page, and a line of the block. */
export type Commands = [page: string, line: string];

/** How a system gets the next major version of its database. */
export interface Upgrade {
  /** Tries it, and goes back to the version before. */
  tryOut(namespace: TestNamespace): Promise<void>;
  /** Gives it to all servers for good. */
  complete(namespace: TestNamespace): Promise<void>;
}

interface Versions {
  before(namespace: string): Manifest[];
  /** The servers from an ordinal on have the next version. */
  next(namespace: string, partition: number): Manifest[];
}

/** Where the next version reads the data: the last of three servers tries it, and all have it by an update. */
export function byImage({ before, next }: Versions, { wayBack, afterwards }: { wayBack?: Commands; afterwards?: Commands } = {}): Upgrade {
  return {
    tryOut: async (namespace) => {
      const [old, new_] = [before(namespace.name), next(namespace.name, 2)];
      await namespace.apply(new_);
      await haveImages(namespace, [old, old, new_]);
      await namespace.apply(old);
      if (wayBack) await follow(namespace, ...wayBack);
      await haveImages(namespace, [old, old, old]);
    },
    complete: async (namespace) => {
      const manifests = next(namespace.name, 0);
      await namespace.apply(manifests);
      await haveImages(namespace, [manifests, manifests, manifests]);
      if (afterwards) await follow(namespace, ...afterwards);
    },
  };
}

/** Waits until each server is ready with the image that these manifests give it. */
async function haveImages(namespace: TestNamespace, manifests: Manifest[][]): Promise<void> {
  const wanted = manifests.map((some, ordinal) => {
    const set = some.find(({ kind }) => kind === STATEFUL_SET.kind) as Manifest & StatefulSet;
    return { name: `${set.metadata.name}-${ordinal}`, image: set.spec!.template.spec!.containers[0].image };
  });
  await namespace.pods.until(JSON.stringify(wanted), (pods) => wanted.every(({ name, image }) =>
    pods.some((pod) => nameOf(pod) === name && pod.spec!.containers[0].image === image && isReady(pod))));
}
