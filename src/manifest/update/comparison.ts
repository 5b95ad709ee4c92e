import { UpdateFinding } from './finding';
import { applied, appliedTo, isLive } from './last-applied';
import { Pairs } from './matching';
import { kindChangesOf, replacementsOf } from './replacements';
import { Change, UpdateFault, UpdateRule, UpdateSubjects } from './rule';
import { fieldIn } from './sentences';
import { Changed, CHANGED, isOf } from './subjects';
import { objectWithDefaults, withDefaults } from '../defaults/defaults';
import { differences } from '../defaults/differences';
import { findingOf, Run, SubjectsOf } from '../lint/run';
import { lazily } from '../model/cached';
import { Inventory } from '../model/inventory';
import { sharedWith } from '../model/json';
import { ManifestObject } from '../model/object';
import { PodTemplate, podTemplateOf } from '../model/pod-template';
import { podOf, StatefulSet } from '../model/stateful-set';

/**
 * Two sets of manifests, with what is in both.
 */
export class Comparison {
  public readonly subjects: Run<UpdateSubjects, UpdateRule, UpdateFault, UpdateFinding>['subjects'];

  /** The objects of the input by those that have their defaults filled in. */
  private readonly origins = new Map<ManifestObject, ManifestObject>();

  /** The objects that are there before and after, but for those that are written in the same way. */
  public readonly both: readonly Change<ManifestObject>[];

  private readonly all: UpdateFinding[] = [];

  constructor(readonly pairs: Pairs, readonly inventory: Inventory, readonly earlier: Inventory) {
    this.both = pairs.changed.filter(([, now]) => !pairs.same.has(now)).map(([old, now]) => this.changeOf(old, now));
    const [gone, come] = [this.workloadsIn(pairs.removed), this.workloadsIn(pairs.added)];
    const [removed, added] = [statefulSetsIn(gone), statefulSetsIn(come)];
    const replacements = replacementsOf(removed, added);
    const replaced = new Set(replacements.map(replacement => replacement.before));
    const [data, keptPods] = [this.changes(CHANGED.data), lazily(() => this.keptPods())];
    this.subjects = {
      statefulSet: this.changes(CHANGED.statefulSet),
      service: this.changes(CHANGED.service),
      claim: this.changes(CHANGED.claim),
      data: { all: data.all.map(change => ({ ...change, keptPods: keptPods() })), objectOf: data.objectOf },
      object: this.changesOf(() => true, object => object),
      pod: this.changesOf(hasPods, podOf),
      replacement: { all: replacements, objectOf: replacement => replacement.after.object },
      removed: { all: removed.filter(set => !replaced.has(set)), objectOf: set => set.object },
      kindChange: { all: kindChangesOf(gone.map(podOf), come.map(podOf)), objectOf: ({ after }) => after.owner },
      removedClaim: { all: pairs.removed.filter(object => isOf(CHANGED.claim, object)), objectOf: claim => claim },
      removedData: { all: pairs.removed.filter(object => isOf(CHANGED.data, object)), objectOf: object => object },
    };
  }

  public findingOf(rule: UpdateRule, fault: UpdateFault): UpdateFinding {
    const found = findingOf(rule, fault);
    const object = this.originOf(found.object);
    const finding: UpdateFinding = {
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
    this.all.push(finding);
    return finding;
  }

  /** All that the rules have found, that which is accepted as well. */
  public get found(): readonly UpdateFinding[] {
    return this.all;
  }

  /** The workloads that come in the place of one of another name, namespace or kind, with that one. */
  public get replaced(): ReadonlyMap<ManifestObject, ManifestObject> {
    const { replacement, kindChange } = this.subjects;
    return new Map([
      ...replacement.all.map(({ before, after }) => [after.object, before.object] as const),
      ...kindChange.all.map(({ before, after }) => [after.owner, before.owner] as const),
    ].map(([after, before]) => [this.originOf(after), this.originOf(before)]));
  }

  private changes<T>(changed: Changed<T>): SubjectsOf<UpdateRule, Change<T>, UpdateFault> {
    return this.changesOf(object => isOf(changed, object), changed.from);
  }

  private changesOf<T>(
    isMeant: (object: ManifestObject) => boolean, from: (object: ManifestObject) => T,
  ): SubjectsOf<UpdateRule, Change<T>, UpdateFault> {
    return {
      all: this.both.filter(({ written }) => isMeant(written))
        .map(change => ({ ...change, before: from(change.before), after: from(change.after) })),
      objectOf: change => change.written,
    };
  }

  /** The pods of the workloads that have some before and after, with the same template. */
  private keptPods(): PodTemplate[] {
    const { changed, same } = this.pairs;
    const unchanged = this.both.filter(({ before, after }) => hasPods(after)
      && differences(podOf(before).template, podOf(after).template).length === 0).map(({ written }) => written);
    const kept = new Set([...same, ...unchanged]);
    const scaledToZero = new Set(changed.filter(pair => pair.some(({ spec }) => spec.at('replicas').number === 0)).map(([, now]) => now));
    return this.inventory.pods.filter(({ owner }) => kept.has(owner) && !scaledToZero.has(owner) && !isForOneRun(owner));
  }

  private changeOf(old: ManifestObject, now: ManifestObject): Change<ManifestObject> {
    const before = objectWithDefaults(old);
    return {
      before: this.filled(old, before),
      original: old,
      // many compare the two
      after: this.filled(now, sharedWith(before, withDefaults((hasPods(now) ? appliedTo : applied)(old, now, this.inventory)))),
      written: now,
      earlier: this.earlier,
      isLive: isLive(old),
    };
  }

  private workloadsIn(objects: readonly ManifestObject[]): ManifestObject[] {
    return objects.filter(hasPods).map(object => this.filled(object, objectWithDefaults(object)));
  }

  /** @param manifest with its defaults */
  private filled(origin: ManifestObject, manifest: unknown): ManifestObject {
    const object = new ManifestObject(manifest, origin.source);
    this.origins.set(object, origin);
    return object;
  }

  private originOf(object: ManifestObject): ManifestObject {
    return this.origins.get(object) ?? object;
  }
}

/** Whether its pods end by themselves, and the next ones read anew. */
function isForOneRun({ groupKind }: ManifestObject): boolean {
  return groupKind === 'batch/Job' || groupKind === 'batch/CronJob';
}

function hasPods(object: ManifestObject): boolean {
  return podTemplateOf(object) !== undefined;
}

function statefulSetsIn(objects: readonly ManifestObject[]): StatefulSet[] {
  return objects.filter(object => isOf(CHANGED.statefulSet, object)).map(CHANGED.statefulSet.from);
}
