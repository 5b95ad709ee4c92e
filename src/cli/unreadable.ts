import { isJson } from '../manifest/model/json';
import { KINDS } from '../manifest/model/kinds';
import { ManifestObject } from '../manifest/model/object';

/**
 * Why an object is none that kubectl takes.
 */
export interface Refusal {
  readonly reason: string;

  /** Whether it is meant to be an object of Kubernetes; a file of something else is left out for a good reason. */
  readonly isMeant: boolean;
}

/** What every object says of itself; kubectl reads no other spelling. */
const IDENTITY = ['apiVersion', 'kind'];

/** The kinds by their names in lower case. */
const SPELLINGS = new Map(Object.keys(KINDS).map(kind => [kind.toLowerCase(), kind]));

/**
 * Why kubectl would not take a manifest for an object, or undefined.
 */
export function refusalOf({ manifest, apiVersion, kind, group, within }: ManifestObject): Refusal | undefined {
  if (!isJson(manifest)) {
    return { reason: 'is no Kubernetes object', isMeant: within !== '' };
  }
  const missing = IDENTITY.filter((_, index) => [apiVersion, kind][index] === '');
  if (missing.length > 0) {
    const [other, meant] = missing.flatMap(name => Object.keys(manifest)
      .filter(key => key !== name && key.toLowerCase() === name.toLowerCase()).map(key => [key, name])).flat();
    const spelled = other === undefined ? '' : `; it has ${other}, which has to be ${meant}`;
    return {
      reason: `is no Kubernetes object: it has no ${missing.join(' and no ')}${spelled}`,
      isMeant: within !== '' || other !== undefined || (missing.length < IDENTITY.length && 'metadata' in manifest),
    };
  }
  const known = SPELLINGS.get(`${group}/${kind}`.toLowerCase());
  if (known !== undefined && known !== `${group}/${kind}`) {
    return { reason: `is of kind ${kind} of ${apiVersion}, which Kubernetes spells ${known.replace(/^\//, '')}`, isMeant: true };
  }
  return undefined;
}
