import type { CodeAction, Range, TextEdit } from 'vscode-languageserver/node';
import { acceptanceAbove } from './accept';
import { Told } from './diagnostics';
import { describedRule } from '../described-rules';

/**
 * What can be done about what is told of some lines of a text: mend it, or accept it.
 */
export function actionsIn({ start, end }: Range, told: readonly Told[], uri: string, text: string): CodeAction[] {
  return told.filter(({ diagnostic: { range } }) => range.start.line <= end.line && start.line <= range.end.line).flatMap(({ diagnostic, fix }) => {
    const rule = typeof diagnostic.code === 'string' ? describedRule(diagnostic.code) : undefined;
    if (rule === undefined) {
      return [];
    }
    const action = (title: string, edit: TextEdit | undefined, isPreferred: boolean): CodeAction[] => edit === undefined ? [] : [
      { title, kind: 'quickfix', diagnostics: [diagnostic], isPreferred, edit: { changes: { [uri]: [edit] } } },
    ];
    return [
      ...action(`Fix ${rule.id}: ${rule.fix}`, fix?.(), true),
      ...action(`Accept ${rule.id} (${rule.name}) here, for a reason to write`, acceptanceAbove(text, diagnostic.range.start.line, rule.id), false),
    ];
  });
}
