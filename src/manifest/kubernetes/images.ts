import { Problem } from './problem';

/**
 * Where a container image comes from, as a reference names it: `registry:port/path/name:tag@digest`.
 */
export interface ImageReference {
  /** The last part of its path, such as `postgres`. */
  readonly name: string;

  /** What is before that, such as `quay.io/coreos`; empty where nothing is. */
  readonly prefix: string;
  readonly tag?: string;
  readonly digest?: string;
}

/**
 * The parts of a reference to an image. It does not check whether a container runtime would take it.
 */
export function parseImage(reference: string): ImageReference {
  const [tagged, digest] = partsAt(reference, reference.indexOf('@'));
  // a colon before the last slash begins the port of a registry
  const slash = tagged.lastIndexOf('/');
  const path = tagged.slice(slash + 1);
  const [name, tag] = partsAt(path, path.indexOf(':'));
  return { name, prefix: tagged.slice(0, Math.max(slash, 0)), tag, digest };
}

/** The images that are on their own, without an organization. */
const OFFICIAL = /^(?:(?:.*\/)?library|(?:index\.|registry-1\.)?docker\.io)?$/;

/**
 * The repository as Docker Hub shows it: `postgres`, `bitnami/postgresql`, `quay.io/coreos/etcd`. That of an official image is its
 * name alone, wherever it is mirrored.
 */
export function repositoryOf(reference: string): string {
  const { name, prefix } = parseImage(reference);
  return OFFICIAL.test(prefix) ? name : `${prefix.replace(/^docker\.io\//, '')}/${name}`;
}

/**
 * Why the image may be another one when it is pulled again, or undefined.
 */
export function movingImageProblem(reference: string): Problem | undefined {
  const { tag, digest } = parseImage(reference);
  if (digest) {
    return undefined;
  }
  if (!tag) {
    return { problem: 'has no tag, which stands for latest' };
  }
  return tag === 'latest' ? { problem: 'has the tag latest' } : undefined;
}

const DOMAIN = /^(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*|\[[0-9a-fA-F:]+\])(?::[0-9]+)?$/;
const PATH = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;
const HASH_LENGTHS: ReadonlyMap<string, number> = new Map(Object.entries({ sha256: 64, sha384: 96, sha512: 128 }));

/** With the name of the registry, which is docker.io where there is none. */
const LONGEST_NAME = 255;

/**
 * Why the kubelet would not take `reference` for that of an image, or undefined.
 *
 * @see https://github.com/distribution/reference/blob/v0.6.0/reference.go
 */
export function imageReferenceProblem(reference: string): Problem | undefined {
  const [tagged, digest] = partsAt(reference, reference.indexOf('@'));
  const slash = tagged.lastIndexOf('/');
  const [, tag] = partsAt(tagged.slice(slash + 1), tagged.slice(slash + 1).indexOf(':'));
  const name = tag === undefined ? tagged : tagged.slice(0, -tag.length - 1);
  const [first] = name.split('/', 1);
  // the first part is a registry where it cannot be a directory there
  const isRegistry = first !== name && (/[.:[]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  const path = isRegistry ? name.slice(first.length + 1) : name;
  if (isRegistry && !DOMAIN.test(first)) {
    return { problem: `has ${JSON.stringify(first)} in the place of a registry` };
  }
  if (!PATH.test(path)) {
    const isCapital = path.toLowerCase() !== path && PATH.test(path.toLowerCase());
    return { problem: isCapital ? 'has capital letters in its name' : 'is not the name of an image' };
  }
  if (/^[0-9a-f]{64}$/.test(name)) {
    return { problem: 'is the id of an image, and not its name' };
  }
  if (tag !== undefined && !TAG.test(tag)) {
    return { problem: `has the tag ${JSON.stringify(tag)}, which is none` };
  }
  if (digest !== undefined && !isDigest(digest)) {
    return { problem: 'has a digest that is none' };
  }
  return (isRegistry ? name : `docker.io/${name}`).length > LONGEST_NAME ? { problem: `is longer than ${LONGEST_NAME} characters` } : undefined;
}

function isDigest(digest: string): boolean {
  const [algorithm, hash] = partsAt(digest, digest.indexOf(':'));
  return DIGEST.test(digest) && hash?.length === (HASH_LENGTHS.get(algorithm) ?? hash?.length);
}

function partsAt(text: string, index: number): [string, string | undefined] {
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)];
}
