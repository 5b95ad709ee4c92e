import { Rule } from './lint/rule';
import { ManifestObject } from './model/object';
import { podTemplateOf } from './model/pod-template';
import { RULES } from './rules';

/**
 * Whether any rule is about objects of that kind. The rules on every object do not count: they say next to nothing of it.
 */
export function isCovered(object: ManifestObject): boolean {
  return COVERED_KINDS.has(`${object.group}/${object.kind}`) || podTemplateOf(object) !== undefined;
}

/**
 * Whether any rule on updates is about objects of that kind.
 */
export function isCoveredByUpdates(object: ManifestObject): boolean {
  return UPDATED_KINDS.has(`${object.group}/${object.kind}`);
}

const UPDATED_KINDS: ReadonlySet<string> = new Set(['apps/StatefulSet', '/Service', '/PersistentVolumeClaim']);

const COVERED_KINDS: ReadonlySet<string> = new Set(RULES.flatMap(kindsOf));

function kindsOf({ check }: Rule): string[] {
  if ('statefulSet' in check) {
    return ['apps/StatefulSet'];
  }
  if ('service' in check) {
    return ['/Service'];
  }
  return 'object' in check && check.kind !== undefined ? [check.kind] : [];
}
