import { createRequire } from 'module';
import { TargetVersions } from './kubernetes/target-versions';
import { Acceptance, acceptancesOf, applyAcceptances } from './lint/acceptance';
import { Finding, isAtLeast, Severity } from './lint/finding';
import { Checks, memo } from './lint/memo/memo';
import { Context, Fault, Rule } from './lint/rule';
import { Inventory } from './model/inventory';
import { ManifestObject } from './model/object';
import { PodTemplate, podTemplateOf } from './model/pod-template';
import { Service } from './model/service';
import { StatefulSet } from './model/stateful-set';
import { RULES } from './rules';

const load = createRequire(__filename);

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

  /**
   * Whether the manifests are a complete program: what is not among them, nobody applies beside them.
   *
   * @default false
   */
  readonly complete?: boolean;
}

/**
 * What the rules find in manifests, in the order of the manifests.
 *
 * It is a pure function, and it throws nothing, whatever the manifests hold.
 */
export function check(objects: readonly ManifestObject[], options: CheckOptions = {}): Finding[] {
  const { target = TargetVersions.ALL, severity: least = 'warning', complete: isComplete = false } = options;
  const context = { inventory: new Inventory(objects), target, isComplete };
  const findings = findingsIn(context, least);
  const acceptances = [...options.acceptances ?? [], ...objects.flatMap(acceptancesOf)].filter(({ rule }) => isLookedFor(rule, least));
  const left = applyAcceptances(findings, acceptances).filter(({ severity }) => isAtLeast(severity, least));
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

/**
 * Whether there is a rule of that id or name, on manifests or on updates.
 */
export function isRule(idOrName: string): boolean {
  const isNamed = ({ id, name }: { readonly id: string; readonly name: string }) => id === idOrName || name === idOrName;
  return RULES.some(isNamed) || updateRules().some(isNamed);
}

/** They are loaded where something is accepted only: a check has no use for them. */
function updateRules(): typeof import('./update/rules').UPDATE_RULES {
  return (load('./update/rules') as typeof import('./update/rules')).UPDATE_RULES;
}

/** Whether what the rule of that id or name finds is told here; of others it cannot be said whether they are accepted. */
function isLookedFor(idOrName: string, least: Severity): boolean {
  const rule = RULES.find(({ id, name }) => id === idOrName || name === idOrName);
  return rule === undefined ? !isRule(idOrName) : rule.severity !== 'info' || least === 'info';
}

/** The rules by what they look at; those whose findings are infos only where infos are told. */
class ChecksOf {
  readonly statefulSets: Checks<StatefulSet>;
  readonly pods: Checks<PodTemplate>;
  readonly services: Checks<Service>;
  private readonly objects: Checks<ManifestObject>;
  private readonly byKind = new Map<string, Checks<ManifestObject>>();

  constructor(least: Severity) {
    const rules = RULES.filter(({ severity }) => severity !== 'info' || least === 'info');
    this.statefulSets = rules.flatMap(rule => 'statefulSet' in rule.check ? [{ rule, run: rule.check.statefulSet }] : []);
    this.pods = rules.flatMap(rule => 'pod' in rule.check ? [{ rule, run: rule.check.pod }] : []);
    this.services = rules.flatMap(rule => 'service' in rule.check ? [{ rule, run: rule.check.service }] : []);
    this.objects = rules.flatMap(rule => 'object' in rule.check ? [{ rule, run: rule.check.object, kind: rule.check.kind }] : []);
  }

  public of({ group, kind: plain }: ManifestObject): Checks<ManifestObject> {
    const kind = `${group}/${plain}`;
    const known = this.byKind.get(kind) ?? this.objects.filter(each => each.kind === undefined || each.kind === kind);
    this.byKind.set(kind, known);
    return known;
  }
}

/**
 * All rules look at one thing before they look at the next, which then is still in the cache of the processor.
 */
function findingsIn(context: Context, least: Severity): Finding[] {
  const checksToRun = memo(context);
  const checks = new ChecksOf(least);
  const { statefulSets, pods, services, objects } = context.inventory;
  const findings: Finding[] = [];
  const look = <T>(subject: T, object: ManifestObject, all: Checks<T>, subjectOf: (object: ManifestObject) => T) => {
    for (const { rule, run } of checksToRun(all, object, subjectOf)) {
      for (const fault of run(subject, context)) {
        findings.push(findingOf(rule, fault));
      }
    }
  };
  statefulSets.forEach(set => look(set, set.object, checks.statefulSets, object => new StatefulSet(object)));
  pods.forEach(pod => look(pod, pod.owner, checks.pods, podOf));
  services.forEach(service => look(service, service.object, checks.services, object => new Service(object)));
  objects.forEach(object => look(object, object, checks.of(object), same => same));
  return findings;
}

function podOf(owner: ManifestObject): PodTemplate {
  return owner.group === 'apps' && owner.kind === 'StatefulSet' ? new StatefulSet(owner).pod : new PodTemplate(owner, podTemplateOf(owner) ?? owner.root);
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
