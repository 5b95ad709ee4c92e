import { helmTemplateIn, templateIn } from '../manifest/kubernetes/templates';
import { isJson } from '../manifest/model/json';
import { ManifestObject } from '../manifest/model/object';

/** Fields whose texts are for the programs of the user, which may have templates of their own. */
const OF_PROGRAMS = new Set(['args', 'command', 'value']);

/** Fields that may hold whole templates for others. */
const OF_DATA = new Set(['annotations', 'binaryData', 'data', 'stringData']);

type Find = (text: unknown) => string | undefined;

/**
 * What is left of a template in an object that was not rendered, such as `{{ .Values.image }}`; undefined where nothing is.
 *
 * @param isKnown whether it is of a kind of Kubernetes; other kinds may hold templates for their controllers
 */
export function unrenderedIn({ manifest, metadata, kind }: ManifestObject, isKnown: boolean): string | undefined {
  const identity = [kind, metadata.at('name').string, metadata.at('namespace').string];
  return firstOf(identity, templateIn) ?? (isKnown ? search(manifest, templateIn) : undefined);
}

function search(value: unknown, find: Find): string | undefined {
  if (Array.isArray(value)) {
    return firstOf(value, item => search(item, find));
  }
  if (!isJson(value)) {
    return find(value);
  }
  const within = (key: string) => OF_DATA.has(key) ? undefined : search(value[key], OF_PROGRAMS.has(key) ? helmTemplateIn : find);
  return firstOf(Object.keys(value), key => find(key) ?? within(key));
}

function firstOf<T>(items: readonly T[], find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}
