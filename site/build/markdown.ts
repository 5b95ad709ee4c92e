/**
 * Maps a page and leaves its fenced blocks as they are.
 *
 * @param map gets a text without blocks
 */
export function mapProse(page: string, map: (text: string) => string): string {
  return page.split(/^(```[^]*?^```$)/m).map((part, index) => (index % 2 === 0 ? map(part) : part)).join('');
}

/**
 * The targets of the links of a page.
 */
export function linksOf(page: string): string[] {
  const targets: string[] = [];
  mapProse(page, text => {
    targets.push(...[...text.replace(/`[^`\n]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target));
    return text;
  });
  return targets;
}

/**
 * The first heading of a page, as plain text.
 *
 * @throws where there is none
 */
export function titleOf(path: string, page: string): string {
  const title = /^# +(.+)$/m.exec(page)?.[1];
  if (title === undefined) throw new Error(`${path} has no heading; begin it with a line "# …", which is its name in the navigation`);
  return plain(title);
}

/**
 * Markdown of one line without its marks.
 */
export function plain(text: string): string {
  return text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/<[^>]*>/g, '').replace(/[`*]/g, '').trim();
}
