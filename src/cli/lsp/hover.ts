import type { Diagnostic, Hover, Position } from 'vscode-languageserver/node';
import { SOURCE } from './diagnostics';
import { describedRule } from '../described-rules';

/**
 * What the rules demand of which something is found at a position, in the words of `explain`.
 */
export function hoverAt(diagnostics: readonly Diagnostic[], { line, character }: Position): Hover | undefined {
  const here = diagnostics.filter(({ source, range: { start, end } }) => (
    source === SOURCE && start.line === line && start.character <= character && character <= end.character));
  const texts = [...new Set(here.flatMap(explained))];
  return texts.length === 0 ? undefined : { contents: { kind: 'markdown', value: texts.join('\n\n---\n\n') }, range: here[0]!.range };
}

function explained({ code, codeDescription }: Diagnostic): string[] {
  const rule = typeof code === 'string' ? describedRule(code) : undefined;
  if (rule === undefined) {
    return [];
  }
  const { id, name, severity, versions, demand, consequence, fix, link } = rule;
  return [[
    `**${id} ${name}** (${[severity, ...versions === undefined ? [] : [versions]].join(', ')})`,
    demand,
    [`- What goes wrong: ${consequence}.`, `- What to do: ${fix}.`].join('\n'),
    `[${id} with examples](${codeDescription?.href ?? link}) · [source](${link})`,
  ].join('\n\n')];
}
