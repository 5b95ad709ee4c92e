import { withDefaults } from './defaults/defaults';
import { TargetVersions } from './kubernetes/target-versions';
import { accepts, acceptancesOf } from './lint/acceptance';
import { Inventory } from './model/inventory';
import { isJson, Json } from './model/json';
import { ManifestObject } from './model/object';
import { Service } from './model/service';
import { StatefulSet } from './model/stateful-set';
import { UpdateFinding } from './update/finding';
import { applied, isLive, lastApplied } from './update/last-applied';
import { pairsOf } from './update/matching';
import { replacementsOf } from './update/replacements';
import { Change, UpdateContext, UpdateFault, UpdateRule } from './update/rule';
import { UPDATE_RULES } from './update/rules';
import { fieldIn } from './update/sentences';

/**
 * What comes of an update from some manifests to others, in the order of the new manifests; what is gone comes last. The
 * old manifests may be what a cluster prints.
 *
 * It is a pure function, and it throws nothing, whatever the manifests hold.
 */
export function diff(
  before: readonly ManifestObject[],
  after: readonly ManifestObject[],
  target: TargetVersions,
): UpdateFinding[] {
  const comparison = new Comparison(before, after, target);
  const all = UPDATE_RULES.flatMap(rule => comparison.faultsOf(rule).map(fault => comparison.findingOf(rule, fault)));
  const acceptances = [...after, ...before].flatMap(acceptancesOf);
  const found = all.filter(finding => !acceptances.some(acceptance => accepts(acceptance, finding)));
  const position = new Map([...after, ...before].map((object, index) => [object, index]));
  const positionOf = ({ object }: UpdateFinding) => position.get(object) ?? position.size;
  return found.sort((one, other) => positionOf(one) - positionOf(other));
}

/**
 * Two sets of manifests, with what is in both.
 */
class Comparison {
  private readonly statefulSets: Change<StatefulSet>[] = [];
  private readonly services: Change<Service>[] = [];
  private readonly claims: Change<ManifestObject>[] = [];
  private readonly removed: StatefulSet[];
  private readonly replacements: ReturnType<typeof replacementsOf>;
  private readonly context: UpdateContext;

  /** The objects of the input by those that have their defaults filled in. */
  private readonly origins = new Map<ManifestObject, ManifestObject>();

  constructor(before: readonly ManifestObject[], after: readonly ManifestObject[], target: TargetVersions) {
    this.context = { target, inventory: new Inventory(after) };
    const pairs = pairsOf(before, after);
    pairs.changed.forEach(([old, now]) => this.addChange(old, now));
    const [removed, added] = [pairs.removed, pairs.added].map(objects => objects
      .filter(({ group, kind }) => `${group}/${kind}` === 'apps/StatefulSet')
      .map(object => new StatefulSet(this.filled(object, object.manifest))));
    this.replacements = replacementsOf(removed ?? [], added ?? []);
    const replaced = new Set(this.replacements.map(replacement => replacement.before));
    this.removed = (removed ?? []).filter(set => !replaced.has(set));
  }

  public faultsOf({ check }: UpdateRule): readonly UpdateFault[] {
    if ('statefulSet' in check) {
      return this.statefulSets.flatMap(change => check.statefulSet(change, this.context));
    }
    if ('service' in check) {
      return this.services.flatMap(change => check.service(change, this.context));
    }
    if ('claim' in check) {
      return this.claims.flatMap(change => check.claim(change, this.context));
    }
    return 'replacement' in check
      ? this.replacements.flatMap(replacement => check.replacement(replacement, this.context))
      : this.removed.flatMap(set => check.removed(set, this.context));
  }

  public findingOf(rule: UpdateRule, fault: UpdateFault): UpdateFinding {
    const object = this.originOf(fault.at.object);
    return {
      id: rule.id,
      name: rule.name,
      severity: fault.severity ?? rule.severity,
      object,
      path: fault.at.path,
      value: fieldIn(object, fault.at).value,
      problem: fault.problem,
      consequence: fault.consequence ?? rule.consequence,
      fix: fault.fix ?? rule.fix,
      link: rule.link,
      related: (fault.related ?? []).map(related => this.originOf(related)),
      outcome: fault.outcome ?? rule.outcome,
      data: fault.data ?? rule.data,
      ...fault.apiServerMessage !== undefined && { apiServerMessage: fault.apiServerMessage },
    };
  }

  private addChange(old: ManifestObject, now: ManifestObject): void {
    const add = <T>(changes: Change<T>[], of: (object: ManifestObject) => T) => changes.push({
      before: of(this.filled(old, old.manifest)),
      after: of(this.filled(now, this.asApplied(old, now))),
      written: now,
      isLive: isLive(old),
    });
    switch (`${now.group}/${now.kind}`) {
      case 'apps/StatefulSet': add(this.statefulSets, object => new StatefulSet(object)); break;
      case '/Service': add(this.services, object => new Service(object)); break;
      case '/PersistentVolumeClaim': add(this.claims, object => object); break;
    }
  }

  /** The new manifest with what it leaves to others; an autoscaler in the cluster keeps its replicas. */
  private asApplied(old: ManifestObject, now: ManifestObject): unknown {
    const manifest = applied(old, now);
    const isScaled = isLive(old) && lastApplied(old) === undefined && old.spec.at('replicas').isSet && !now.spec.at('replicas').isSet
      && isJson(manifest) && this.context.inventory.autoscalersOf(new StatefulSet(now)).length > 0;
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
