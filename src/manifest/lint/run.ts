import { Acceptance, acceptancesOf, applyAcceptances, withoutAccepted } from './acceptance';
import { ContextOptions, Contexts } from './contexts';
import { objectEdit } from './edit';
import { Finding, isAtLeast, Severity } from './finding';
import { Check, Context, Fault, RuleOf } from './rule';
import { targetVersionFindings } from './target-version';
import { helmTemplateIn, RENDER_FIRST } from '../kubernetes/templates';
import { ManifestObject } from '../model/object';

/**
 * What every run of rules takes, on manifests as on updates.
 */
export interface RunOptions extends ContextOptions {
  /**
   * The least severity that is reported.
   *
   * @default 'warning'
   */
  readonly severity?: Severity;

  /**
   * The severities of rules, by their ids or names, where they are not their own.
   *
   * @default - none
   */
  readonly severities?: ReadonlyMap<string, Severity>;

  /**
   * What is accepted, beside what the annotations of the objects accept.
   *
   * @default - nothing
   */
  readonly acceptances?: readonly Acceptance[];
}

/** A rule with its function on one kind of subject. */
export interface RuleCheck<R, T, F extends Fault> {
  readonly rule: R;
  readonly run: Check<T, F>;
}

/**
 * Things that rules look at, such as all Services.
 */
export interface SubjectsOf<R, T, F extends Fault> {
  readonly all: readonly T[];

  /** The object that a thing is made from, or is. */
  readonly objectOf: (subject: T) => ManifestObject;

  /**
   * Those of the checks that may find something in an object.
   *
   * @default - all of them
   */
  readonly checksFor?: (checks: readonly RuleCheck<R, T, F>[], object: ManifestObject, context: Context) => readonly RuleCheck<R, T, F>[];
}

/**
 * Rules, and what they look at.
 */
export interface Run<S, R extends RuleOf<S, F>, F extends Fault, T extends Finding> {
  readonly rules: readonly R[];

  /** By the names under which rules have their checks. */
  readonly subjects: { readonly [K in keyof S]: SubjectsOf<R, S[K], F> };
  readonly contexts: Contexts;
  readonly findingOf: (rule: R, fault: F) => T;

  /** Whether there is a rule of that id or name, among these or others. */
  readonly isRule: (idOrName: string) => boolean;

  /** All objects, in the order of the findings. */
  readonly objects: readonly ManifestObject[];

  /**
   * Objects that were there before. What their annotations accept counts, and nobody has to tidy it up.
   *
   * @default - none
   */
  readonly earlier?: readonly ManifestObject[];
}

/**
 * What rules find, without what is accepted, from the least severity on, in the order of the objects. What is wrong with
 * the annotations that steer the run itself is found as well.
 */
export function run<S, R extends RuleOf<S, F>, F extends Fault, T extends Finding>(
  { rules, subjects, contexts, findingOf: toFinding, isRule, objects, earlier = [] }: Run<S, R, F, T>,
  { severity: least = 'warning', severities, acceptances = [] }: RunOptions,
): (T | Finding)[] {
  const found: T[] = [];
  for (const name of Object.keys(subjects) as (keyof S)[]) {
    const checks = checksOn<S, keyof S, R, F>(rules, name);
    look<R, S[keyof S], F>(checks, subjects[name], contexts, (rule, fault) => found.push(withSeverity(toFinding(rule, fault), severities)));
  }
  // whether something is accepted in vain cannot be said of a rule that is not run
  const isRun = (rule: string) => rules.some(({ id, name }) => rule === id || rule === name) || !isRule(rule);
  const left = applyAcceptances(found, [...acceptances, ...objects.flatMap(acceptancesOf)].filter(({ rule }) => isRun(rule)), objects);
  const told = [...withoutAccepted(left, earlier.flatMap(acceptancesOf)), ...objects.flatMap(targetVersionFindings)];
  const position = new Map([...objects, ...earlier].map((object, index) => [object, index]));
  const positionOf = ({ object }: Finding) => position.get(object) ?? position.size;
  return told.filter(({ severity }) => isAtLeast(severity, least)).sort((one, other) => positionOf(one) - positionOf(other));
}

/**
 * The severity of a rule in a run; undefined where the run says nothing of it.
 */
export function severityIn(severities: RunOptions['severities'], { id, name }: Pick<Finding, 'id' | 'name'>): Severity | undefined {
  return severities?.get(id) ?? severities?.get(name);
}

function withSeverity<T extends Finding>(finding: T, severities: RunOptions['severities']): T {
  const severity = severityIn(severities, finding);
  return severity === undefined ? finding : { ...finding, severity };
}

/**
 * What a rule found at one place.
 */
export function findingOf(
  { id, name, severity, consequence, fix, link }: Omit<RuleOf<unknown, Fault>, 'check'>,
  fault: Fault,
): Finding {
  const { object, path, value } = fault.at;
  return {
    id,
    name,
    severity: fault.severity ?? severity,
    object,
    path,
    value,
    problem: fault.problem,
    consequence,
    // no other way is any good then
    fix: helmTemplateIn(value) === undefined ? fault.fix ?? fix : RENDER_FIRST,
    link,
    related: fault.related ?? [],
    edit: fault.edit && objectEdit(fault.at, fault.edit),
  };
}

function checksOn<S, K extends keyof S, R extends RuleOf<S, F>, F extends Fault>(rules: readonly R[], name: K): RuleCheck<R, S[K], F>[] {
  return rules.flatMap(rule => {
    const check = rule.check[name];
    return check === undefined ? [] : [{ rule, run: check }];
  });
}

/**
 * All rules look at one thing before they look at the next, which then is still in the cache of the processor.
 */
function look<R, T, F extends Fault>(
  checks: readonly RuleCheck<R, T, F>[],
  { all, objectOf, checksFor = every => every }: SubjectsOf<R, T, F>,
  contexts: Contexts,
  tell: (rule: R, fault: F) => void,
): void {
  const lookAt = (subject: T) => {
    const object = objectOf(subject);
    const context = contexts.of(object);
    for (const { rule, run: check } of checksFor(checks, object, context)) {
      for (const fault of check(subject, context)) {
        tell(rule, fault);
      }
    }
  };
  all.forEach(lookAt);
}
