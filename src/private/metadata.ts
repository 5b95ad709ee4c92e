import { isToken } from './cdk8s';
import { refuse, refuseToken } from './errors';
import { annotationKeyProblem, ANNOTATIONS_LIMIT, labelValueProblem, qualifiedNameProblem } from '../manifest/kubernetes/names';

/** What to write for labels or annotations that are all one token. */
const ONE_BY_ONE = 'give each key, with a value that may be a token';

/**
 * Throws where the API server would not take these labels. Values that are tokens are checked at the synthesis.
 */
export function requireLabels(property: string, labels: { readonly [key: string]: string } = {}): void {
  refuseToken(property, labels, ONE_BY_ONE);
  for (const [key, value] of Object.entries(labels)) {
    refuse(property, key, qualifiedNameProblem(key));
    if (!isToken(value)) {
      refuse(`${property}.${key}`, value, labelValueProblem(value));
    }
  }
}

/**
 * Throws where the API server would not take these annotations. Values that are tokens are checked at the synthesis.
 */
export function requireAnnotations(property: string, annotations: { readonly [key: string]: string } = {}): void {
  refuseToken(property, annotations, ONE_BY_ONE);
  let bytes = 0;
  for (const [key, value] of Object.entries(annotations)) {
    refuse(property, key, annotationKeyProblem(key));
    bytes += Buffer.byteLength(key) + (isToken(value) ? 0 : Buffer.byteLength(value));
  }
  if (bytes > ANNOTATIONS_LIMIT) {
    throw new Error(`${property} have ${bytes} bytes together, and an object may have ${ANNOTATIONS_LIMIT}; shorten them, or use a ConfigMap`);
  }
}
