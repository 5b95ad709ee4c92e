import { existsSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { Page, ROOT } from './pages';

/**
 * The links of a page that lead to no file of the repository, or to no heading of the page that they name.
 */
export function brokenLinks(page: Page, pages: readonly Page[]): string[] {
  return page.prose.flatMap((line, index) => linksIn(line)
    .filter(target => !/^[a-z]+:/.test(target))
    .filter(target => !isThere(page, target, pages))
    .map(target => `${page.path}:${index + 1}: ${target}`));
}

function linksIn(line: string): string[] {
  return [...line.replace(/`[^`]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!);
}

function isThere(page: Page, target: string, pages: readonly Page[]): boolean {
  const [file, anchor] = target.split('#');
  const path = file === '' ? page.path : posix.join(dirname(page.path), file!);
  if (path.startsWith('..') || !existsSync(join(ROOT, path))) return false;
  // a folder is shown by its README
  const shown = statSync(join(ROOT, path)).isDirectory() ? posix.join(path, 'README.md') : path;
  return anchor === undefined || anchorsOf(pages.find(candidate => candidate.path === shown)).includes(anchor);
}

/** As GitHub makes them of headings; a heading that is there again gets a number. */
function anchorsOf(page: Page | undefined): string[] {
  const slugs = (page?.headings ?? []).map(slug);
  return slugs.map((anchor, index) => {
    const before = slugs.slice(0, index).filter(other => other === anchor).length;
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
}

function slug(heading: string): string {
  return heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '').replace(/ /g, '-');
}
