import { escaped } from './canvas';
import { titleOf } from './description';
import { findingsSection } from './html-findings';
import { section } from './html-section';
import { PAGE_SCRIPT } from './page-script';
import { PAGE_STYLE } from './page-style';
import { COLOURS, DRAWING_STYLE } from './style';
import { remarksOn, summaryOf } from './summary';
import { Picture } from '../manifest/picture';
import { Alike, alike } from '../manifest/picture/alike';
import { ApplicationPicture } from '../manifest/picture/application-picture';
import { thingsIn } from '../manifest/picture/things';

/** Characters of drawings and tables on one page: what is there besides are a line for each application, and what they have in common. */
const MOST = 160_000;

/**
 * A page that shows the applications. It needs nothing but itself.
 */
export function formatHtml(picture: Picture): string {
  const groups = alike(picture.applications);
  const drawn = sectionsOf(groups);
  const rest = groups.filter((_, index) => !drawn.some(each => each.index === index));
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'; script-src \'unsafe-inline\'; img-src data:">',
    '<link rel="icon" href="data:,">',
    `<title>${escaped(headingOf(picture))}</title>`,
    `<style>${COLOURS}${DRAWING_STYLE}${PAGE_STYLE}</style>`,
    `<header><h1>${escaped(headingOf(picture))}</h1>`,
    ...summaryOf(picture).map(text => `<p>${escaped(text)}</p>`),
    '</header>',
    ...drawn.length > 1 ? [contents(drawn)] : [],
    '<main>',
    ...drawn.map(({ text }) => text),
    ...rest.length > 0 ? [notDrawn(rest.flat())] : [],
    ...findingsSection('Found elsewhere', picture.elsewhere),
    '</main>',
    `<footer>${remarksOn(picture).map(text => `<p>${escaped(text)}</p>`).join('')}</footer>`,
    `<script>${PAGE_SCRIPT}</script>`,
    '</html>',
    '',
  ].join('\n');
}

interface Section {
  readonly group: Alike;
  readonly index: number;
  readonly text: string;
}

/** The sections that there is room for, those first where something changes or is found. */
function sectionsOf(groups: readonly Alike[]): Section[] {
  const all = groups.map((group, index) => ({ group, index, isUrgent: isUrgent(group) }));
  const drawn: Section[] = [];
  let length = 0;
  for (const { group, index } of [...all.filter(each => each.isUrgent), ...all.filter(each => !each.isUrgent)]) {
    const text = section(group, `a${index}`);
    length += text.length;
    if (drawn.length > 0 && length > MOST) {
      break;
    }
    drawn.push({ group, index, text });
  }
  return drawn.sort((one, other) => one.index - other.index);
}

function isUrgent([application]: Alike): boolean {
  return application.changes.length > 0 || thingsIn(application).some(({ change, findings }) => change !== undefined || findings.length > 0);
}

function headingOf({ applications }: Picture): string {
  return applications.length === 1 ? titleOf(applications[0]!) : `${applications.length} stateful applications`;
}

function contents(sections: readonly Section[]): string {
  const links = sections.map(({ group: [first, ...others], index }) =>
    `<li><a href="#a${index}">${escaped(first.set.name || 'without a name')}</a>${others.length > 0 ? ` and ${others.length} alike` : ''}</li>`);
  return `<nav aria-label="Applications"><ul>${links.join('')}</ul></nav>`;
}

/** What there is no room to draw. */
function notDrawn(applications: readonly ApplicationPicture[]): string {
  const rows = applications.map(({ set, object: { namespace }, lanes, notDrawn: more }) =>
    `<tr><th scope="row">${escaped(set.name)}<td>${escaped(namespace ?? '')}<td>${lanes.length + more}`);
  return [
    `<section><h2>${applications.length} more applications</h2>`,
    '<p>They are not drawn, to keep this page light: <code>--only NAME</code> draws those of a name.</p>',
    `<table><thead><tr><th scope="col">StatefulSet<th scope="col">namespace<th scope="col">pods<tbody>${rows.join('')}</table></section>`,
  ].join('\n');
}
