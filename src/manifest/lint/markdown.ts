import { printable } from './text';

/** What makes nobody see it, and keeps apart what forges would read as one. */
const NOTHING = '&#8203;';

/**
 * A text from anywhere, such as a manifest, as Markdown: it stays the text that it is. A forge looks for names and numbers in what
 * has been rendered, where no backslash is left, so `@` and `#` are taken apart from what follows them.
 */
export function markdownText(text: string): string {
  return printable(text.replace(/\s+/g, ' '))
    .replace(/[\\`*_[\]<>~&]/g, character => character === '<' ? '&lt;' : `\\${character}`)
    // where a line begins, it would begin a list
    .replace(/^([0-9]*)(?=[-+.)])/, '$1\\')
    .replace(/[@#]/g, character => `\\${character}${NOTHING}`);
}

/**
 * A text as code, between more backquotes than it has.
 */
export function markdownCode(text: string): string {
  if (text === '') {
    return '';
  }
  const shown = printable(text.replace(/\s+/g, ' '));
  const longest = Math.max(0, ...Array.from(shown.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  // a space at the beginning and one at the end belong to the fence
  return longest > 0 || shown.trim() !== shown ? `${fence} ${shown} ${fence}` : `${fence}${shown}${fence}`;
}

/**
 * A table of cells that are Markdown. A cell ends at a bar wherever it is, also in code.
 */
export function markdownTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
