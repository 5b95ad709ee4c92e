import { titleOf } from './description';
import { formatMermaid } from './mermaid';
import { rowsOf } from './rows';
import { remarksOn, summaryOf } from './summary';
import { findingsInWords, SEVERITY_SIGNS } from './words';
import { messageOf } from '../manifest/lint/finding';
import { markdownCode, markdownTable, markdownText } from '../manifest/lint/markdown';
import { Picture } from '../manifest/picture';
import { Alike, alike } from '../manifest/picture/alike';
import { ApplicationPicture } from '../manifest/picture/application-picture';
import { FieldChange, UpdateFinding } from '../manifest/update/finding';

/** A comment of a pull request has 65,536 characters at most. */
const MOST = 60_000;

/**
 * The applications for the comment of a pull request.
 */
export function formatMarkdown(picture: Picture): string {
  const compares = picture.plan !== undefined;
  const groups = alike(picture.applications);
  const told: string[] = [];
  const left: ApplicationPicture[] = [];
  let length = 0;
  for (const group of groups) {
    const text = sectionOf(group, compares);
    // what does not change is no news in a pull request
    if ((compares && !isChanged(group[0])) || (told.length > 0 && length + text.length > MOST)) {
      left.push(...group);
    } else {
      told.push(text);
      length += text.length;
    }
  }
  return `${[
    '## Stateful applications',
    ...summaryOf(picture).map(markdownText),
    ...told,
    ...left.length > 0 ? [`${compares ? 'Unchanged, or not told for want of room' : 'Not told for want of room'}: ${namesOf(left)}.`] : [],
    ...picture.elsewhere.length > 0 ? ['### Found elsewhere', findingsList(picture.elsewhere)] : [],
    ...remarksOn(picture).map(text => `<sub>${markdownText(text)}</sub>`),
  ].join('\n\n')}\n`;
}

/** So many names are told. */
const MOST_NAMES = 40;

function namesOf(applications: readonly ApplicationPicture[]): string {
  const names = applications.slice(0, MOST_NAMES).map(({ set: { name } }) => markdownText(name));
  return `${names.join(', ')}${applications.length > MOST_NAMES ? ` and ${applications.length - MOST_NAMES} more` : ''}`;
}

function isChanged({ set, changes, plans }: ApplicationPicture): boolean {
  return set.change !== undefined || changes.length > 0 || plans.length > 0;
}

function sectionOf([application, ...others]: Alike, compares: boolean): string {
  const rows = rowsOf(application).filter(({ change, findings }) => !compares || change !== undefined || findings.length > 0);
  const findings = [...new Set(rowsOf(application).flatMap(row => row.findings))];
  const changes = application.changes.flatMap(({ kind, name, fields }) => fields.map(field => [markdownText(`${kind} ${name}`), markdownCode(field.path), valueIn(field, 'before'), valueIn(field, 'after')]));
  return [
    `### ${markdownText(titleOf(application))}`,
    ...others.length > 0 ? [`${others.length} alike: ${namesOf(others)}.`] : [],
    `\`\`\`mermaid\n${formatMermaid([application])}\`\`\``,
    ...findings.length > 0 ? [findingsList(findings)] : [],
    ...rows.length > 0 ? [markdownTable(['what', 'facts', 'found, changed'], rows.map(row => [
      `${markdownText(row.kind)} ${markdownCode(row.name)}`,
      markdownText(row.facts.join(' · ')),
      [...row.change === undefined ? [] : [row.change], ...row.findings.length === 0 ? [] : [findingsInWords(row)]].map(markdownText).join('; '),
    ]))] : [],
    ...changes.length > 0 ? [markdownTable(['object', 'field', 'before', 'after'], changes)] : [],
    ...application.plans.map(({ versions, rows: steps, stuck, notes }) => [
      `<details><summary>What the StatefulSet controller does (Kubernetes ${markdownText(versions)})</summary>`,
      steps.length === 0 ? 'No pod and no claim is touched.' : markdownTable(['step', 'what happens', 'ready'], steps.map(({ number, text, serving }) => [number, markdownText(text), String(serving ?? '')])),
      ...notes.map(note => `Note: ${markdownText(note)}.`),
      ...stuck === undefined ? [] : [`▲ Stuck at ${markdownText(stuck.pod)}, because ${markdownText(stuck.because)}, until ${markdownText(stuck.until)}. Way out: ${markdownText(stuck.wayOut)}.`],
      '</details>',
    ].join('\n\n')),
  ].join('\n\n');
}

function findingsList(findings: readonly UpdateFinding[]): string {
  return findings.map(finding => {
    const { severity, id, name, link, object, fix, outcome } = finding;
    return `- ${SEVERITY_SIGNS[severity]} **${severity} [${id} ${name}](${link})**${outcome === undefined ? '' : ` (${outcome})`} ${markdownText(`${object.title}: ${messageOf(finding)}: ${fix}`)}`;
  }).join('\n');
}

function valueIn(change: FieldChange, side: 'before' | 'after'): string {
  const value = change[side];
  const text = typeof value === 'string' ? value : JSON.stringify(value) ?? '';
  return value === undefined ? 'nothing' : markdownCode(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
