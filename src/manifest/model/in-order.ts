import { ManifestObject } from './object';

/**
 * The objects by what they are: by kind, name and namespace, and by their contents where several say that they are the same object.
 * What is found in them then does not depend on the order in which they were written, or in which files are read.
 */
export function inOrder(objects: readonly ManifestObject[]): ManifestObject[] {
  const entries = objects.map(object => new Entry(object));
  return entries.sort((one, other) => compared(one.identity, other.identity) || compared(one.content, other.content)).map(({ object }) => object);
}

class Entry {
  public readonly identity: string;
  private json?: string;

  constructor(public readonly object: ManifestObject) {
    const { group, kind, name, namespace } = object;
    this.identity = `${group}/${kind}\n${name}\n${namespace ?? ''}`;
  }

  /** Made only where it is needed, which it seldom is. */
  public get content(): string {
    return this.json ??= JSON.stringify(this.object.manifest) ?? '';
  }
}

function compared(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
