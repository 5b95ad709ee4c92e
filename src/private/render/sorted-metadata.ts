import { ApiObject, ApiObjectMetadataDefinition } from 'cdk8s';
import { METADATA, plainOf } from './sorted-json';
import { fieldsOfMetadata, hasResolvers, MetadataFields } from '../cdk8s';

/**
 * The metadata of an object, or of the pods in it, as they stand in a manifest: the same as `metadata.toJson()`, without the
 * search for tokens where there are none.
 */
export function metadataOf(metadata: ApiObjectMetadataDefinition, object: ApiObject): object {
  const fields = hasResolvers(object) ? undefined : fieldsOfMetadata(metadata);
  return (fields && plainOf(allOf(fields), METADATA)) ?? metadata.toJson() as object;
}

function allOf({ _additionalAttributes: besides, annotations, finalizers, labels, name, namespace, ownerReferences }: MetadataFields): object {
  const own = {
    annotations: unlessEmpty(annotations),
    finalizers: unlessEmpty(finalizers),
    labels: unlessEmpty(labels),
    name,
    namespace,
    ownerReferences: unlessEmpty(ownerReferences),
  };
  return Object.keys(besides).every(key => Object.hasOwn(own, key)) ? own : { ...besides, ...own };
}

/** Most metadata have none of them, and most are rendered several times. */
function unlessEmpty(value: object): object | undefined {
  for (const _ in value) {
    return value;
  }
  return undefined;
}
