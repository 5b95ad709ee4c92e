import { refuse } from './errors';
import { annotationKeyProblem, ANNOTATIONS_LIMIT, labelValueProblem, qualifiedNameProblem } from '../manifest/kubernetes/names';

/**
 * Throws where the API server would not take these labels.
 */
export function requireLabels(property: string, labels: { readonly [key: string]: string } = {}): void {
  for (const [key, value] of Object.entries(labels)) {
    refuse(property, key, qualifiedNameProblem(key));
    refuse(`${property}.${key}`, value, labelValueProblem(value));
  }
}

/**
 * Throws where the API server would not take these annotations.
 */
export function requireAnnotations(property: string, annotations: { readonly [key: string]: string } = {}): void {
  let bytes = 0;
  for (const [key, value] of Object.entries(annotations)) {
    refuse(property, key, annotationKeyProblem(key));
    bytes += Buffer.byteLength(key) + Buffer.byteLength(value);
  }
  if (bytes > ANNOTATIONS_LIMIT) {
    throw new Error(`${property} have ${bytes} bytes together, and an object may have ${ANNOTATIONS_LIMIT}; shorten them, or use a ConfigMap`);
  }
}
