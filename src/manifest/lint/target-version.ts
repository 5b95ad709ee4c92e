import { Finding } from './finding';
import { TargetVersions } from '../kubernetes/target-versions';
import { Field } from '../model/field';
import { ManifestObject } from '../model/object';

/**
 * The annotation that says for which versions of Kubernetes an object is written: `<key>: '1.34'`.
 */
export const TARGET_VERSION_ANNOTATION = 'cdk8s-stateful-app.github.io/target-version';

const LINK = 'https://github.com/cdk8s-stateful-app/cdk8s-stateful-app/blob/main/docs/validation.md#the-version-of-kubernetes';

/**
 * The versions that an object says it is written for; undefined where it says none that the rules know.
 */
export function targetStatedBy(object: ManifestObject): TargetVersions | undefined {
  const text = targetTextOf(object);
  return text === undefined ? undefined : parsed(text);
}

/**
 * The text of its annotation; undefined where it has none.
 */
export function targetTextOf(object: ManifestObject): string | undefined {
  return annotationOf(object)?.string;
}

/**
 * That an object says something that is no version.
 */
export function targetVersionFindings(object: ManifestObject): Finding[] {
  const annotation = annotationOf(object);
  return annotation === undefined || targetStatedBy(object) !== undefined ? [] : [{
    id: 'A03',
    name: 'target-version-unknown',
    severity: 'warning',
    object,
    path: annotation.path,
    value: annotation.value,
    problem: 'names no version of Kubernetes that the rules know, and so does not count',
    consequence: 'the object is judged as if it were written for no version in particular',
    fix: `write a version or a range within ${TargetVersions.ALL} in quotes, such as '1.34', '1.35.2' or '1.30-1.34'`,
    link: LINK,
    related: [],
  }];
}

function annotationOf({ metadata }: ManifestObject): Field | undefined {
  // most objects have no annotations
  const annotation = metadata.has('annotations') ? metadata.at('annotations', TARGET_VERSION_ANNOTATION) : undefined;
  return annotation?.isSet ? annotation : undefined;
}

function parsed(text: string): TargetVersions | undefined {
  try {
    return TargetVersions.parse(text);
  } catch {
    return undefined;
  }
}
