import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { placeInApi } from './api-reference.ts';
import { addressAtGitHub, ROOT } from './repository.ts';
import { API, targetOf } from './sources.ts';

/**
 * Where a link of the repository leads on the site: to a page, or to GitHub for a file that is no page. What leads nowhere
 * stays as it is, and is found when the links are checked.
 *
 * @param from the file with the link, from the root of the repository
 * @param routes the routes of the pages by the files and folders that they are made from
 */
export function resolveLink(link: string, from: string, routes: Readonly<Record<string, string>>): string {
  if (/^([a-z]+:|#)/.test(link)) return link;
  const target = targetOf(from, link);
  const anchor = /#.*$/.exec(link)?.[0] ?? '';
  if (target === API) return `/${placeInApi(anchor.slice(1))}`;
  const route = routes[target];
  if (route !== undefined) return `/${route.replace(/(^|\/)index$/, '$1')}${anchor}`;
  if (target.startsWith('..') || !existsSync(join(ROOT, target))) return link;
  return addressAtGitHub(statSync(join(ROOT, target)).isDirectory() ? 'tree' : 'blob', target) + anchor;
}
