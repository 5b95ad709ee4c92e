import type { TextEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Finding } from '../../manifest/lint/finding';
import { fixedText } from '../fix-text';
import { keysOf } from '../position';
import { SourceDocument } from '../read';

/**
 * What `check --fix` would change in a text for a finding; undefined where it would change nothing.
 *
 * @param document the one of the text that the finding is in
 */
export function fixOf(finding: Finding, { offset }: SourceDocument, text: string): TextEdit | undefined {
  const { edit, object: { within } } = finding;
  // what reads texts leaves their mark out, and counts without it
  if (edit === undefined || offset === undefined || text.startsWith('\ufeff')) {
    return undefined;
  }
  const { made: [first] } = fixedText(text, [{ of: finding, offset, edit: { ...edit, keys: [...keysOf(within), ...edit.keys] } }]);
  const lines = TextDocument.create('', '', 0, text);
  return first && { range: { start: lines.positionAt(first.change.start), end: lines.positionAt(first.change.end) }, newText: first.change.text };
}
