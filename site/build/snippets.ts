import type { Source } from './sources.ts';
import { TAKEN_FOR_GRANTED } from '../../test/snippets.ts';

/**
 * A TypeScript block of a page.
 */
export interface Snippet {
  /** The file and the line of its first line. */
  readonly place: string;

  /** As the reader sees it. */
  readonly code: string;

  /** The whole program, where what is taken for granted is marked as hidden. */
  readonly program: string;

  /** Why it is shown in TypeScript only, where its page says so. */
  readonly reason?: string;
}

/** A comment before the block says why there is nothing to translate. */
const BLOCK = /(?:^<!-- typescript only: (.+?) -->\n+)?^```ts\n([^]*?)^```$/gm;

/**
 * The TypeScript blocks of a page.
 */
export function snippetsOf({ path, text }: Source): Snippet[] {
  return [...text.matchAll(BLOCK)].map(({ 0: block, 1: reason, 2: code, index }) => ({
    place: `${path}:${text.slice(0, index + block.indexOf('```ts')).split('\n').length + 1}`,
    code: code,
    program: /^import /m.test(code) ? code : `/// !hide\n${TAKEN_FOR_GRANTED}\n/// !show\n${code}`,
    ...reason !== undefined && { reason },
  }));
}

/**
 * The page with each block in all languages that it is translated to. The site shows those between the tags as tabs.
 *
 * @param translations what is shown beside TypeScript, by the language that follows the fence
 */
export function withTranslations(source: Source, translations: (snippet: Snippet) => Readonly<Record<string, string>>): string {
  const snippets = snippetsOf(source).values();
  return source.text.replace(BLOCK, () => {
    const snippet = snippets.next().value!;
    const others = Object.entries(translations(snippet)).map(([language, code]) => fenced(language, code));
    const blocks = [fenced('ts', snippet.code), ...others];
    return others.length > 0 ? `<LanguageTabs>\n\n${blocks.join('\n\n')}\n\n</LanguageTabs>` : blocks.join('');
  });
}

function fenced(language: string, code: string): string {
  return `\`\`\`${language}\n${code.trimEnd()}\n\`\`\``;
}
