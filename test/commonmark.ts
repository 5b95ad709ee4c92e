import { createRequire } from 'node:module';

// it has no types
const { Parser, HtmlRenderer } = createRequire(__filename)('commonmark') as {
  readonly Parser: new () => { parse(text: string): unknown };
  readonly HtmlRenderer: new () => { render(page: unknown): string };
};

/**
 * Markdown as the reference implementation of CommonMark renders it.
 */
export function rendered(markdown: string): string {
  return new HtmlRenderer().render(new Parser().parse(markdown));
}
