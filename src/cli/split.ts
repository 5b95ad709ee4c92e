/**
 * One document of a file.
 */
export interface DocumentText {
  readonly text: string;

  /** The line of the file that it begins in, from 1. */
  readonly line: number;
}

/** A line that begins a document (`---`), or ends one (`...`). */
const BOUNDARY = /^(?:---|\.\.\.)(?=[ \t\r\n]|$(?![^]))/gm;

/** What holds no value: comments, directives such as `%YAML 1.2`, and the marks themselves. */
const EMPTY = /^(?:[ \t]*(?:#.*)?|%.*|(?:---|\.\.\.)[ \t]*(?:#.*)?)$/;

/**
 * The documents of a YAML stream, without the empty ones.
 *
 * It is done line by line as in kubectl, before anything is parsed, so that a mistake in one document does not hide the
 * others.
 */
export function splitDocuments(text: string): DocumentText[] {
  const starts = [0, ...Array.from(text.matchAll(BOUNDARY), ({ index, 0: mark }) => mark === '...' ? endOfLine(text, index) : index), text.length];
  const documents: DocumentText[] = [];
  let line = 1;
  for (const [index, start] of starts.slice(0, -1).entries()) {
    const document = text.slice(start, starts[index + 1]);
    if (!isEmpty(document)) {
      documents.push({ text: document, line });
    }
    line += newlines(document);
  }
  return documents;
}

function endOfLine(text: string, index: number): number {
  const newline = text.indexOf('\n', index);
  return newline < 0 ? text.length : newline + 1;
}

function isEmpty(document: string): boolean {
  let start = 0;
  while (start < document.length) {
    const end = endOfLine(document, start);
    if (!EMPTY.test(document.slice(start, end).trimEnd())) {
      return false;
    }
    start = end;
  }
  return true;
}

function newlines(text: string): number {
  let count = 0;
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) {
    count += 1;
  }
  return count;
}
