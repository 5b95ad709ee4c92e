import { isAbsolute, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fingerprints } from './fingerprints';
import { NotChecked } from './read';
import { Place, Report } from './report';
import { Finding, messageOf, Severity } from '../manifest/lint/finding';
import { firstOf } from '../manifest/lint/listed';
import { ManifestObject } from '../manifest/model/object';
import { UpdateFinding } from '../manifest/update/finding';

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/**
 * The report as SARIF 2.1.0, which code scanning of GitHub and others read.
 *
 * @param directory what the URIs of files are relative to
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * @see https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function formatSarif(report: Report, version: string, directory: string): string {
  const rules = rulesOf(report.findings);
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const fingerprint = fingerprints();
  const { located } = report;
  const results = located.flatMap(({ finding, place }) => place ? [{
    ruleId: finding.id,
    ruleIndex: indexes.get(finding.id),
    level: LEVELS[finding.severity],
    message: { text: messageAndFix(finding) },
    locations: [locationAt(place, directory)],
    relatedLocations: firstOf(finding.related).flatMap(object => relatedLocation(object, report, directory)),
    partialFingerprints: { primaryLocationLineHash: fingerprint(finding) },
    ...finding.outcome !== undefined && { properties: propertiesOf(finding) },
  }] : []);
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: {
        driver: {
          name: 'stateful-app',
          semanticVersion: version,
          informationUri: 'https://github.com/cdk8s-stateful-app/cdk8s-stateful-app',
          rules,
        },
      },
      invocations: [{
        executionSuccessful: report.isRead,
        toolExecutionNotifications: [
          ...report.notChecked.map(notChecked => notification(notChecked, directory)),
          ...report.nothing === undefined ? [] : [{ level: 'error', message: { text: report.nothing } }],
        ],
        // code scanning refuses results that are in no file, such as what is said of an option
        toolConfigurationNotifications: located.filter(({ place }) => !place).map(({ finding }) => ({
          level: LEVELS[finding.severity],
          message: { text: messageAndFix(finding) },
        })),
      }],
      columnKind: 'utf16CodeUnits',
      properties: { complete: report.isComplete, targetVersions: report.targetVersions },
      results,
    }],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function rulesOf(findings: readonly Finding[]) {
  const byId = new Map(findings.map(finding => [finding.id, finding]));
  return [...byId.values()].map(({ id, name, severity, consequence, fix, link }) => ({
    id,
    name,
    shortDescription: { text: name.replaceAll('-', ' ') },
    fullDescription: { text: consequence },
    help: { text: fix },
    helpUri: link,
    defaultConfiguration: { level: LEVELS[severity] },
  }));
}

function messageAndFix(finding: Finding): string {
  return `${messageOf(finding)}. Fix: ${finding.fix}.`;
}

/** What only an update has. */
function propertiesOf({ outcome, data, apiServerMessage, changes }: UpdateFinding) {
  return { outcome, data, apiServerMessage, changes };
}

function relatedLocation(object: ManifestObject, report: Report, directory: string) {
  const place = report.placeOfObject(object);
  return place ? [{ ...locationAt(place, directory), message: { text: `${object.kind} ${object.name}` } }] : [];
}

function locationAt({ document, position }: Place, directory: string) {
  const { line, column, end } = position;
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(document.file, directory) },
      region: { startLine: line, startColumn: column, endLine: line, endColumn: end },
    },
  };
}

function notification({ file, line, reason, isUnreadable }: NotChecked, directory: string) {
  const physicalLocation = file !== undefined && {
    artifactLocation: { uri: uriOf(file, directory) },
    ...line !== undefined && { region: { startLine: line } },
  };
  return {
    level: isUnreadable ? 'error' : 'note',
    message: { text: reason },
    ...physicalLocation && { locations: [{ physicalLocation }] },
  };
}

/** Relative with forward slashes, or the whole URI of a file that is elsewhere. */
function uriOf(file: string, directory: string): string {
  const path = relative(directory, resolve(directory, file));
  return isAbsolute(path) || path.startsWith('..')
    ? pathToFileURL(resolve(directory, file)).href
    : path.split(sep).map(encodeURIComponent).join('/');
}
