import { Subjects } from './lint/rule';
import { Kind } from './model/kinds';
import { ManifestObject } from './model/object';
import { podTemplateOf } from './model/pod-template';
import { RULES } from './rules';
import { SUBJECTS } from './subjects';
import { CHANGED } from './update/subjects';

/**
 * Why an object is not checked: no rule is about its kind; undefined where one is. The rules on every object do not count: they
 * say next to nothing of it.
 */
export function whyNotChecked(object: ManifestObject): string | undefined {
  if (COVERED_KINDS.has(object.groupKind) || podTemplateOf(object) !== undefined) {
    return undefined;
  }
  return object.groupKind === undefined ? NO_RULE : `${NO_RULE} but those on names and references`;
}

/**
 * Why an object is not compared: no rule on updates is about its kind; undefined where one is.
 */
export function whyNotCompared(object: ManifestObject): string | undefined {
  if (UPDATED_KINDS.has(object.groupKind)) {
    return undefined;
  }
  return podTemplateOf(object) === undefined ? NO_RULE : `${NO_RULE} but those on its volumes and its kind`;
}

/**
 * Whether anything that an object is made of is looked at in an update.
 */
export function isCompared(object: ManifestObject): boolean {
  return UPDATED_KINDS.has(object.groupKind) || podTemplateOf(object) !== undefined;
}

const NO_RULE = 'no rule is about it';

const COVERED_KINDS = new Set<Kind | undefined>(RULES.flatMap(({ check }) => [
  ...Object.keys(check).flatMap(name => SUBJECTS[name as keyof Subjects]?.kind ?? []),
  ...check.kinds ?? [],
]));

const UPDATED_KINDS = new Set<Kind | undefined>(Object.values(CHANGED).flatMap(({ kinds }) => kinds));
