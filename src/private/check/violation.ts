import { Finding, messageOf, Severity } from '../../manifest/lint/finding';

/**
 * A finding as the report of cdk8s has it.
 */
export interface Violation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: ViolatingResource[];
}

interface ViolatingResource {
  readonly resourceName: string;
  readonly locations: string[];
  readonly manifestPath: string;
}

/**
 * What is found in manifests. The report of cdk8s goes by rules, and lists what each is broken by.
 */
export function violationsOf(findings: readonly Finding[]): Violation[] {
  const byRule = new Map<string, Finding[]>();
  for (const finding of findings) {
    const title = titleOf(finding, finding.severity);
    byRule.set(title, [...byRule.get(title) ?? [], finding]);
  }
  return [...byRule].map(([ruleName, found]) => ({
    ruleName,
    recommendation: recommendationOf(found[0]),
    fix: found[0].fix,
    violatingResources: found.map(finding => resourceOf(finding, [messageOf(finding)])),
  }));
}

/**
 * That a configuration cannot be used, with the sentence that says why.
 */
export function configurationViolation(sentence: string): Violation {
  const [file = ''] = sentence.split(':', 1);
  return {
    ruleName: 'error configuration',
    recommendation: 'The check would not be the one that the configuration asks for',
    fix: `Mend ${file}`,
    violatingResources: [{ resourceName: file, locations: [sentence], manifestPath: file }],
  };
}

/**
 * The rule of a finding, as a title.
 */
export function titleOf({ id, name }: Finding, severity: Severity): string {
  return `${severity} ${id} ${name}`;
}

/**
 * What comes of it, and where it is explained.
 */
export function recommendationOf({ consequence, link }: Finding): string {
  return `${consequence} (${link})`;
}

/**
 * Where it was found, with sentences about it.
 */
export function resourceOf({ object }: Finding, locations: string[]): ViolatingResource {
  return { resourceName: object.name, locations, manifestPath: object.source ?? '' };
}
