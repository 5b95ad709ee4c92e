import { setFlagsFromString } from 'node:v8';
import { FileContent } from './files';
import { DocumentText, splitDocuments } from './split';
import { unrenderedIn } from './template';
import { refusalOf } from './unreadable';
import { parseYaml, UnreadableError } from './yaml';
import { objectsOf, whyNothing } from '../manifest/check';
import { RENDER_FIRST } from '../manifest/kubernetes/templates';
import { ManifestObject } from '../manifest/model/object';

/**
 * One document of a file, to tell where in it something stands.
 */
export interface SourceDocument extends DocumentText {
  readonly file: string;
}

/**
 * What was not checked, and why.
 */
export interface NotChecked {
  /** Undefined where it is more than one place. */
  readonly file?: string;
  readonly line?: number;
  readonly reason: string;

  /** Whether it might hold objects that nobody has seen; anything else is left out for a good reason. */
  readonly isUnreadable: boolean;
}

/**
 * What was read: the objects, the documents that they come from, and what is left.
 */
export interface Input {
  readonly objects: readonly ManifestObject[];
  readonly documents: ReadonlyMap<ManifestObject, SourceDocument>;
  readonly notChecked: readonly NotChecked[];
  readonly fileCount: number;

  /** What kubectl takes for no object, though it is meant to be one, with their documents. */
  readonly refused: ReadonlyMap<ManifestObject, SourceDocument>;

  /** Why nothing in it can be checked; undefined where something can. */
  readonly nothing?: string;

  /** Whether a rule is about what is in an object, and not only about names; undefined where that was not asked. */
  readonly isJudged?: boolean;
}

/**
 * The objects of all documents of the files.
 *
 * @param whyNotChecked why no rule is about an object; undefined where one is
 * @param isJudged whether a rule is about what is in an object
 * @param before what it is compared with: documents that are the same are parsed once
 */
export function readObjects(
  files: readonly FileContent[],
  whyNotChecked: (object: ManifestObject) => string | undefined,
  isJudged: (object: ManifestObject) => boolean = object => whyNotChecked(object) === undefined,
  before?: Input,
): Input {
  optimizeLess();
  const known = new Map([...before?.documents ?? []].flatMap(([object, { text }]) => object.within === '' ? [[text, object.manifest]] : []));
  const documents = new Map<ManifestObject, SourceDocument>();
  const notChecked: NotChecked[] = [];
  const empty: NotChecked[] = [];
  const refused = new Map<ManifestObject, SourceDocument>();
  for (const file of files) {
    const countBefore = documents.size + notChecked.length;
    for (const document of documentsOf(file, notChecked)) {
      for (const object of objectsIn(document, known, notChecked, refused)) {
        documents.set(object, document);
      }
    }
    if (documents.size + notChecked.length === countBefore) {
      empty.push({ file: file.name, reason: 'there is no object in it', isUnreadable: false });
    }
  }
  const objects = [...documents.keys()];
  return {
    objects,
    documents,
    refused,
    notChecked: [...notChecked, ...objects.length === 0 ? [] : empty, ...uncoveredKinds(objects, whyNotChecked)],
    fileCount: files.length,
    nothing: whyNothing(objects),
    isJudged: objects.some(isJudged),
  };
}

/** A run is short: Node.js 20 would spend a quarter of it on optimizing functions that have nearly done their work. */
function optimizeLess(): void {
  setFlagsFromString('--interrupt-budget=1000000');
}

function documentsOf({ name, bytes, reason }: FileContent, notChecked: NotChecked[]): SourceDocument[] {
  if (bytes === undefined) {
    notChecked.push({ file: name, reason: reason ?? 'it cannot be read', isUnreadable: true });
    return [];
  }
  const text = decoded(bytes);
  if (text === undefined) {
    notChecked.push({ file: name, reason: 'it is not UTF-8', isUnreadable: true });
    return [];
  }
  return splitDocuments(text).map(document => ({ ...document, file: name }));
}

/** The text without its byte order mark. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function objectsIn(
  document: SourceDocument, known: ReadonlyMap<string, unknown>, notChecked: NotChecked[], refused: Map<ManifestObject, SourceDocument>,
): ManifestObject[] {
  const { file, line, text } = document;
  // a brace may be written as an escape
  const mayHoldTemplate = text.includes('{{') || text.includes('\\');
  try {
    const value = known.get(text) ?? parseYaml(text);
    return value === null ? [] : objectsOf(value, file).filter(object => {
      const refusal = refusalOf(object);
      const template = refusal?.isMeant === false || !mayHoldTemplate ? undefined : unrenderedIn(object, object.groupKind !== undefined);
      const what = object.within === '' ? '' : `${object.within} `;
      if (template !== undefined) {
        notChecked.push({ file, line: line + lineOf(text, template), reason: `${what}holds ${template}, which is a template: ${RENDER_FIRST}`, isUnreadable: true });
      } else if (refusal !== undefined) {
        if (refusal.isMeant) {
          refused.set(object, document);
        }
        notChecked.push({ file, line: line + firstLine(text), reason: `${what}${refusal.reason}`, isUnreadable: refusal.isMeant });
      }
      return template === undefined && refusal === undefined;
    });
  } catch (error) {
    if (!(error instanceof UnreadableError)) {
      throw error;
    }
    notChecked.push({ file, line: line + error.line, reason: error.message, isUnreadable: true });
    return [];
  }
}

/** The first line that says something, from 0. */
function firstLine(text: string): number {
  const index = text.split('\n', 100).findIndex(line => !/^(---.*|\s*#.*|\s*)$/.test(line));
  return Math.max(index, 0);
}

/** The line that some text stands in, from 0. */
function lineOf(text: string, part: string): number {
  const index = text.indexOf(part);
  return index < 0 ? firstLine(text) : text.slice(0, index).split('\n').length - 1;
}

function uncoveredKinds(objects: readonly ManifestObject[], whyNotChecked: (object: ManifestObject) => string | undefined): NotChecked[] {
  const byKind = new Map<string, { count: number; readonly reason: string }>();
  for (const object of objects) {
    const reason = whyNotChecked(object);
    if (reason !== undefined) {
      const name = object.group === '' ? object.kind : `${object.kind}.${object.group}`;
      const found = byKind.get(name) ?? { count: 0, reason };
      found.count++;
      byKind.set(name, found);
    }
  }
  return [...byKind].map(([kind, { count, reason }]) => ({ reason: `${count} of kind ${kind}: ${reason}`, isUnreadable: false }));
}
