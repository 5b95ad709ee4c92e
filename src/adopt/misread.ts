import { isIdentical, isJson } from '../manifest/model/json';
import { ManifestObject } from '../manifest/model/object';

/**
 * Objects as text and back.
 */
export interface Text {
  /** What cdk8s writes. */
  readonly write: (object: unknown) => string;

  /** What kubectl reads. */
  readonly read: (text: string) => unknown;
}

/**
 * What the cluster would not get as the program has it: cdk8s writes some texts without quotes that kubectl takes for numbers,
 * such as `0o17`.
 */
export function misreadIn(objects: readonly ManifestObject[], text: Text): string[] {
  return objects.filter(({ manifest }) => !isIdentical(wayOf(manifest, text), manifest)).map(({ title, manifest }) => {
    const misread = [...new Set(textsIn(manifest))].filter(each => isMisread(each, text)).map(each => JSON.stringify(each));
    return `${title} would reach the cluster otherwise: cdk8s writes ${misread.join(' and ')} without quotes, and kubectl reads no text there; `
      + 'write it in another way, or leave the object out of what is adopted';
  });
}

function isMisread(value: string, text: Text): boolean {
  return [{ value }, { [value]: '' }].some(each => !isIdentical(wayOf(each, text), each));
}

/** What comes out at the other end; undefined where kubectl could not read it. */
function wayOf(value: unknown, { write, read }: Text): unknown {
  try {
    return read(write(value));
  } catch {
    return undefined;
  }
}

/** All texts of a manifest, its keys among them. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  if (Array.isArray(value)) {
    return value.flatMap(textsIn);
  }
  return isJson(value) ? Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]) : [];
}
