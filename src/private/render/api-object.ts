import { ApiObject, ApiObjectMetadataDefinition, App, Lazy } from 'cdk8s';
import { LOOKED_AT, MANIFEST, METADATA, plainOf, Use } from './sorted-json';

/** How each object renders its spec to plain JSON, where we know a way that is quicker than that of cdk8s. */
const SPECS = new WeakMap<ApiObject, () => object>();

/** How many resolvers an App has that was given none. */
const OWN_RESOLVERS = new App().resolvers.length;

/**
 * Tells how the spec of an object is rendered to what needs no further resolving, so that neither the check of the object
 * nor its manifest costs what cdk8s takes to look for tokens in every value.
 */
export function rendersSpec(object: ApiObject, spec: () => object): void {
  SPECS.set(object, spec);
  const plainManifest = () => {
    try {
      return plainManifestOf(object);
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
 * The spec of an object as it will stand in its manifest, to be looked at only; undefined where only `toJson()` can tell: there
 * are tokens in it, JSON patches, or resolvers of the program's own.
 */
export function plainSpecOf(object: ApiObject): object | undefined {
  return specOf(object, LOOKED_AT);
}

function specOf(object: ApiObject, use: Use): object | undefined {
  const render = SPECS.get(object);
  return render === undefined || patchesOf(object).length > 0 || hasResolvers(object) ? undefined : plainOf(render(), use);
}

/**
 * The metadata of an object, or of the pods in it, as they stand in a manifest.
 */
export function metadataOf(metadata: ApiObjectMetadataDefinition, object: ApiObject): object {
  const { _additionalAttributes: besides, labels, annotations, finalizers, ownerReferences } = metadata as unknown as MetadataFields;
  // another release of cdk8s may keep them in another way
  if (besides === undefined || !labels || !annotations || !finalizers || !ownerReferences || hasResolvers(object)) {
    return metadata.toJson() as object;
  }
  const own = {
    annotations: unlessEmpty(annotations),
    finalizers: unlessEmpty(finalizers),
    labels: unlessEmpty(labels),
    name: metadata.name,
    namespace: metadata.namespace,
    ownerReferences: unlessEmpty(ownerReferences),
  };
  const all = Object.keys(besides).every(key => Object.hasOwn(own, key)) ? own : { ...besides, ...own };
  return plainOf(all, METADATA) ?? metadata.toJson() as object;
}

/** Most metadata have none of them, and most are rendered several times. */
function unlessEmpty(value: object | undefined): object | undefined {
  for (const _ in value) {
    return value;
  }
  return undefined;
}

/** What metadata keep to themselves. */
interface MetadataFields {
  readonly _additionalAttributes?: object;
  readonly labels?: object;
  readonly annotations?: object;
  readonly finalizers?: readonly unknown[];
  readonly ownerReferences?: readonly unknown[];
}

/**
 * The manifest of an object, the same that cdk8s would make; undefined where only cdk8s can tell.
 */
function plainManifestOf(object: ApiObject): Record<string, unknown> | undefined {
  const spec = process.env.CDK8S_DISABLE_SORT ? undefined : specOf(object, MANIFEST);
  return spec && { apiVersion: object.apiVersion, kind: object.kind, metadata: metadataOf(object.metadata, object), spec };
}

/** Whether the program resolves values in a way of its own. */
function hasResolvers(object: ApiObject): boolean {
  return App.of(object.chart).resolvers.length > OWN_RESOLVERS;
}

/**
 * The JSON patches of an object.
 */
export function patchesOf(object: ApiObject): readonly unknown[] {
  const { patches } = object as unknown as { readonly patches: unknown[] };
  return patches;
}

/**
 * The fields of an object by their names. What is in them may be tokens; a field itself is none.
 */
export function fieldsOf(object: ApiObject): object {
  const { props } = object as unknown as { readonly props: object };
  const fields = Object.entries(props).map(([name, value]: [string, unknown]) => [name, value instanceof Lazy ? value.produce() : value] as const);
  return hasResolvers(object) || fields.some(([, value]) => isToken(value)) ? object.toJson() as object : Object.fromEntries(fields);
}

function isToken(value: unknown): boolean {
  return typeof (value as { readonly resolve?: unknown } | null | undefined)?.resolve === 'function';
}
