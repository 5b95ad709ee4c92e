import { ApiObject, App } from 'cdk8s';

/** How each object renders its spec to plain JSON, where we know a way that is quicker than that of cdk8s. */
const SPECS = new WeakMap<ApiObject, () => object>();

/** How many resolvers an App has that was given none. */
const OWN_RESOLVERS = new App().resolvers.length;

/**
 * Tells how the spec of an object is rendered to what needs no further resolving, so that neither the check of the object
 * nor its manifest costs what cdk8s takes to look for tokens in every value.
 *
 * @param isFinal whether the spec is what the manifest may hold as it is
 */
export function rendersSpec(object: ApiObject, spec: () => object, isFinal: (spec: object) => boolean = () => true): void {
  SPECS.set(object, spec);
  const plainManifest = () => {
    try {
      return plainManifestOf(object, isFinal);
    } catch {
      // cdk8s fails in the same way, and says with which object
      return undefined;
    }
  };
  object.toJson = () => plainManifest() ?? ApiObject.prototype.toJson.call(object);
}

/** Objects that are like another one but for a number in their names. */
const ALIKE = new WeakSet<ApiObject>();

/**
 * Tells that another object is the same but for a number in its name, so that what is wrong with one is wrong with both.
 */
export function isLikeAnother(object: ApiObject): void {
  ALIKE.add(object);
}

/**
 * Whether another object stands for this one, as nobody has patched it.
 */
export function isStoodFor(object: ApiObject): boolean {
  return ALIKE.has(object) && patchesOf(object).length === 0;
}

/**
 * The spec of an object as it will stand in its manifest, but for the order of keys; undefined where only `toJson()` can
 * tell: there are tokens in it, JSON patches, or resolvers of the program's own.
 */
export function plainSpecOf(object: ApiObject): object | undefined {
  const render = SPECS.get(object);
  if (render === undefined || patchesOf(object).length > 0 || App.of(object).resolvers.length > OWN_RESOLVERS) {
    return undefined;
  }
  const spec = render();
  return isPlain(spec) ? spec : undefined;
}

/**
 * The manifest of an object, the same that cdk8s would make; undefined where only cdk8s can tell.
 */
function plainManifestOf(object: ApiObject, isFinal: (spec: object) => boolean): Record<string, unknown> | undefined {
  const spec = process.env.CDK8S_DISABLE_SORT ? undefined : plainSpecOf(object);
  const metadata: unknown = spec && object.metadata.toJson();
  return spec && isPlain(metadata) && isFinal(spec)
    ? { apiVersion: object.apiVersion, kind: object.kind, metadata: sorted(metadata), spec: sorted(spec) }
    : undefined;
}

/** A plain value with its keys in the order of manifests, and without those that have no value. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (typeof value !== 'object' || value === null) {
    return value ?? undefined;
  }
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) {
    const inner = sorted((value as Record<string, unknown>)[key]);
    if (inner !== undefined) {
      copy[key] = inner;
    }
  }
  return copy;
}

/**
 * The JSON patches of an object.
 */
export function patchesOf(object: ApiObject): readonly unknown[] {
  const { patches } = object as unknown as { readonly patches: unknown[] };
  return patches;
}

/** Whether there is nothing in it that cdk8s would still resolve. */
function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) {
    return typeof value !== 'function';
  }
  if (Array.isArray(value)) {
    return value.every(isPlain);
  }
  // cdk8s takes an object for a plain one by its constructor, which can be a label, too
  return value.constructor === Object && Object.values(value).every(isPlain);
}
