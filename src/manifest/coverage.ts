import { Subjects } from './lint/rule';
import { Kind } from './model/kinds';
import { ManifestObject } from './model/object';
import { podTemplateOf } from './model/pod-template';
import { RULES } from './rules';
import { SUBJECTS } from './subjects';
import { CHANGED } from './update/subjects';

/**
 * Whether any rule is about objects of that kind. The rules on every object do not count: they say next to nothing of it.
 */
export function isCovered(object: ManifestObject): boolean {
  return COVERED_KINDS.has(object.groupKind) || podTemplateOf(object) !== undefined;
}

/**
 * Whether any rule on updates is about objects of that kind.
 */
export function isCoveredByUpdates(object: ManifestObject): boolean {
  return UPDATED_KINDS.has(object.groupKind);
}

const COVERED_KINDS = new Set<Kind | undefined>(RULES.flatMap(({ check }) => [
  ...Object.keys(check).flatMap(name => SUBJECTS[name as keyof Subjects]?.kind ?? []),
  ...check.kind === undefined ? [] : [check.kind],
]));

const UPDATED_KINDS = new Set<Kind | undefined>(Object.values(CHANGED).map(({ kind }) => kind));
