import { escaped } from './canvas';
import { SEVERITY_SIGNS } from './words';
import { messageOf } from '../manifest/lint/finding';
import { UpdateFinding } from '../manifest/update/finding';

/** Findings that are told at length in one list. */
const MOST = 60;

/**
 * What is found, with what to do; nothing where nothing is.
 */
export function findingsSection(title: string, findings: readonly UpdateFinding[]): string[] {
  return findings.length === 0 ? [] : [`<section><h2>${title}</h2>${findingsList(findings)}</section>`];
}

/**
 * Findings as a list.
 */
export function findingsList(findings: readonly UpdateFinding[]): string {
  const items = findings.slice(0, MOST).map(finding => {
    const { severity, id, name, object, fix, link, outcome } = finding;
    return [
      `<li class="finding"><strong>${SEVERITY_SIGNS[severity]} ${severity} <a href="${escaped(link)}">${id} ${name}</a></strong>`,
      `${outcome === undefined ? '' : ` (${outcome})`} ${escaped(object.title)}: ${escaped(messageOf(finding))}. <em>${escaped(fix)}</em></li>`,
    ].join('');
  });
  const more = findings.length > MOST ? `<li>and ${findings.length - MOST} more, which <code>stateful-app check</code> tells</li>` : '';
  return `<ul class="findings">${items.join('')}${more}</ul>`;
}
