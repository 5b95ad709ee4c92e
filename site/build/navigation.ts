import type { DefaultTheme } from 'vitepress';
import type { ApiPage } from './api-reference.ts';
import { linksOf, titleOf } from './markdown.ts';
import { type Source, targetOf } from './sources.ts';

type Item = DefaultTheme.SidebarItem;

type Link = { text: string; link: string };

/**
 * What leads through the site.
 */
export interface Navigation {
  /** Above every page. */
  readonly nav: Link[];

  /** Beside a page, by the beginning of its path. */
  readonly sidebar: DefaultTheme.SidebarMulti;
}

/** Folders that are not named here come after these. */
const ORDER = ['concepts', 'guides', 'recipes', 'coming-from'];

/** Those that few need stand last, and closed. */
const LAST = ['adr', 'examples'];

/** A folder of pages that has a sidebar of its own, as it is long. */
const RULES = 'rules';

/**
 * The navigation, from the folders and the first headings of the pages. In a folder pages come in the order in which its
 * README, or that of docs/, leads to them.
 */
export function navigation(sources: readonly Source[], api: readonly ApiPage[]): Navigation {
  const folders = [...new Set(sources.flatMap(({ route }) => folderOf(route) ?? []))].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const single = sources.filter(({ route }) => folderOf(route) === undefined);
  const groups = folders.filter(folder => folder !== RULES).map(folder => group(folder, sources));
  const isLast = ({ collapsed }: Item) => collapsed === true;
  const reference = [...linkTo(RULES, 'Rules', sources), { text: 'API', link: '/api/' }];
  const isIndex = ({ path }: Source) => path.endsWith('README.md');
  const docs = ordered(single.filter(isOfDocs), sources);
  return {
    nav: [...groups.filter(entry => !isLast(entry)).slice(0, 4).map(({ text, items }) => ({ text: text!, link: items![0].link! })), ...reference],
    sidebar: {
      '/': [
        { text: 'Overview', items: docs.filter(isIndex).map(item) },
        ...groups.filter(entry => !isLast(entry)),
        { text: 'Reference', items: [...reference, ...docs.filter(source => !isIndex(source)).map(item)] },
        { text: 'Project', items: single.filter(source => !isOfDocs(source)).map(item), collapsed: true },
        ...groups.filter(isLast),
      ],
      ...sources.some(({ route }) => folderOf(route) === RULES) && { [`/${RULES}/`]: [group(RULES, sources)] },
      '/api/': [...new Set(api.flatMap(page => page.group ?? []))].map(name => ({
        text: name,
        items: api.filter(page => page.group === name).map(({ title, route }) => ({ text: title, link: `/${route}` })),
      })),
    },
  };
}

/**
 * The name of a folder: the heading of its README, or its own.
 */
export function nameOf(folder: string, sources: readonly Source[]): string {
  const index = sources.find(({ route }) => route === `${folder}/index`);
  if (index !== undefined) return titleOf(index.path, index.text);
  const words = folder.split('/').pop()!.replace(/-/g, ' ');
  return folder === 'adr' ? 'Decisions' : words[0].toUpperCase() + words.slice(1);
}

/**
 * The folder that a page stands in with others; nothing for a page that stands alone.
 */
export function folderOf(route: string): string | undefined {
  const [folder, page] = route.split('/');
  return page === undefined || ['docs', 'site', 'test'].includes(folder) ? undefined : folder;
}

/**
 * Pages in the order in which the index of their folder leads to them, and then that of docs/, and the README; all others
 * by their paths.
 */
export function ordered(pages: readonly Source[], sources: readonly Source[]): Source[] {
  const own = [...new Set(pages.map(({ path }) => path.replace(/[^/]*$/, 'README.md')))];
  const places = [...own.filter(path => path !== 'README.md'), 'docs/README.md', 'README.md']
    .flatMap(index => sources.filter(({ path }) => path === index))
    .flatMap(({ path, text }) => linksOf(text).map(link => targetOf(path, link)));
  const place = ({ path, route }: Source) => {
    if (route.endsWith('index')) return -1;
    const at = places.findIndex(found => found === path || found === path.replace(/\/README\.md$/, ''));
    return at === -1 ? places.length : at;
  };
  return [...pages].sort((a, b) => place(a) - place(b) || (a.path < b.path ? -1 : 1));
}

function rank(folder: string): number {
  const last = LAST.indexOf(folder);
  if (last !== -1) return ORDER.length + 1 + last;
  const first = ORDER.indexOf(folder);
  return first === -1 ? ORDER.length : first;
}

function group(folder: string, sources: readonly Source[]): Item {
  const name = nameOf(folder, sources);
  const pages = ordered(sources.filter(({ route }) => folderOf(route) === folder), sources);
  return {
    text: name,
    items: pages.map(source => (source.route === `${folder}/index` ? { ...item(source), text: 'All', docFooterText: name } : item(source))),
    ...LAST.includes(folder) && { collapsed: true },
  };
}

function item(source: Source): Item {
  return { text: titleOf(source.path, source.text), link: `/${source.route.replace(/(^|\/)index$/, '$1')}` };
}

function linkTo(folder: string, text: string, sources: readonly Source[]): Link[] {
  return sources.some(({ route }) => route === `${folder}/index`) ? [{ text, link: `/${folder}/` }] : [];
}

function isOfDocs({ path }: Source): boolean {
  return path === 'README.md' || path.startsWith('docs/');
}
