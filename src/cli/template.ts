import { isJson } from '../manifest/model/json';
import { ManifestObject } from '../manifest/model/object';

/** What is left of a template: `{{ .Release.Name }}`. */
const TEMPLATE = /\{\{.*?\}\}/s;

/** The same where it is for Helm beyond doubt. */
const OF_HELM = /\{\{-?\s*(?:\$?\.(?:Values|Release|Chart|Capabilities|Template|Files)\b|(?:include|template|tpl|toYaml)\s).*?\}\}/s;

/** Fields whose texts are for the programs of the user, which may have templates of their own: only what is for Helm counts. */
const OF_PROGRAMS = new Set(['args', 'command', 'value']);

/** Fields that may hold whole templates for others. */
const OF_DATA = new Set(['annotations', 'binaryData', 'data', 'stringData']);

/**
 * What is left of a template in an object that was not rendered, such as `{{ .Values.image }}`; undefined where nothing is.
 *
 * @param isKnown whether it is of a kind of Kubernetes; other kinds may hold templates for their controllers
 */
export function templateIn({ manifest, metadata, kind }: ManifestObject, isKnown: boolean): string | undefined {
  const identity = [kind, metadata.at('name').string, metadata.at('namespace').string];
  return identity.flatMap(text => matchOf(text, TEMPLATE))[0] ?? (isKnown ? search(manifest, TEMPLATE) : undefined);
}

function search(value: unknown, pattern: RegExp): string | undefined {
  if (Array.isArray(value)) {
    return firstOf(value, item => search(item, pattern));
  }
  if (!isJson(value)) {
    return matchOf(value, pattern)[0];
  }
  const within = (key: string) => OF_DATA.has(key) ? undefined : search(value[key], OF_PROGRAMS.has(key) ? OF_HELM : pattern);
  return firstOf(Object.keys(value), key => matchOf(key, pattern)[0] ?? within(key));
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

function matchOf(value: unknown, pattern: RegExp): string[] {
  return typeof value === 'string' && value.includes('{{') ? value.match(pattern)?.slice(0, 1) ?? [] : [];
}
