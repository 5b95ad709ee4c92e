import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The root of the repository. */
export const ROOT = join(import.meta.dirname, '..', '..');

/** Where the pages are written that VitePress reads. */
export const PAGES = join(ROOT, 'site', '.pages');

/** What VitePress makes of them. */
export const DIST = join(ROOT, 'site', 'dist');

/** What a later build need not do again. */
export const CACHE = join(ROOT, 'site', '.cache');

/**
 * The text of a file of the repository.
 */
export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** The address of the repository at GitHub. */
export const REPOSITORY = (JSON.parse(read('package.json')) as { repository: { url: string } }).repository.url.replace(/\.git$/, '');

/**
 * The address of a file or a folder at GitHub, for what is no page of the site.
 *
 * @param view `blob` for a file, `tree` for a folder, `edit` for the editor
 */
export function addressAtGitHub(view: 'blob' | 'tree' | 'edit', path: string): string {
  return `${REPOSITORY}/${view}/main/${path}`;
}
