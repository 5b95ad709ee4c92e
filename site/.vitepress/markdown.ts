import type { MarkdownEnv, MarkdownRenderer } from 'vitepress';
import { resolveLink } from '../build/links.ts';
import type { Manifest } from '../build/write-pages.ts';

/**
 * Lets links between files of the repository lead to their pages.
 */
export function linksToPages(md: MarkdownRenderer, { sources, routes }: Manifest): void {
  md.core.ruler.push('links to pages', ({ tokens, env }) => {
    const from = sources[(env as MarkdownEnv).relativePath];
    if (from === undefined) return;
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const link = token.type === 'link_open' ? token.attrGet('href') : null;
      if (link !== null) token.attrSet('href', resolveLink(link, from, routes));
    }
  });
}

/**
 * Draws mermaid blocks.
 */
export function diagrams(md: MarkdownRenderer): void {
  const fence = md.renderer.rules.fence!;
  md.renderer.rules.fence = (tokens, index, options, env, self) => {
    const { info, content } = tokens[index]!;
    return info.trim() === 'mermaid'
      ? `<MermaidDiagram source="${encodeURIComponent(content)}" />`
      : fence(tokens, index, options, env, self);
  };
}

/**
 * Keeps names such as `redis-0` on one line; what is longer than a narrow column may break.
 */
export function unbrokenNames(md: MarkdownRenderer): void {
  md.core.ruler.push('unbroken names', ({ tokens }) => {
    const codes = tokens.flatMap(({ children }) => children ?? []).filter(({ type }) => type === 'code_inline');
    for (const code of codes.filter(({ content }) => content.length <= 16)) code.attrJoin('class', 'name');
  });
}

/**
 * Braces in plain Markdown mean nothing to Vue.
 */
export function plainBraces({ renderer: { rules } }: MarkdownRenderer): void {
  const { text, code_inline: code } = rules;
  rules.text = (...args) => text!(...args).replace(/\{/g, '&#123;');
  rules.code_inline = (...args) => (code!(...args) as string).replace(/\{/g, '&#123;');
}
