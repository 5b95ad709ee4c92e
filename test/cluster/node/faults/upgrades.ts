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

/** Where the next version reads the data: the last server tries it, and all have it by an update. */
export function byImage({ before, next }: Versions, { wayBack, afterwards }: { wayBack?: Commands; afterwards?: Commands } = {}): Upgrade {
  return {
    tryOut: async (namespace) => {
      const old = before(namespace.name);
      const last = setOf(old).spec!.replicas! - 1;
      const tried = next(namespace.name, last);
      await namespace.apply(tried);
      await haveImages(namespace, (ordinal) => ordinal < last ? old : tried);
      await namespace.apply(old);
      if (wayBack) await follow(namespace, ...wayBack);
      await haveImages(namespace, () => old);
    },
    complete: async (namespace) => {
      const manifests = next(namespace.name, 0);
      await namespace.apply(manifests);
      await haveImages(namespace, () => manifests);
      if (afterwards) await follow(namespace, ...afterwards);
    },
  };
}

function setOf(manifests: Manifest[]): StatefulSet {
  return manifests.find(({ kind }) => kind === STATEFUL_SET.kind) as StatefulSet;
}

/** Waits until each server is ready with the image that the manifests for its ordinal have. */
async function haveImages(namespace: TestNamespace, manifestsOf: (ordinal: number) => Manifest[]): Promise<void> {
  const { metadata, spec } = setOf(manifestsOf(0));
  const wanted = [...Array(spec!.replicas!).keys()].map((ordinal) => ({
    name: `${metadata!.name}-${ordinal}`, image: setOf(manifestsOf(ordinal)).spec!.template.spec!.containers[0]!.image,
  }));
  await namespace.pods.until(JSON.stringify(wanted), (pods) => wanted.every(({ name, image }) =>
    pods.some((pod) => nameOf(pod) === name && pod.spec!.containers[0].image === image && isReady(pod))));
}
