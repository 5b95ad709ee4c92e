import { FileContent } from './files';
import { DocumentText, splitDocuments } from './split';
import { templateIn } from './template';
import { refusalOf } from './unreadable';
import { parseYaml, RENDER_FIRST, UnreadableError } from './yaml';
import { objectsOf } from '../manifest/check';
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

  /** Why nothing in it can be checked; undefined where something can. */
  readonly nothing?: string;
}

/**
 * The objects of all documents of the files.
 *
 * @param isCovered whether a rule is about an object; the kinds that none is about are told as not checked
 */
export function readObjects(files: readonly FileContent[], isCovered: (object: ManifestObject) => boolean): Input {
  const documents = new Map<ManifestObject, SourceDocument>();
  const notChecked: NotChecked[] = [];
  const empty: NotChecked[] = [];
  for (const file of files) {
    const before = documents.size + notChecked.length;
    for (const document of documentsOf(file, notChecked)) {
      for (const object of objectsIn(document, notChecked)) {
        documents.set(object, document);
      }
    }
    if (documents.size + notChecked.length === before) {
      empty.push({ file: file.name, reason: 'there is no object in it', isUnreadable: false });
    }
  }
  const objects = [...documents.keys()];
  return {
    objects,
    documents,
    notChecked: [...notChecked, ...objects.length === 0 ? [] : empty, ...kindsOf(objects.filter(object => !isCovered(object)))],
    fileCount: files.length,
    nothing: whyNothing(objects),
  };
}

function whyNothing(objects: readonly ManifestObject[]): string | undefined {
  if (objects.length === 0) {
    return 'there is no object';
  }
  return objects.some(({ groupKind }) => groupKind !== undefined) ? undefined : 'there is no object of a kind that a rule is about';
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

function objectsIn(document: SourceDocument, notChecked: NotChecked[]): ManifestObject[] {
  const { file, line, text } = document;
  try {
    const value = parseYaml(text);
    return value === null ? [] : objectsOf(value, file).filter(object => {
      const refusal = refusalOf(object);
      const template = refusal?.isMeant === false ? undefined : templateIn(object, object.groupKind !== undefined);
      const what = object.within === '' ? '' : `${object.within} `;
      if (template !== undefined) {
        notChecked.push({ file, line: line + lineOf(text, template), reason: `${what}holds ${template}, which is a template: ${RENDER_FIRST}`, isUnreadable: true });
      } else if (refusal !== undefined) {
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

function kindsOf(objects: readonly ManifestObject[]): NotChecked[] {
  const counts = new Map<string, number>();
  for (const { group, kind } of objects) {
    const name = group === '' ? kind : `${kind}.${group}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => ({ reason: `${count} of kind ${kind}: no rule is about it`, isUnreadable: false }));
}
