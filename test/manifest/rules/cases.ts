import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { check, objectsOf } from '../../../src/manifest/check';
import { TargetVersions } from '../../../src/manifest/kubernetes/target-versions';
import { Finding } from '../../../src/manifest/lint/finding';

/**
 * Cases of a rule: manifests that break it, and their twins that do not. They are the examples of docs/rules/, too, so
 * that the first of each is the one that explains the most.
 *
 * A case says only in what its application differs from that of base.yaml.
 */
export interface RuleCases {
  readonly bad: readonly BadCase[];
  readonly good: readonly Case[];
}

export interface Case {
  /**
   * Each is merged (RFC 7386) into the object of the base of that kind, and of that name where it has one; what finds
   * none there is an object more. `of: KIND/NAME` says which one is meant where the name itself changes.
   */
  readonly objects: readonly Readonly<Record<string, unknown>>[];

  /** Objects of the base to leave out: `KIND/NAME`. */
  readonly without?: readonly string[];

  /** @default - all versions */
  readonly target?: string;

  /** Whether the objects are a complete program. */
  readonly complete?: boolean;
}

export interface BadCase extends Case {
  /** Where the finding is. */
  readonly path: string;

  /** @default - that of the rule */
  readonly severity?: string;
}

type Json = Readonly<Record<string, unknown>>;

const BASE = parseAllDocuments(readFileSync(join(__dirname, 'base.yaml'), 'utf8')).map(document => document.toJS() as Json);

/** The ids of the rules that have cases. */
export function idsWithCases(): string[] {
  return readdirSync(join(__dirname, 'cases')).map(file => file.replace(/\.yaml$/, ''));
}

/** The cases of a rule. */
export function casesOf(id: string): RuleCases {
  return parse(readFileSync(join(__dirname, 'cases', `${id}.yaml`), 'utf8')) as RuleCases;
}

/** The manifests of the base. */
export function baseManifests(): readonly unknown[] {
  return BASE;
}

/** The manifests that a case describes. */
export function manifestsOf({ objects, without = [] }: Case): unknown[] {
  const manifests = BASE.filter(manifest => !without.includes(idOf(manifest)));
  for (const { of, ...changes } of objects) {
    const index = manifests.findIndex(manifest => of === undefined ? isMeant(manifest, changes) : idOf(manifest) === of);
    if (index < 0) {
      manifests.push(changes);
    } else {
      manifests[index] = merged(manifests[index], changes) as Json;
    }
  }
  return manifests;
}

/** What all rules find in a case. */
export function findingsOf(example: Case): Finding[] {
  return findingsIn(manifestsOf(example), example.target, example.complete);
}

export function findingsIn(manifests: readonly unknown[], target?: string, complete?: boolean): Finding[] {
  return check(manifests.flatMap(manifest => objectsOf(manifest)), { severity: 'info', complete, target: target === undefined ? undefined : TargetVersions.parse(target) });
}

function idOf(manifest: Json | undefined): string {
  return `${String(manifest?.kind)}/${String((manifest?.metadata as Json | undefined)?.name)}`;
}

function isMeant(manifest: Json, changes: Json): boolean {
  const name = (changes.metadata as Json | undefined)?.name;
  return manifest.kind === changes.kind && (name === undefined || name === (manifest.metadata as Json).name);
}

function merged(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) {
    return patch;
  }
  const result: Record<string, unknown> = typeof target === 'object' && target !== null && !Array.isArray(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) {
      delete result[key];
    } else {
      result[key] = merged(result[key], value);
    }
  }
  return result;
}
