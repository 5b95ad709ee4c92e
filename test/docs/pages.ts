import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A fenced block of a page.
 */
export interface Block {
  /** What stands after the opening fence, such as `ts`. */
  readonly language: string;

  readonly text: string;

  /** The page and the line of the first line. */
  readonly place: string;
}

/**
 * A row of a table, by the names of its columns.
 */
export type Row = Readonly<Record<string, string>>;

/**
 * A table of a page.
 */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly place: string;
}

/**
 * What stands below one heading.
 */
export interface Section {
  /** Blocks and tables in the order of the page. */
  readonly parts: readonly (Block | Table)[];
}

/**
 * A page of the documentation.
 */
export interface Page {
  /** From the root of the repository. */
  readonly path: string;

  readonly headings: readonly string[];
  readonly sections: readonly Section[];

  /** The lines outside of fenced blocks, by their numbers; all others are empty. */
  readonly prose: readonly string[];
}

export const ROOT = join(__dirname, '..', '..');

/**
 * All pages that people read, of the whole repository.
 */
export function pages(): Page[] {
  const top = readdirSync(ROOT).filter(file => file.endsWith('.md'));
  const below = ['docs', 'examples', 'test'].flatMap(folder => (
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.md') && !file.includes('node_modules'))
      .map(file => `${folder}/${file}`)
  ));
  return [...top, ...below].sort().map(path => pageOf(path, readFileSync(join(ROOT, path), 'utf8')));
}

/**
 * The pages that teach by programs: the README and docs/.
 */
export function guides(): Page[] {
  return pages().filter(({ path }) => path === 'README.md' || path.startsWith('docs/'));
}

/**
 * Whether a part of a section is a block of that language.
 */
export function isBlock(part: Block | Table | undefined, ...languages: string[]): part is Block {
  return part !== undefined && 'language' in part && languages.includes(part.language);
}

/**
 * Whether a part of a section is a table with these first columns.
 */
export function isTable(part: Block | Table | undefined, ...columns: string[]): part is Table {
  return part !== undefined && 'columns' in part && columns.every((column, index) => part.columns[index] === column);
}

export function pageOf(path: string, text: string): Page {
  const lines = text.split('\n');
  const prose = lines.map(() => '');
  const headings: string[] = [];
  const sections: { parts: (Block | Table)[] }[] = [{ parts: [] }];
  for (let at = 0; at < lines.length; at++) {
    const parts = sections[sections.length - 1]!.parts;
    const fence = /^```(\w*)/.exec(lines[at]!);
    if (fence) {
      const end = lines.indexOf('```', at + 1);
      if (end === -1) throw new Error(`${path}:${at + 1}: the block has no end`);
      parts.push({ language: fence[1]!, text: lines.slice(at + 1, end).map(line => `${line}\n`).join(''), place: `${path}:${at + 2}` });
      at = end;
      continue;
    }
    prose[at] = lines[at]!;
    const heading = /^#+ +(.+)$/.exec(lines[at]!);
    if (heading) {
      headings.push(heading[1]!);
      sections.push({ parts: [] });
    } else if (lines[at]!.startsWith('|') && /^\|[-| ]+\|$/.test(lines[at + 1] ?? '')) {
      parts.push(tableOf(lines.slice(at, endOfTable(lines, at)), `${path}:${at + 1}`));
    }
  }
  return { path, headings, sections, prose };
}

function endOfTable(lines: readonly string[], start: number): number {
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'));
  return end === -1 ? lines.length : end;
}

function tableOf([head, , ...rows]: readonly string[], place: string): Table {
  const columns = cells(head!);
  return { columns, rows: rows.map(row => Object.fromEntries(cells(row).map((cell, index) => [columns[index]!, cell]))), place };
}

function cells(row: string): string[] {
  return row.split('|').slice(1, -1).map(cell => cell.trim());
}
