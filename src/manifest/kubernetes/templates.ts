/** What is left of a template: `{{ .Release.Name }}`. */
const TEMPLATE = /\{\{.*?\}\}/s;

/** The same where it is for Helm beyond doubt. */
const OF_HELM = /\{\{-?\s*(?:\$?\.(?:Values|Release|Chart|Capabilities|Template|Files)\b|(?:include|template|tpl|toYaml)\s).*?\}\}/s;

/** What to do with a template. */
export const RENDER_FIRST = 'render it first, with helm template';

/**
 * What a text still has of a template that was not rendered; undefined where it has nothing of that.
 */
export function templateIn(text: unknown): string | undefined {
  return matchOf(text, TEMPLATE);
}

/**
 * The same where the text may be meant for a program with templates of its own: only what is for Helm counts.
 */
export function helmTemplateIn(text: unknown): string | undefined {
  return matchOf(text, OF_HELM);
}

function matchOf(text: unknown, pattern: RegExp): string | undefined {
  return typeof text === 'string' && text.includes('{{') ? pattern.exec(text)?.[0] : undefined;
}
