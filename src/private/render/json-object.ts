import { ApiObject, ApiObjectMetadata, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { LOOKED_AT, MANIFEST, plainOf, Use } from './sorted-json';
import { metadataOf } from './sorted-metadata';
import { hasResolvers, patchesOf } from '../cdk8s';

/**
 * What an object is made of.
 */
export interface JsonObjectProps {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: ApiObjectMetadata;

  /** Called at every rendering, as the program may go on until then. */
  readonly spec: () => object;
}

/**
 * An object whose spec is known at the synthesis. It is a plain ApiObject, to which JSON patches are applied as plain JSON.
 */
export function jsonObject(scope: Construct, id: string, { spec, ...props }: JsonObjectProps): ApiObject {
  const object = new ApiObject(scope, id, { ...props, spec: Lazy.any({ produce: spec }) });
  rendersSpec(object, spec);
  return object;
}

/** How each object renders its spec to plain JSON, where we know a way that is quicker than that of cdk8s. */
const SPECS = new WeakMap<ApiObject, () => object>();

/**
 * Says how the spec of an object that cdk8s-plus made is rendered, so that neither the check of the object nor its manifest
 * costs what cdk8s takes to look for tokens in every value.
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
 * The manifest of an object, the same that cdk8s would make; undefined where only cdk8s can tell.
 */
function plainManifestOf(object: ApiObject): Record<string, unknown> | undefined {
  const spec = process.env.CDK8S_DISABLE_SORT ? undefined : specOf(object, MANIFEST);
  return spec && { apiVersion: object.apiVersion, kind: object.kind, metadata: metadataOf(object.metadata, object), spec };
}
