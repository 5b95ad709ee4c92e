/**
 * Where a container image comes from, as a reference names it: `registry:port/path/name:tag@digest`.
 */
export interface ImageReference {
  /** The last part of its path, such as `postgres`. */
  readonly name: string;
  readonly tag?: string;
  readonly digest?: string;
}

/**
 * The parts of a reference to an image. It does not check whether a container runtime would take it.
 */
export function parseImage(reference: string): ImageReference {
  const [tagged, digest] = partsAt(reference, reference.indexOf('@'));
  // a colon before the last slash begins the port of a registry
  const path = tagged.slice(tagged.lastIndexOf('/') + 1);
  const [name, tag] = partsAt(path, path.indexOf(':'));
  return { name, tag, digest };
}

/**
 * Why the image may be another one when it is pulled again, or undefined.
 */
export function movingImageFault(reference: string): string | undefined {
  const { tag, digest } = parseImage(reference);
  if (digest) {
    return undefined;
  }
  if (!tag) {
    return 'has no tag, which stands for latest';
  }
  return tag === 'latest' ? 'has the tag latest' : undefined;
}

function partsAt(text: string, index: number): [string, string | undefined] {
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)];
}
