import { ApiObject, App } from 'cdk8s';

/** How each object renders its spec to plain JSON, where we know a way that is quicker than that of cdk8s. */
const SPECS = new WeakMap<ApiObject, () => object>();

/** How many resolvers an App has that was given none. */
const OWN_RESOLVERS = new App().resolvers.length;

/**
 * Tells how the spec of an object is rendered, so that checking the object costs less than rendering it twice.
 */
export function rendersSpec(object: ApiObject, spec: () => object): void {
  SPECS.set(object, spec);
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
  return Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isPlain);
}
