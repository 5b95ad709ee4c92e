import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { objectsOf } from '../../manifest/check';
import { isJson, Json } from '../../manifest/model/json';
import { Extent, kindOf, KINDS } from '../../manifest/model/kinds';
import { groupOf, ManifestObject } from '../../manifest/model/object';
import { omitUndefined } from '../../manifest/model/omit-undefined';
import { fieldsOf, patchesOf } from '../cdk8s';
import { plainSpecOf } from '../render/json-object';
import { metadataOf } from '../render/sorted-metadata';

/**
 * The objects of a program as far as rules look at them, in their order, with what renders each.
 *
 * @param isWhole whether all of an object is looked at, whatever its kind is
 */
export function objectsOfProgram(root: IConstruct, isWhole: (apiObject: ApiObject) => boolean): Map<ManifestObject, ApiObject> {
  const objects = new Map<ManifestObject, ApiObject>();
  for (const apiObject of root.node.findAll().filter(construct => ApiObject.isApiObject(construct))) {
    try {
      const extent = patchesOf(apiObject).length > 0 || isWhole(apiObject) ? 'whole' : extentOf(apiObject);
      const manifest = extent === 'whole' ? manifestOf(apiObject) : partOf(apiObject, extent);
      objectsOf(manifest, apiObject.chart.node.path).forEach(object => objects.set(object, apiObject));
    } catch {
      // what cannot be rendered says so itself, or at its manifest
    }
  }
  return objects;
}

function extentOf({ apiVersion, kind }: ApiObject): Extent {
  const known = kindOf(groupOf(apiVersion), kind);
  // what is in a list may be of any kind, and an Include may have an object without one
  return known === undefined ? !kind || kind.endsWith('List') ? 'whole' : 'metadata' : KINDS[known];
}

function manifestOf(apiObject: ApiObject): unknown {
  const { apiVersion, kind, metadata } = apiObject;
  const spec = plainSpecOf(apiObject);
  return spec === undefined ? apiObject.toJson() : { apiVersion, kind, metadata: metadataOf(metadata, apiObject), spec };
}

function partOf(apiObject: ApiObject, extent: 'keys' | 'metadata'): unknown {
  const { apiVersion, kind, metadata } = apiObject;
  const manifest = { apiVersion, kind, metadata: metadataOf(metadata, apiObject) };
  return extent === 'keys' ? { ...manifest, ...keysOf(apiObject) } : manifest;
}

/** What a ConfigMap or a Secret holds, without its values, which may be long, and secret. */
function keysOf(apiObject: ApiObject): object {
  const { type, immutable, ...fields } = fieldsOf(apiObject) as Readonly<Record<string, unknown>>;
  const data = DATA.filter(name => isJson(fields[name])).map(name => [name, withoutValues(fields[name] as Json)]);
  return omitUndefined({ type, immutable, ...Object.fromEntries(data) });
}

const DATA = ['data', 'binaryData', 'stringData'];

function withoutValues(data: Json): Json {
  return Object.fromEntries(Object.keys(data).filter(key => data[key] !== undefined).map(key => [key, '']));
}
