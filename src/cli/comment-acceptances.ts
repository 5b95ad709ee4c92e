import { Lexer } from 'yaml';
import { ACCEPTING } from './comments';
import { Positions } from './position';
import { Input, SourceDocument } from './read';
import { pathInDocument } from './report';
import { Acceptance } from '../manifest/lint/acceptance';
import { ManifestObject } from '../manifest/model/object';

/** A comment, with the line that it is in and the one that it is about, from 0. */
interface Comment {
  readonly text: string;
  readonly line: number;
  readonly about: number;
}

/**
 * What the comments in documents accept: what is found at the line of the comment, or at the next one where it stands alone.
 *
 * @param written gets what stands for the comments, with the lines that they are in
 */
export function acceptancesIn(
  some: readonly SourceDocument[], documents: Input['documents'], written: Map<ManifestObject, SourceDocument>,
): Acceptance[] {
  const positions = new Positions();
  return some.flatMap(document => commentsIn(document.text).flatMap(({ text, line, about }): Acceptance[] => {
    const [isAccepting, rule = '', reason = ''] = ACCEPTING.exec(text) ?? [];
    if (isAccepting === undefined) {
      return [];
    }
    const writtenIn = new ManifestObject({}, document.file);
    written.set(writtenIn, { file: document.file, line: document.line + line, text: document.text.split('\n')[line]! });
    return [{
      rule,
      reason: reason.replace(/^\s*:?\s*/, ''),
      writtenAs: 'comment',
      writtenIn,
      isFor: ({ object, path }) => documents.get(object) === document
        && positions.of(document, pathInDocument(object, path)).line === document.line + about,
    }];
  }));
}

/** What the lexer puts before a scalar, which may begin as a comment does. */
const SCALAR = '\u001f';

/** The marks of the lexer, which stand for no text. */
const MARKS = ['\u0002', '\u0018', SCALAR, '\ufeff'];

/** The comments of a document. One in a line of its own is about the next line that has something else. */
function commentsIn(text: string): Comment[] {
  const found: { readonly text: string; readonly line: number; readonly isAlone: boolean }[] = [];
  const withContent = new Set<number>();
  let line = 0;
  let before = '';
  for (const token of new Lexer().lex(text)) {
    if (token.startsWith('#') && before !== SCALAR) {
      found.push({ text: token.trimEnd(), line, isAlone: !withContent.has(line) });
    } else if (!MARKS.includes(token)) {
      token.split('\n').forEach((part, index) => {
        if (part.trim() !== '') {
          withContent.add(line + index);
        }
      });
    }
    line += MARKS.includes(token) ? 0 : token.split('\n').length - 1;
    before = token;
  }
  return found.map(comment => {
    let about = comment.line;
    while (comment.isAlone && !withContent.has(about) && about < line) {
      about += 1;
    }
    return { text: comment.text, line: comment.line, about };
  });
}
