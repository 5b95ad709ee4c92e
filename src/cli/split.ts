/**
 * One document of a file.
 */
export interface DocumentText {
  readonly text: string;

  /** The line of the file that it begins in, from 1. */
  readonly line: number;

  /**
   * Where it begins in the file, in characters, without the byte order mark.
   *
   * @default - it is no document of the input, but stands for another text
   */
  readonly offset?: number;
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
    let offset = start;
    for (const value of valuesIn(document)) {
      if (!isEmpty(value)) {
        documents.push({ text: value, line, offset });
      }
      line += newlines(value);
      offset += value.length;
    }
  }
  return documents;
}

/** The values of JSON that stand one after the other, as commands print them; anything else is one. */
function valuesIn(document: string): string[] {
  const values: string[] = [];
  let start = 0;
  for (let end = endOfObject(document, start); end !== undefined; end = endOfObject(document, start)) {
    values.push(document.slice(start, end));
    start = end;
  }
  const rest = document.slice(start);
  if (values.length < 2 || rest.trim() !== '') {
    return [document];
  }
  return [...values.slice(0, -1), values.at(-1)! + rest];
}

/** Where the object ends that begins there; undefined where none does. */
function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  BEGIN.lastIndex = start;
  if (!BEGIN.test(text)) {
    return undefined;
  }
  BRACES.lastIndex = start;
  for (let found = BRACES.exec(text); found !== null; found = BRACES.exec(text)) {
    depth += found[0] === '{' ? 1 : found[0] === '}' ? -1 : 0;
    if (depth === 0 && found[0] === '}') {
      return BRACES.lastIndex;
    }
  }
  return undefined;
}

/** An object, at the begin of a document or after another one. */
const BEGIN = /(?:---[ \t]*\r?\n)?\s*\{/y;

/** Braces, and the texts in which none counts. */
const BRACES = /"(?:[^"\\]|\\.)*"|[{}]/gs;

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
