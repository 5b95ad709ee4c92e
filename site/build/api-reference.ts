import { mapProse, plain } from './markdown.ts';

/**
 * A page of the reference.
 */
export interface ApiPage {
  /** `api/StatefulApp`, or `api/index`. */
  readonly route: string;

  /** The name of the type, after that of its module: `testing.Manifests`. */
  readonly title: string;

  readonly text: string;

  /** The heading that it stands under: Constructs, Structs, …; nothing for the index. */
  readonly group?: string;
}

const PACKAGE = 'cdk8s-stateful-app';
const MARK = '<a name="[^"]*" id="([^"]*)"></a>';

/**
 * API.md as a page for each type, and an index: on one page it is too long to be read or searched.
 */
export function apiPages(api: string): ApiPage[] {
  const [, ...groups] = api.split(/^## /m);
  const pages = groups.flatMap(group => {
    const [name] = group.split(' ', 1);
    // the types of modules stand after the others, as capital letters come first
    return group.split(/^### /m).slice(1).map(type => pageOf(type, name)).sort((a, b) => (a.title < b.title ? -1 : 1));
  });
  if (pages.length === 0) throw new Error('API.md has no types where they are expected, below headings of level 3');
  return [indexOf(pages), ...pages];
}

/**
 * The page and the place on it for an id of API.md: `api/StatefulApp#property-replicas`.
 */
export function placeInApi(id: string): string {
  if (!id.startsWith(`${PACKAGE}.`)) return 'api/';
  const names = id.slice(PACKAGE.length + 1).split('.');
  // modules are in lower case, and the types in them are not
  const type = names.findIndex(name => /^[A-Z]/.test(name)) + 1;
  const member = names.slice(type).join('-');
  return `api/${names.slice(0, type).join('-')}${member && `#${member}`}`;
}

function pageOf(type: string, group: string): ApiPage {
  const own = new RegExp(MARK).exec(type)?.[1];
  if (own === undefined) throw new Error(`API.md has a type without an id: ${type.split('\n', 1)[0]}`);
  const title = own.slice(PACKAGE.length + 1);
  const text = mapProse(`### ${type}`, prose => prose
    .replace(new RegExp(`^###(#*) (.+?) ${MARK}$`, 'gm'), (_, level: string, heading: string, id: string) => (
      `#${level} ${level ? badges(heading) : title} {#${anchorOf(id)}}`))
    .replace(/href="#([^"]*)"/g, (_, id: string) => `href="${placeInApi(id).replace(/^api/, '.')}"`)
    // a `@see` that names a member of another library leads nowhere
    .replace(/\[([^\]]+)\]\((?!https?:)[^)\n]*\)+/g, '`$1`')
    .replace(/\*No description\.\*/g, '')
    // the generator puts a line between members, which the headings show already
    .replace(/^---$\n/gm, ''));
  return { route: placeInApi(own), title, text, group };
}

function anchorOf(id: string): string {
  return placeInApi(id).split('#')[1] ?? id.slice(id.lastIndexOf('.') + 1);
}

function badges(heading: string): string {
  return heading.replace(/<sup>(\w+)<\/sup>/, (_, word: string) => ` <Badge type="info" text="${word.toLowerCase()}" />`);
}

function indexOf(pages: readonly ApiPage[]): ApiPage {
  const groups = [...new Set(pages.map(({ group }) => group))];
  const lists = groups.map(group => {
    const rows = pages.filter(page => page.group === group).map(({ title, route, text }) => `| [${title}](${route.replace(/^api/, '.')}) | ${summaryOf(text)} |`);
    return `## ${group}\n\n| name | what it is |\n|---|---|\n${rows.join('\n')}\n`;
  });
  return { route: 'api/index', title: 'API', text: `# API\n\n${lists.join('\n')}` };
}

/** The first sentence of the description. */
function summaryOf(text: string): string {
  // after the heading, and what the type implements
  const description = text.split('\n\n').slice(1).find(part => !part.trimStart().startsWith('- *')) ?? '';
  return /^[#`|>*-]/.test(description) ? '' : plain(/^[^]*?\.(?=\s|$)/.exec(description)?.[0] ?? description).replace(/\n/g, ' ').replace(/\|/g, '\\|');
}
