import { withDefaults } from './defaults/defaults';
import { isRule } from './is-rule';
import { Contexts } from './lint/contexts';
import { findingOf, Run, run, RunOptions, SubjectsOf } from './lint/run';
import { Inventory } from './model/inventory';
import { isJson, Json } from './model/json';
import { ManifestObject } from './model/object';
import { PodTemplate, podTemplateOf } from './model/pod-template';
import { StatefulSet } from './model/stateful-set';
import { UpdateFinding } from './update/finding';
import { applied, isLive, lastApplied } from './update/last-applied';
import { Pairs, pairsOf } from './update/matching';
import { kindChangesOf, replacementsOf } from './update/replacements';
import { Change, UpdateFault, UpdateRule, UpdateSubjects } from './update/rule';
import { UPDATE_RULES } from './update/rules';
import { fieldIn } from './update/sentences';
import { Changed, CHANGED } from './update/subjects';

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
  const inventory = new Inventory(after, options.existing);
  const comparison = new Comparison(pairsOf(before, after), inventory, new Inventory(before));
  return run({
    rules: UPDATE_RULES,
    subjects: comparison.subjects,
    contexts: new Contexts(inventory, options),
    findingOf: (rule, fault) => comparison.findingOf(rule, fault),
    isRule,
    objects: after,
    earlier: before,
  }, { ...options, severity: options.severity ?? 'info' });
}

/**
 * Two sets of manifests, with what is in both.
 */
class Comparison {
  public readonly subjects: Run<UpdateSubjects, UpdateRule, UpdateFault, UpdateFinding>['subjects'];

  /** The objects of the input by those that have their defaults filled in. */
  private readonly origins = new Map<ManifestObject, ManifestObject>();

  constructor(private readonly pairs: Pairs, private readonly inventory: Inventory, private readonly earlier: Inventory) {
    const [removed, added] = [this.statefulSetsIn(pairs.removed), this.statefulSetsIn(pairs.added)];
    const [gone, come] = [pairs.removed, pairs.added].map(objects => this.podsIn(objects));
    const replacements = replacementsOf(removed, added);
    const replaced = new Set(replacements.map(replacement => replacement.before));
    this.subjects = {
      statefulSet: this.changes(CHANGED.statefulSet),
      service: this.changes(CHANGED.service),
      claim: this.changes(CHANGED.claim),
      pod: this.podChanges(),
      replacement: { all: replacements, objectOf: replacement => replacement.after.object },
      removed: { all: removed.filter(set => !replaced.has(set)), objectOf: set => set.object },
      kindChange: { all: kindChangesOf(gone ?? [], come ?? []), objectOf: ({ after }) => after.owner },
      removedClaim: { all: pairs.removed.filter(object => object.groupKind === CHANGED.claim.kind), objectOf: claim => claim },
    };
  }

  public findingOf(rule: UpdateRule, fault: UpdateFault): UpdateFinding {
    const found = findingOf(rule, fault);
    const object = this.originOf(found.object);
    return {
      ...found,
      object,
      value: fieldIn(object, fault.at).value,
      consequence: fault.consequence ?? rule.consequence,
      related: found.related.map(related => this.originOf(related)),
      outcome: fault.outcome ?? rule.outcome,
      data: fault.data ?? rule.data,
      ...fault.apiServerMessage !== undefined && { apiServerMessage: fault.apiServerMessage },
      ...fault.changes !== undefined && { changes: fault.changes },
    };
  }

  private changes<T>({ kind, from }: Changed<T>): SubjectsOf<UpdateRule, Change<T>, UpdateFault> {
    const changed = this.pairs.changed.filter(([, now]) => now.groupKind === kind);
    return {
      all: changed.map(([old, now]) => this.changeOf(old, now, from)),
      objectOf: change => change.written,
    };
  }

  private podChanges(): SubjectsOf<UpdateRule, Change<PodTemplate>, UpdateFault> {
    const changed = this.pairs.changed.filter(([, now]) => podTemplateOf(now) !== undefined);
    return {
      all: changed.map(([old, now]) => this.changeOf(old, now, podsOf)),
      objectOf: change => change.written,
    };
  }

  private changeOf<T>(old: ManifestObject, now: ManifestObject, from: (object: ManifestObject) => T): Change<T> {
    return {
      before: from(this.filled(old, old.manifest)),
      after: from(this.filled(now, this.asApplied(old, now))),
      written: now,
      earlier: this.earlier,
      isLive: isLive(old),
    };
  }

  private podsIn(objects: readonly ManifestObject[]): PodTemplate[] {
    return objects.filter(object => podTemplateOf(object) !== undefined).map(object => podsOf(this.filled(object, object.manifest)));
  }

  private statefulSetsIn(objects: readonly ManifestObject[]): StatefulSet[] {
    const { kind, from } = CHANGED.statefulSet;
    return objects.filter(object => object.groupKind === kind).map(object => from(this.filled(object, object.manifest)));
  }

  /** The new manifest with what it leaves to others; an autoscaler in the cluster keeps its replicas. */
  private asApplied(old: ManifestObject, now: ManifestObject): unknown {
    const manifest = applied(old, now);
    const isScaled = isLive(old) && lastApplied(old) === undefined && old.spec.at('replicas').isSet && !now.spec.at('replicas').isSet
      && isJson(manifest) && this.inventory.autoscalersOf(new StatefulSet(now)).length > 0;
    return isScaled ? { ...manifest, spec: { ...manifest.spec as Json, replicas: old.spec.at('replicas').value } } : manifest;
  }

  private filled(origin: ManifestObject, manifest: unknown): ManifestObject {
    const object = new ManifestObject(withDefaults(manifest), origin.source);
    this.origins.set(object, origin);
    return object;
  }

  private originOf(object: ManifestObject): ManifestObject {
    return this.origins.get(object) ?? object;
  }
}

function podsOf(object: ManifestObject): PodTemplate {
  const { kind, from } = CHANGED.statefulSet;
  return object.groupKind === kind ? from(object).pod : new PodTemplate(object, podTemplateOf(object) ?? object.root);
}
