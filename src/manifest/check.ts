import { Acceptance, acceptancesOf, applyAcceptances } from './acceptance';
import { Finding, isAtLeast, Severity } from './finding';
import { Inventory } from './model/inventory';
import { ManifestObject } from './model/object';
import { Context, Fault, Rule } from './rule';
import { RULES } from './rules';
import { TargetVersions } from './target';

/**
 * What to check for.
 */
export interface CheckOptions {
  /**
   * The versions of Kubernetes that the manifests are meant for.
   *
   * @default TargetVersions.ALL
   */
  readonly target?: TargetVersions;

  /**
   * The least severity that is told.
   *
   * @default 'warning'
   */
  readonly severity?: Severity;

  /**
   * What is accepted, beside what the annotations of the objects accept.
   *
   * @default - nothing
   */
  readonly acceptances?: readonly Acceptance[];
}

/**
 * What the rules find in manifests, in the order of the manifests.
 *
 * It is a pure function, and it throws nothing, whatever the manifests hold.
 */
export function check(objects: readonly ManifestObject[], options: CheckOptions = {}): Finding[] {
  const context = { inventory: new Inventory(objects), target: options.target ?? TargetVersions.ALL };
  const found = RULES.flatMap(rule => faultsOf(rule, context).map(fault => findingOf(rule, fault)));
  const acceptances = [...options.acceptances ?? [], ...objects.flatMap(acceptancesOf)];
  const left = applyAcceptances(found, acceptances).filter(({ severity }) => isAtLeast(severity, options.severity ?? 'warning'));
  const position = new Map(objects.map((object, index) => [object, index]));
  const positionOf = (finding: Finding) => position.get(finding.object) ?? objects.length;
  return left.sort((one, other) => positionOf(one) - positionOf(other));
}

/**
 * The objects of a manifest: those of a List, or itself.
 */
export function objectsOf(manifest: unknown, source?: string): ManifestObject[] {
  const object = new ManifestObject(manifest, source);
  const isList = object.kind.endsWith('List') && Array.isArray(object.root.at('items').value);
  // a list in a list is none that Kubernetes knows
  return isList ? object.root.at('items').items.map(item => new ManifestObject(item.value, source, item.path)) : [object];
}

function faultsOf(rule: Rule, context: Context): readonly Fault[] {
  const { inventory } = context;
  const subject = rule.check;
  if ('statefulSet' in subject) {
    return inventory.statefulSets.flatMap(set => subject.statefulSet(set, context));
  }
  if ('pod' in subject) {
    return inventory.pods.flatMap(pod => subject.pod(pod, context));
  }
  if ('service' in subject) {
    return inventory.services.flatMap(service => subject.service(service, context));
  }
  const [group, kind] = subject.kind?.split('/') ?? [];
  const objects = group === undefined || kind === undefined ? inventory.objects : inventory.ofKind(group, kind);
  return objects.flatMap(object => subject.object(object, context));
}

function findingOf(rule: Rule, fault: Fault): Finding {
  return {
    id: rule.id,
    name: rule.name,
    severity: fault.severity ?? rule.severity,
    object: fault.at.object,
    path: fault.at.path,
    value: fault.at.value,
    problem: fault.problem,
    consequence: rule.consequence,
    fix: fault.fix ?? rule.fix,
    link: rule.link,
    related: fault.related ?? [],
  };
}
