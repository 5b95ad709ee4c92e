/**
 * A part of manifests that many objects have in common, such as the pods of the apps that one template makes.
 */
export class SharedJson {
  /** As it stands in manifests; nobody may change it. */
  readonly value: object;
  private readonly json: string;

  constructor(private readonly rendered: object) {
    this.value = plainOf(rendered) ?? {};
    this.json = JSON.stringify(this.value);
  }

  /** What cdk8s puts in its place where it renders the manifest. It may have been told to leave the order of keys. */
  public resolve(): object {
    return JSON.parse(JSON.stringify(this.rendered)) as object;
  }

  /** A copy for one manifest, which belongs to whoever gets it. */
  public copy(): object {
    return JSON.parse(this.json) as object;
  }
}

/**
 * What a value is put in order for.
 */
export interface Use {
  /** Whether lists and objects without anything in them are none. */
  readonly dropsEmpty: boolean;

  /** Whether what several objects have in common is one object for all of them, which nobody may change. */
  readonly sharesParts: boolean;
}

/** To stand in a manifest. */
export const MANIFEST: Use = { dropsEmpty: false, sharesParts: false };

/** To be looked at. */
export const LOOKED_AT: Use = { dropsEmpty: false, sharesParts: true };

/** To be the metadata in a manifest. */
export const METADATA: Use = { dropsEmpty: true, sharesParts: false };

/** What `ordered` throws at a value that cdk8s would still resolve. */
const TOKEN = new Error('a value is a token');

/**
 * A value as it stands in a manifest; undefined where there are tokens in it.
 */
export function plainOf(value: object, use: Use = MANIFEST): object | undefined {
  try {
    return ordered(value, use);
  } catch (error) {
    if (error === TOKEN) {
      return undefined;
    }
    throw error;
  }
}

/**
 * A plain value with its keys in the order of manifests, and without those that have no value.
 *
 * @throws TOKEN where cdk8s would still resolve something
 */
function ordered(value: object, use: Use): object | undefined {
  if (Array.isArray(value)) {
    return use.dropsEmpty && value.length === 0 ? undefined : value.map(item => isObject(item) ? ordered(item, use) : unlessToken(item));
  }
  // not by its constructor, as cdk8s does, which can be the key of a label, too
  if (Object.getPrototypeOf(value) !== Object.prototype) {
    if (value instanceof SharedJson) {
      return use.sharesParts ? value.value : value.copy();
    }
    throw TOKEN;
  }
  const copy: Record<string, unknown> = {};
  let isEmpty = true;
  for (const key of Object.keys(value).sort()) {
    const item = (value as Record<string, unknown>)[key];
    const inner = isObject(item) ? ordered(item, use) : unlessToken(item);
    if (inner !== undefined) {
      copy[key] = inner;
      isEmpty = false;
    }
  }
  return use.dropsEmpty && isEmpty ? undefined : copy;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function unlessToken(value: unknown): unknown {
  if (typeof value === 'function') {
    throw TOKEN;
  }
  return value ?? undefined;
}
