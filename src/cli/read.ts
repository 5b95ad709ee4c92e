import { FileContent } from './files';
import { DocumentText, splitDocuments } from './split';
import { parseYaml, UnreadableError } from './yaml';
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
}

/**
 * The objects of all documents of the files.
 *
 * @param isCovered whether a rule is about an object; the kinds that none is about are told as not checked
 */
export function readObjects(files: readonly FileContent[], isCovered: (object: ManifestObject) => boolean): Input {
  const documents = new Map<ManifestObject, SourceDocument>();
  const notChecked: NotChecked[] = [];
  for (const file of files) {
    for (const document of documentsOf(file, notChecked)) {
      for (const object of objectsIn(document, notChecked)) {
        documents.set(object, document);
      }
    }
  }
  const objects = [...documents.keys()];
  return { objects, documents, notChecked: [...notChecked, ...kindsOf(objects.filter(object => !isCovered(object)))], fileCount: files.length };
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
      const reason = whyNoObject(object);
      if (reason !== undefined) {
        notChecked.push({ file, line: line + firstLine(text), reason: `${object.within === '' ? '' : `${object.within} `}${reason}`, isUnreadable: false });
      }
      return reason === undefined;
    });
  } catch (error) {
    if (!(error instanceof UnreadableError)) {
      throw error;
    }
    notChecked.push({ file, line: line + error.line, reason: error.message, isUnreadable: true });
    return [];
  }
}

function whyNoObject({ manifest, apiVersion, kind }: ManifestObject): string | undefined {
  if (typeof manifest !== 'object' || manifest === null || Array.isArray(manifest)) {
    return 'is no Kubernetes object';
  }
  const missing = [...apiVersion === '' ? ['apiVersion'] : [], ...kind === '' ? ['kind'] : []];
  return missing.length > 0 ? `is no Kubernetes object: it has no ${missing.join(' and no ')}` : undefined;
}

/** The first line that says something, from 0. */
function firstLine(text: string): number {
  const index = text.split('\n', 100).findIndex(line => !/^(---.*|\s*#.*|\s*)$/.test(line));
  return Math.max(index, 0);
}

function kindsOf(objects: readonly ManifestObject[]): NotChecked[] {
  const counts = new Map<string, number>();
  for (const { group, kind } of objects) {
    const name = group === '' ? kind : `${kind}.${group}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => ({ reason: `${count} of kind ${kind}: no rule is about it`, isUnreadable: false }));
}
