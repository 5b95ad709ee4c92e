import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { linksOf } from './markdown.ts';
import { read, ROOT } from './repository.ts';

/**
 * A Markdown file of the repository that is a page of the site.
 */
export interface Source {
  /** From the root of the repository. */
  readonly path: string;

  /** The path of the page on the site, without its ending: `guides/first-app`, `rules/index`. */
  readonly route: string;

  readonly text: string;
}

/** It is split into a page for each type. */
export const API = 'API.md';

/**
 * The README, what is in docs/, and every Markdown file that these lead to.
 */
export function sources(): Source[] {
  const found = new Map<string, Source>();
  const waiting = ['README.md', ...markdownIn('docs')];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (found.has(path)) continue;
    const text = read(path);
    found.set(path, { path, route: routeOf(path), text });
    waiting.push(...linked(path, text));
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * The path of a page on the site. The folder docs/ is left out, as the whole site is documentation.
 */
export function routeOf(path: string): string {
  const page = path.replace(/\.md$/, '').replace(/(^|\/)README$/, '$1index');
  if (page === 'docs/index') return page;
  return (page.includes('/') ? page : page.toLowerCase()).replace(/^docs\//, '');
}

/**
 * The file that a link leads to, from the root of the repository.
 */
export function targetOf(path: string, link: string): string {
  return posix.join(dirname(path), decodeURI(link.replace(/#.*$/, ''))).replace(/\/$/, '');
}

function markdownIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.md'))
    .map(file => `${folder}/${file}`)
    .sort();
}

function linked(path: string, text: string): string[] {
  return linksOf(text)
    .filter(link => !/^([a-z]+:|#)/.test(link))
    .map(link => targetOf(path, link))
    .map(target => (isFolder(target) ? posix.join(target, 'README.md') : target))
    .filter(target => target.endsWith('.md') && target !== API && !target.startsWith('..') && existsSync(join(ROOT, target)));
}

function isFolder(path: string): boolean {
  return existsSync(join(ROOT, path)) && statSync(join(ROOT, path)).isDirectory();
}
