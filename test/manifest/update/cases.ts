import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { objectsOf } from '../../../src/manifest/check';
import { diff } from '../../../src/manifest/diff';
import { TargetVersions } from '../../../src/manifest/kubernetes/target-versions';
import { UpdateFinding } from '../../../src/manifest/update/finding';
import { manifestsOf } from '../rules/cases';

type Objects = readonly Readonly<Record<string, unknown>>[];

/**
 * Cases of an update rule: updates that it has something to say of, and twins that it does not. They are the examples
 * of the documentation, too, so that the first of each is the one that explains the most.
 *
 * An update goes from the application of ../rules/base.yaml to itself, but for what is said here; objects are written as
 * in the cases of the other rules.
 */
export interface UpdateCases {
  readonly bad: readonly BadUpdate[];
  readonly good: readonly Update[];
}

export interface Update {
  /** What is different before and after. */
  readonly both?: Objects;
  readonly before?: Objects;
  readonly after?: Objects;

  /** Objects of the base that are not there after the update: `KIND/NAME`. */
  readonly gone?: readonly string[];

  /** @default - all versions */
  readonly target?: string;
}

export interface BadUpdate extends Update {
  /** Where the finding is. */
  readonly path: string;

  /** @default - that of the rule */
  readonly severity?: string;

  /** @default - that of the rule */
  readonly outcome?: string;

  /** What the API server says; nothing where it is null. */
  readonly says?: string | null;

  /** A part of the message, of the fix or of what is said of the data. */
  readonly tells?: string;
}

/** The ids of the update rules that have cases. */
export function idsWithCases(): string[] {
  return readdirSync(join(__dirname, 'cases')).map(file => file.replace(/\.yaml$/, ''));
}

/** The cases of an update rule. */
export function casesOf(id: string): UpdateCases {
  return parse(readFileSync(join(__dirname, 'cases', `${id}.yaml`), 'utf8')) as UpdateCases;
}

/** What all update rules find in a case. */
export function findingsOf({ both = [], before = [], after = [], gone = [], target }: Update): UpdateFinding[] {
  return findingsBetween(manifestsOf({ objects: [...both, ...before] }), manifestsOf({ objects: [...both, ...after], without: gone }), target);
}

export function findingsBetween(before: readonly unknown[], after: readonly unknown[], target?: string): UpdateFinding[] {
  const [old = [], now = []] = [before, after].map(manifests => manifests.flatMap(manifest => objectsOf(manifest)));
  return diff(old, now, { target: target === undefined ? undefined : TargetVersions.parse(target) });
}
