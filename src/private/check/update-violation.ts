import { recommendationOf, resourceOf, titleOf, Violation } from './violation';
import { messageOf, Severity } from '../../manifest/lint/finding';
import { placeOf, UpdateFinding } from '../../manifest/update/finding';

/**
 * What an update does, with what becomes of the data.
 */
export function updateViolation(finding: UpdateFinding, severity: Severity, fix: string): Violation {
  const { outcome, data, apiServerMessage, changes = [] } = finding;
  return {
    ruleName: titleOf(finding, severity),
    recommendation: recommendationOf(finding),
    fix,
    violatingResources: [resourceOf(finding, [
      `${messageOf(finding)}. Outcome: ${outcome}. ${data}`,
      ...apiServerMessage === undefined ? [] : [`the API server says: ${apiServerMessage}`],
      ...changes.map(change => `${placeOf(change)}: ${JSON.stringify(change.before)} -> ${JSON.stringify(change.after)}`),
    ])],
  };
}
