import { isRule } from './is-rule';
import { Contexts } from './lint/contexts';
import { run, RunOptions } from './lint/run';
import { Inventory } from './model/inventory';
import { ManifestObject } from './model/object';
import { Comparison } from './update/comparison';
import { UpdateFinding } from './update/finding';
import { pairsOf } from './update/matching';
import { UpdateRule } from './update/rule';
import { UPDATE_RULES } from './update/rules';

/**
 * What comes of an update from some manifests to others, in the order of the new manifests; what is gone comes last. The
 * old manifests may be what a cluster prints. What is wrong with annotations is found besides, and has no impact.
 *
 * It is a pure function, and it throws nothing, whatever the manifests hold.
 *
 * @param options where they say no severity, everything is told
 */
export function diff(
  before: readonly ManifestObject[],
  after: readonly ManifestObject[],
  options: RunOptions = {},
): UpdateFinding[] {
  return compare(before, after, options).findings;
}

/**
 * What `diff` finds, and the objects that it was found in.
 */
export interface Compared {
  readonly before: readonly ManifestObject[];
  readonly after: readonly ManifestObject[];
  readonly findings: UpdateFinding[];
  readonly comparison: Comparison;
}

export function compare(
  before: readonly ManifestObject[], after: readonly ManifestObject[], options: RunOptions = {}, rules: readonly UpdateRule[] = UPDATE_RULES,
): Compared {
  const inventory = new Inventory(after, options.existing);
  const earlier = new Inventory(before);
  const comparison = new Comparison(pairsOf(earlier.objects, inventory.objects), inventory, earlier);
  const findings = run({
    rules,
    subjects: comparison.subjects,
    contexts: new Contexts(inventory, options),
    findingOf: (rule, fault) => comparison.findingOf(rule, fault),
    isRule,
    objects: after,
    earlier: before,
  }, { ...options, severity: options.severity ?? 'info' });
  return { before, after, findings, comparison };
}
