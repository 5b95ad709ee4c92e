import { drawApplication, Drawing } from './application-drawing';
import { escaped } from './canvas';
import { describe, titleOf } from './description';
import { findingsList } from './html-findings';
import { plansSection } from './html-plan';
import { rowsOf } from './rows';
import { findingsInWords } from './words';
import { ApplicationPicture } from '../manifest/picture/application-picture';
import { FieldChange, UpdateFinding } from '../manifest/update/finding';

/** The widths of a drawing, for a phone and for a screen. */
const WIDTHS = { narrow: 358, wide: 760 };

/**
 * A section of the page: the drawing, the table with the same facts, what is found, what changes, and the plan.
 *
 * @param alike applications that are the same but for their names; the first one is drawn
 */
export function section([application, ...others]: readonly [ApplicationPicture, ...ApplicationPicture[]], id: string): string {
  const rows = rowsOf(application);
  const findings = [...new Set(rows.flatMap(row => row.findings))];
  return [
    `<section id="${id}" aria-labelledby="${id}-h"><h2 id="${id}-h">${escaped(titleOf(application))}</h2>`,
    ...others.length > 0 ? [`<p>${others.length} alike: ${others.map(other => escaped(titleOf(other).replace('StatefulSet ', ''))).join(', ')}.</p>`] : [],
    '<div class="beside">',
    figure(application, id),
    table(rows),
    '</div>',
    ...findings.length > 0 ? ['<h3>What the rules find</h3>', findingsList(findings)] : [],
    ...application.changes.some(({ fields }) => fields.length > 0) ? ['<h3>What changes</h3>', changesTable(application)] : [],
    ...plansSection(application, id),
    '</section>',
  ].join('\n');
}

/** How much higher than wide a drawing can be to be readable on one page. */
const MOST_FOR_PAPER = 2;

function figure(application: ApplicationPicture, id: string): string {
  const drawings = Object.entries(WIDTHS).map(([name, width]) => ({ name, ...drawApplication(application, width) }));
  const isLong = drawings.at(-1)!.height > MOST_FOR_PAPER * WIDTHS.wide;
  return [`<figure${isLong ? ' class="long"' : ''}>`, ...drawings.map(drawing => svg(application, drawing, id)), '</figure>'].join('\n');
}

function svg(application: ApplicationPicture, { name, width, height, content }: Drawing & { readonly name: string }, sectionId: string): string {
  const id = `${sectionId}-${name}`;
  return [
    `<svg class="${name}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-t ${id}-d">`,
    `<title id="${id}-t">${escaped(titleOf(application))}</title><desc id="${id}-d">${escaped(describe(application))}</desc>`,
    content,
    '</svg>',
  ].join('');
}

function table(rows: ReturnType<typeof rowsOf>): string {
  const marks = ({ change, findings }: { readonly change?: string; readonly findings: readonly UpdateFinding[] }) =>
    [...change === undefined ? [] : [change], ...findings.length === 0 ? [] : [findingsInWords({ findings })]].join('; ');
  const hasMarks = rows.some(row => marks(row) !== '');
  const lines = rows.map(row => {
    const { kind, name, facts } = row;
    return `<tr><th scope="row"><span>${escaped(kind)}</span> <code>${escaped(name)}</code><td>${escaped(facts.join(' · '))}${hasMarks ? `<td class="mark">${escaped(marks(row))}` : ''}`;
  });
  return `<table><thead><tr><th scope="col">what<th scope="col">facts${hasMarks ? '<th scope="col">found, changed' : ''}<tbody>${lines.join('')}</table>`;
}

function changesTable({ changes }: ApplicationPicture): string {
  const lines = changes.flatMap(({ kind, name, fields }) => fields.map(field =>
    `<tr><th scope="row">${escaped(`${kind} ${name}`)}<td><code>${escaped(field.path)}</code><td>${valueIn(field, 'before')}<td>${valueIn(field, 'after')}`));
  return `<table class="changes"><thead><tr><th scope="col">object<th scope="col">field<th scope="col">before<th scope="col">after<tbody>${lines.join('')}</table>`;
}

const LONGEST_VALUE = 200;

function valueIn(change: FieldChange, side: 'before' | 'after'): string {
  const value = change[side];
  if (value === undefined) {
    return 'nothing';
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `<code>${escaped(text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text)}</code>`;
}
