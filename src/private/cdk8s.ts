import { ApiObject, ApiObjectMetadataDefinition, App, Lazy } from 'cdk8s';

// Everything that cdk8s keeps to itself and we cannot do without is in this file; test/private/cdk8s.test.ts fails when a
// release of cdk8s renames it.

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

/**
 * Whether a value is known only at the synthesis: a Lazy, or whatever else cdk8s resolves then.
 */
export function isToken(value: unknown): boolean {
  return value instanceof Lazy || typeof (value as { readonly resolve?: unknown } | null | undefined)?.resolve === 'function';
}

/**
 * What metadata hold, some of it in private fields.
 */
export interface MetadataFields {
  readonly name?: string;
  readonly namespace?: string;
  readonly labels: object;
  readonly annotations: object;
  readonly finalizers: readonly unknown[];
  readonly ownerReferences: readonly unknown[];

  /** All options that they were made with, and what was added besides. */
  readonly _additionalAttributes: object;
}

/**
 * What metadata hold; undefined where a release of cdk8s keeps it in another way.
 */
export function fieldsOfMetadata(metadata: ApiObjectMetadataDefinition): MetadataFields | undefined {
  const fields = metadata as unknown as MetadataFields;
  const isKnown = fields._additionalAttributes && fields.labels && fields.annotations && fields.finalizers && fields.ownerReferences;
  return isKnown ? fields : undefined;
}

/** How many resolvers an App has that was given none. */
const OWN_RESOLVERS = new App().resolvers.length;

/**
 * Whether the program resolves values in a way of its own.
 */
export function hasResolvers(object: ApiObject): boolean {
  return App.of(object.chart).resolvers.length > OWN_RESOLVERS;
}
