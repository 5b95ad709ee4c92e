import { Finding, isAtLeast, messageOf, SEVERITIES, Severity } from './manifest/lint/finding';
import type { RunOptions } from './manifest/lint/run';
import { acceptances } from './private/check/acceptance';
import { checker } from './private/check/load';
import { targetVersionOf } from './private/check/target-version';
import { refuse } from './private/errors';

/**
 * Settings of the plugin: `properties` in cdk8s.yaml.
 *
 * @internal
 */
export interface StatefulAppValidationProps {
  /**
   * The versions of Kubernetes that all manifests are judged for: `1.34`, `1.35.2` or `1.30-1.34`.
   *
   * @default - what an object says in its annotation, as those of a StatefulApp with `targetVersion` do, and else 1.28-1.37
   */
  readonly targetVersion?: string;

  /**
   * The least severity at which the synthesis fails: `error`, `warning` or `info`. Warnings are told in any case.
   *
   * @default 'error'
   */
  readonly severity?: string;

  /**
   * Findings that are meant, in all manifests: the id of the rule, or its name, and the reason.
   *
   * @default - none
   */
  readonly acceptedFindings?: { readonly [rule: string]: string };

  /**
   * Whether the manifests are a complete program: what is not among them, nobody applies beside them. Only then is it a
   * finding that an object is not there.
   *
   * @default true
   */
  readonly complete?: boolean;
}

/**
 * What `cdk8s synth` gives to a plugin; only what is used of it.
 */
interface ValidationContext {
  readonly manifests: readonly string[];
  readonly report: {
    addViolation(violation: Violation): void;
    submit(status: 'success' | 'failure'): void;
  };
  parseManifest(path: string): unknown[];
}

interface Violation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: { readonly resourceName: string; readonly locations: string[]; readonly manifestPath: string }[];
}

/**
 * The plugin of `cdk8s synth` that checks every manifest of the program: `validations:` in cdk8s.yaml.
 *
 * It is for the command line of cdk8s, which loads it by its name; it has no use in a program, nor in other languages.
 *
 * @see https://cdk8s.io/docs/latest/plugins/validation-overview/
 * @internal
 */
export class StatefulAppValidation {
  private readonly failing: Severity;
  private readonly options: RunOptions;

  /**
   * @throws where a setting is none
   */
  constructor({ targetVersion, severity = 'error', acceptedFindings, complete = true }: StatefulAppValidationProps = {}) {
    const known = SEVERITIES.find(candidate => candidate === severity);
    refuse('severity', severity, known ? undefined : { problem: `is not one of ${SEVERITIES.join(', ')}` });
    this.failing = known ?? 'error';
    this.options = {
      target: targetVersionOf(targetVersion),
      severity: known === 'info' ? 'info' : 'warning',
      acceptances: acceptances(acceptedFindings),
      complete,
    };
  }

  public async validate(context: ValidationContext): Promise<void> {
    const { check, objectsOf } = checker();
    const objects = context.manifests.flatMap(path => context.parseManifest(path).flatMap(manifest => objectsOf(manifest, path)));
    const findings = check(objects, this.options);
    violationsOf(findings).forEach(violation => context.report.addViolation(violation));
    context.report.submit(findings.some(({ severity }) => isAtLeast(severity, this.failing)) ? 'failure' : 'success');
  }
}

/** The report of cdk8s goes by rules, and lists what each is broken by. */
function violationsOf(findings: readonly Finding[]): Violation[] {
  const byRule = new Map<string, Finding[]>();
  for (const finding of findings) {
    const title = `${finding.severity} ${finding.id} ${finding.name}`;
    byRule.set(title, [...byRule.get(title) ?? [], finding]);
  }
  return [...byRule].map(([ruleName, found]) => ({
    ruleName,
    recommendation: `${found[0].consequence} (${found[0].link})`,
    fix: found[0].fix,
    violatingResources: found.map(finding => ({
      resourceName: finding.object.name,
      locations: [messageOf(finding)],
      manifestPath: finding.object.source ?? '',
    })),
  }));
}
