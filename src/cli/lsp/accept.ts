import type { TextEdit } from 'vscode-languageserver/node';

/**
 * A comment that accepts what is found in a line, in a line of its own above it, with its indentation. It has no reason yet, and so hides
 * nothing before somebody writes one: until then the check asks for it. Undefined where a comment cannot stand, as in JSON.
 */
export function acceptanceAbove(text: string, line: number, rule: string): TextEdit | undefined {
  const lines = text.split('\n', line + 1);
  const [indent = ''] = /^[ \t]*/.exec(lines[line] ?? '') ?? [];
  // a comment before the mark would be in the document before
  if (/^\s*[{[]/.test(text) || lines.length <= line || /^---/.test(lines[line]!)) {
    return undefined;
  }
  const position = { line, character: 0 };
  return { range: { start: position, end: position }, newText: `${indent}# stateful-app: accept ${rule} ${lines[0]!.endsWith('\r') ? '\r\n' : '\n'}` };
}
