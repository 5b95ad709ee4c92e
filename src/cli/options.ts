import { InvalidArgumentError } from 'commander';
import { isRule } from '../manifest/is-rule';
import { TargetVersions } from '../manifest/kubernetes/target-versions';
import { Acceptance } from '../manifest/lint/acceptance';

/**
 * `1.34` as versions of Kubernetes.
 */
export function parseTarget(text: string): TargetVersions {
  try {
    return TargetVersions.parse(text);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

/**
 * `RULE=REASON` as an acceptance, beside those of the options before it.
 */
export function parseAcceptance(text: string, before: readonly Acceptance[]): Acceptance[] {
  const [, rule, reason] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (rule === undefined || reason === undefined || reason.trim() === '') {
    throw new InvalidArgumentError('Write it as RULE=REASON, such as R50="the pods have no state to lose".');
  }
  if (!isRule(rule)) {
    throw new InvalidArgumentError(`No rule is called ${JSON.stringify(rule)}.`);
  }
  return [...before, { rule, reason, writtenAs: '--accept' }];
}
