import { describe, titleOf } from './description';
import { factInWords, findingsInWords, rangeOf, CHANGES, turnInWords } from './words';
import { ApplicationPicture } from '../manifest/picture/application-picture';
import { collapsed } from '../manifest/picture/collapse';
import { Thing } from '../manifest/picture/thing';

/**
 * The applications as one Mermaid flowchart, with a title and a description for those who do not see it.
 */
export function formatMermaid(applications: readonly ApplicationPicture[]): string {
  return [
    'flowchart TB',
    `  accTitle: ${told(applications.map(titleOf).join('; '))}`,
    `  accDescr: ${told(applications.map(describe).join(' '))}`,
    ...applications.flatMap((application, index) => linesOf(application, `a${index}`)),
    '',
  ].join('\n');
}

/** The shapes of nodes. */
const SHAPES = { box: ['["', '"]'], pod: ['("', '")'], store: ['[("', '")]'] } as const;

function linesOf(application: ApplicationPicture, id: string): string[] {
  const { set, containers, governing, services, guards, lanes, notDrawn } = application;
  const node = (name: string, shape: keyof typeof SHAPES, thing: Thing, notes: readonly string[] = [], without: readonly string[] = []) =>
    `${id}${name}${SHAPES[shape].join(label(thing, notes, without))}`;
  const groups = collapsed(lanes);
  const pods = groups.flatMap((group, lane) => rangeOf(group, ({ pod }) => [pod]).map(pod => node(`p${lane}`, 'pod', pod, [turnInWords(group)], ['DNS'])));
  const images = containers.flatMap(({ facts }) => facts.filter(({ name }) => name === 'image'));
  return [
    // Mermaid keeps one line free for a title, and writes others across what is in it
    `  subgraph ${id}["${quoted(`${set.kind} ${set.name}`)}"]`,
    `    ${id}set["${linesIn(textsOf({ ...set, facts: [...set.facts, ...images] }))}"]`,
    ...pods.map(pod => `    ${pod}`),
    ...notDrawn > 0 ? [`    ${id}more["${notDrawn} more pods"]`] : [],
    '  end',
    `  style ${id}set fill:none,stroke:none`,
    ...groups.flatMap((group, lane) => [
      ...rangeOf(group, one => one.claims).map((claim, index) => `  ${id}p${lane} --- ${node(`p${lane}c${index}`, 'store', claim, [], ['access', 'when the set is deleted', 'when scaled away'])}`),
      ...rangeOf(group, one => one.services).map((service, index) => `  ${node(`p${lane}s${index}`, 'box', service, [], ['leads to', 'DNS'])} --> ${id}p${lane}`),
    ]),
    ...governing ? [`  ${node('g', 'box', governing, ['gives each pod its DNS name'], ['leads to', 'DNS'])} -.-> ${id}`] : [],
    ...services.map((service, index) => `  ${node(`s${index}`, 'box', service, [], ['DNS'])} --> ${id}`),
    ...guards.map((guard, index) => `  ${node(`u${index}`, 'box', guard)} -.- ${id}`),
  ];
}

function label(thing: Thing, notes: readonly string[], without: readonly string[]): string {
  return linesIn([`${thing.kind} ${thing.name}`, ...textsOf(thing, notes, without)]);
}

function textsOf(thing: Thing, notes: readonly string[] = [], without: readonly string[] = []): string[] {
  const { facts, change } = thing;
  return [
    facts.filter(fact => !without.includes(fact.name)).map(factInWords).join(', '),
    ...notes,
    change === undefined ? '' : CHANGES[change],
    findingsInWords(thing),
  ];
}

function linesIn(lines: readonly string[]): string {
  return lines.filter(line => line !== '').map(quoted).join('<br/>');
}

/** The text as a quoted label can have it; Mermaid reads `#name;` and HTML in labels, and Markdown where it begins with a backquote. */
function quoted(text: string): string {
  return plain(text).replace(/[&<>"#`|\\[\]{}*_]/g, character => character === '_' ? character : `#${character.codePointAt(0)};`);
}

/** The text as a title, in which nothing can be written otherwise. */
function told(text: string): string {
  return plain(text).replace(/[<>]/g, character => character === '<' ? '‹' : '›').replace(/[`"]/g, "'");
}

/** The text in one line. Mermaid ends a statement at a semicolon. */
function plain(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ').replaceAll(';', ',');
}
