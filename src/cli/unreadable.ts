import { isJson } from '../manifest/model/json';
import { IDENTIFYING_FIELDS, kindMeant, spelledOtherwise } from '../manifest/model/kinds';
import { ManifestObject } from '../manifest/model/object';

/**
 * Why an object is none that kubectl takes.
 */
export interface Refusal {
  readonly reason: string;

  /** Whether it is meant to be an object of Kubernetes; a file of something else is left out for a good reason. */
  readonly isMeant: boolean;
}

/**
 * Why kubectl would not take a manifest for an object, or undefined.
 */
export function refusalOf({ manifest, apiVersion, kind, group, within }: ManifestObject): Refusal | undefined {
  if (!isJson(manifest)) {
    return { reason: 'is no Kubernetes object', isMeant: within !== '' };
  }
  const missing = IDENTIFYING_FIELDS.filter((_, index) => [apiVersion, kind][index] === '');
  if (missing.length > 0) {
    const [other, name] = missing.flatMap(each => {
      const found = spelledOtherwise(Object.keys(manifest), each);
      return found === undefined ? [] : [found, each];
    });
    const spelled = other === undefined ? '' : `; it has ${other}, which has to be ${name}`;
    return {
      reason: `is no Kubernetes object: it has no ${missing.join(' and no ')}${spelled}`,
      isMeant: within !== '' || other !== undefined || (missing.length < IDENTIFYING_FIELDS.length && 'metadata' in manifest),
    };
  }
  const meant = kindMeant(group, kind);
  return meant && { reason: `is of kind ${kind} of ${apiVersion}, which Kubernetes spells ${meant.replace(/^\//, '')}`, isMeant: true };
}
