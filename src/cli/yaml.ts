import { load, YAMLException } from 'js-yaml';
import { MergeError, withMerges } from './yaml-merge';
import { KUBECTL_SCHEMA } from './yaml-schema';
import { RENDER_FIRST } from '../manifest/kubernetes/templates';

/**
 * Why a document cannot be read, and where.
 */
export class UnreadableError extends Error {
  constructor(
    message: string,
    /** The line in the document, from 0. */
    readonly line: number = 0,
  ) {
    super(message);
  }
}

/**
 * The value of one YAML document, as kubectl reads it.
 *
 * @throws UnreadableError
 */
export function parseYaml(text: string): unknown {
  let value: unknown;
  try {
    value = load(text, OPTIONS);
    value = text.includes('<<') ? withMerges(value, text.length + MOST_ALIASED) : value;
  } catch (error) {
    if (error instanceof MergeError) {
      throw new UnreadableError(error.message, lineOf(text, /<</));
    }
    if (error instanceof YAMLException) {
      // its marks count from 0
      throw new UnreadableError(`syntax error: ${error.reason}${hint(text)}`, error.mark?.line);
    }
    throw error;
  }
  refuseWhatIsNotJson(value, text);
  return value;
}

/** The deepest nesting; the deepest manifests in use, CustomResourceDefinitions, are below a tenth of it. */
const DEEPEST = 500;

const OPTIONS = { schema: KUBECTL_SCHEMA, maxDepth: DEEPEST };

/** How much larger than its text aliases may make a document. A few dozen bytes could otherwise stand for gigabytes. */
const MOST_ALIASED = 100_000;

function refuseWhatIsNotJson(document: unknown, text: string): void {
  let left = text.length + MOST_ALIASED;
  const visit = (value: unknown, depth: number): void => {
    left -= 1;
    if (left < 0) {
      throw new UnreadableError('its aliases make it too large');
    }
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw new UnreadableError(`it holds the number ${value}, which JSON does not have`);
    }
    if (typeof value !== 'object' || value === null) {
      return;
    }
    if (depth > DEEPEST) {
      throw new UnreadableError(`it is nested more than ${DEEPEST} levels deep, or an anchor contains itself`);
    }
    if (Array.isArray(value)) {
      value.forEach(item => visit(item, depth + 1));
      return;
    }
    for (const key of Object.keys(value)) {
      if (key === OBJECT_AS_KEY) {
        throw new UnreadableError(`it has an object for a key${hint(text)}`, lineOf(text, /\{\s*\{/));
      }
      visit((value as Record<string, unknown>)[key], depth + 1);
    }
  };
  visit(document, 0);
}

/** What js-yaml makes of `{a: b}` as a key. */
const OBJECT_AS_KEY = '[object Object]';

function hint(text: string): string {
  return text.includes('{{') ? `; it looks like a template, ${RENDER_FIRST}` : '';
}

function lineOf(text: string, pattern: RegExp): number {
  const index = text.search(pattern);
  return index < 0 ? 0 : text.slice(0, index).split('\n').length - 1;
}
