import { isDeepStrictEqual } from 'node:util';
import { DocumentText, splitDocuments } from './split';
import { isJsonText, NoTextEdit, Source, sourceOf, TextEdit, textEditOf } from './text-edits';
import { parseYaml, UnreadableError } from './yaml';
import { edited, ObjectEdit } from '../manifest/lint/edit';

/**
 * An edit that is asked for, and what it is for.
 */
export interface Wanted<T> {
  readonly of: T;

  /** Where its document begins in the file. */
  readonly offset: number;

  /** From the whole document on. */
  readonly edit: ObjectEdit;
}

/**
 * A text with the edits that could be made in it. What is in neither list is in the way of another edit.
 */
export interface FixedText<T> {
  readonly text: string;
  readonly made: readonly Made<T>[];
  readonly left: readonly { readonly of: T; readonly reason: string }[];
}

export interface Made<T> {
  readonly of: T;

  /** As it was asked for, but for a number that is kept as it was written: "1.10". */
  readonly edit: ObjectEdit;

  /** In the text of the whole file as it was. */
  readonly change: TextEdit;
}

/**
 * The text with all edits that change what they are to change, and nothing else: read as kubectl does, it says then what each
 * edit of its objects says. Comments, order and layout stay.
 */
export function fixedText<T>(text: string, wanted: readonly Wanted<T>[]): FixedText<T> {
  const made: Made<T>[] = [];
  const left: { of: T; reason: string }[] = [];
  let fixed = '';
  let done = 0;
  for (const document of splitDocuments(text)) {
    const { offset = 0, text: before } = document;
    const own = wanted.filter(each => each.offset === offset);
    if (own.length > 0) {
      const result = new DocumentFix(document, own);
      fixed += text.slice(done, offset) + result.text;
      done = offset + before.length;
      made.push(...result.made.map(each => ({ ...each, change: movedBy(offset, each.change) })));
      left.push(...result.left);
    }
  }
  return { text: fixed + text.slice(done), made, left };
}

class DocumentFix<T> {
  readonly left: { of: T; reason: string }[] = [];
  made: readonly Made<T>[] = [];
  private readonly value: unknown;
  private readonly source: Source;

  constructor(document: DocumentText, wanted: readonly Wanted<T>[]) {
    this.value = plain(parseYaml(document.text));
    this.source = sourceOf(document.text);
    const planned = withoutOverlaps(wanted.flatMap(each => this.planned(each)));
    if (this.says(planned)) {
      this.made = planned;
      return;
    }
    for (const each of planned) {
      if (this.says([...this.made, each])) {
        this.made = [...this.made, each];
      } else {
        this.left.push({ of: each.of, reason: 'it would change something else, too, such as what an alias stands for' });
      }
    }
  }

  public get text(): string {
    return this.with(this.made);
  }

  private planned({ of, edit }: Wanted<T>): Made<T>[] {
    try {
      const change = textEditOf(this.source, edit, valueAt(this.value, edit.keys));
      return [{ of, edit: asWritten(edit, change), change }];
    } catch (error) {
      if (error instanceof NoTextEdit) {
        this.left.push({ of, reason: error.message });
        return [];
      }
      throw error;
    }
  }

  /** Whether the text with these edits is one document that says what it is to say. */
  private says(edits: readonly Made<T>[]): boolean {
    const text = this.with(edits);
    // keys of their own come last, as others lead through them
    const meant = [...edits].sort((one, other) => orderOf(one) - orderOf(other))
      .reduce((value, { edit }) => edited(value, edit), this.value);
    try {
      const isSound = splitDocuments(text).length === 1 && (!this.source.isJson || isJsonText(text));
      return isSound && isDeepStrictEqual(plain(parseYaml(text)), plain(meant));
    } catch (error) {
      if (error instanceof UnreadableError) {
        return false;
      }
      throw error;
    }
  }

  private with(edits: readonly Made<T>[]): string {
    const { text } = this.source;
    const changes = new Map(edits.map(({ change }) => [`${change.start} ${change.text}`, change]));
    return [...changes.values()].sort((one, other) => other.start - one.start)
      .reduce((result, { start, end, text: part }) => result.slice(0, start) + part + result.slice(end), text);
  }
}

function orderOf({ edit }: Made<unknown>): number {
  return 'rename' in edit ? 1000 - edit.keys.length : 0;
}

/** `1.10` becomes "1.10", and not the "1.1" that it was read as. */
function asWritten(edit: ObjectEdit, { text }: TextEdit): ObjectEdit {
  return 'set' in edit && typeof edit.set === 'string' && /^"-?[0-9.]+"$/.test(text) ? { keys: edit.keys, set: text.slice(1, -1) } : edit;
}

/** Without those that are in the way of an earlier one. The same change for two reasons is one. */
function withoutOverlaps<T>(planned: readonly Made<T>[]): Made<T>[] {
  const kept: Made<T>[] = [];
  for (const each of planned) {
    const { start, end, text } = each.change;
    const isSame = (change: TextEdit) => change.start === start && change.end === end && change.text === text;
    if (kept.every(({ change }) => isSame(change) || change.end < start || end < change.start)) {
      kept.push(each);
    }
  }
  return kept;
}

function movedBy(offset: number, { start, end, text }: TextEdit): TextEdit {
  return { start: start + offset, end: end + offset, text };
}

function valueAt(value: unknown, keys: ObjectEdit['keys']): unknown {
  return keys.reduce((found, key) => typeof found === 'object' && found !== null ? (found as Record<string | number, unknown>)[key] : undefined, value);
}

/** What it says, each part for itself: aliases make one object stand in several places. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}
