import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { DIST } from './repository.ts';

/**
 * A page of the built site.
 */
interface Built {
  /** As the site serves it: `/guides/first-app`, `/rules/`. */
  readonly url: string;

  readonly ids: ReadonlySet<string>;
  readonly links: readonly string[];
}

/**
 * The links within the built site that lead to no page, or to no place on it.
 *
 * @param folder the built site
 * @param base what all its paths begin with
 */
export function deadLinks(folder: string, base: string): string[] {
  const pages = new Map(readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.html') && file !== '404.html')
    .map(file => builtPage(folder, file))
    .map(page => [page.url, page]));
  if (pages.size === 0) throw new Error(`${folder} has no pages; build the site first`);
  return [...pages.values()].flatMap(page => [...new Set(page.links)].filter(link => !leadsSomewhere(link, page, pages)).map(link => `${page.url}: ${link}`));

  function leadsSomewhere(link: string, page: Built, all: ReadonlyMap<string, Built>): boolean {
    const { pathname, hash, origin } = new URL(link, `site:${posix.join(base, page.url)}`);
    if (origin !== 'null' || !link.match(/^([#./]|[^:]*$)/)) return true;
    if (!pathname.startsWith(base)) return false;
    const path = decodeURI(pathname.slice(base.length - 1));
    const target = all.get(path);
    if (target === undefined) return hash === '' && existsSync(join(folder, path)) && !path.endsWith('/');
    return hash === '' || target.ids.has(decodeURIComponent(hash.slice(1)));
  }
}

function builtPage(folder: string, file: string): Built {
  // programs can show links that are none
  const html = readFileSync(join(folder, file), 'utf8').replace(/<pre\b[^]*?<\/pre>/g, '');
  return {
    url: `/${file.replace(/\.html$/, '').replace(/(^|\/)index$/, '$1')}`,
    ids: new Set([...html.matchAll(/<[a-z][^>]*? id="([^"]+)"/g)].map(([, id]) => unescaped(id))),
    links: [...html.matchAll(/<a\b[^>]*? href="([^"]*)"/g)].map(([, link]) => unescaped(link)),
  };
}

function unescaped(text: string): string {
  return text.replace(/&quot;/g, '"').replace(/&#39;/g, '\'').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

if (process.argv[1] === import.meta.filename) {
  const dead = deadLinks(DIST, process.env.SITE_BASE ?? '/');
  if (dead.length > 0) {
    console.error(`links that lead nowhere:\n${dead.join('\n')}`);
    process.exitCode = 1;
  } else {
    console.log('every link within the site leads to a page and a place on it; links to elsewhere are not followed');
  }
}
