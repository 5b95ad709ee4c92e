import { Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, Node, Pair, parseDocument, YAMLMap } from 'yaml';
import { SourceDocument } from './read';

/**
 * A part of one line of a file; lines and columns count from 1, and `end` is the column after the last one.
 */
export interface Position {
  /** In the text of the document, from 0. */
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  readonly end: number;
}

interface Tree {
  readonly root: Document.Parsed;
  readonly lines: LineCounter;
}

/**
 * Tells where in documents something stands.
 *
 * For that a document is parsed once more, with a parser that keeps the places and is ten times slower than the one for
 * the values; so it is done for documents with findings only.
 */
export class Positions {
  private readonly trees = new Map<SourceDocument, Tree>();

  /**
   * Where the path leads to, such as `spec.replicas` or `items[2].metadata.name`; as near as it gets, where the document
   * ends before it.
   */
  public of(document: SourceDocument, path: string): Position {
    const { root, lines } = this.treeOf(document);
    const [start, end] = rangeOf(root, keysOf(path));
    const { line, col } = lines.linePos(start);
    const length = /^[^\r\n]*/.exec(document.text.slice(start, Math.min(end, start + LONGEST_MARK)))?.[0].trimEnd().length ?? 0;
    return { offset: start, line: document.line + line - 1, column: col, end: col + Math.max(length, 1) };
  }

  private treeOf(document: SourceDocument): Tree {
    const known = this.trees.get(document);
    if (known) {
      return known;
    }
    const lines = new LineCounter();
    const tree = { root: parseDocument(document.text, { lineCounter: lines, schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' }), lines };
    if (this.trees.size >= MOST_TREES) {
      // findings come document by document, so that the oldest is done with
      this.trees.delete(this.trees.keys().next().value as SourceDocument);
    }
    this.trees.set(document, tree);
    return tree;
  }
}

/** Enough for every terminal. */
const LONGEST_MARK = 1000;

/** They are large. */
const MOST_TREES = 16;

/** The keys of a path as fields write it: `a.b[0]['c.d']`. */
export function keysOf(path: string): (string | number)[] {
  return Array.from(path.matchAll(/\['(.*?)'\](?=[.[]|$)|\[([0-9]+)\]|([^.[\]]+)/g), ([, quoted, index, plain]) =>
    index === undefined ? quoted ?? plain ?? '' : Number(index));
}

type Range = readonly [number, number];

function rangeOf(root: Document.Parsed, keys: readonly (string | number)[]): Range {
  let node = resolved(root.contents, root);
  let range: Range = textRange(node) ?? [0, 0];
  for (const key of keys) {
    const found = isSeq(node) ? { key: undefined, value: node.items[Number(key)] } : isMap(node) ? pairOf(node, String(key), root) : undefined;
    if (found === undefined) {
      return range;
    }
    const value = resolved(found.value, root);
    range = inlineRange(found.value) ?? keyRange(found.key) ?? textRange(value) ?? range;
    node = value;
  }
  return range;
}

function resolved(node: unknown, root: Document.Parsed): Node | undefined {
  const target = isAlias(node) ? node.resolve(root) : node;
  return isNode(target) ? target : undefined;
}

/** The pair of a map with that key, or of the maps that are merged into it. */
function pairOf(map: YAMLMap, key: string, root: Document.Parsed): Pair | undefined {
  return map.items.find(pair => isScalar(pair.key) && (pair.key.value === key || pair.key.source === key))
    ?? map.items
      .filter(pair => isScalar(pair.key) && pair.key.source === '<<')
      .flatMap(pair => {
        const merged = resolved(pair.value, root);
        return isSeq(merged) ? merged.items.map(item => resolved(item, root)) : [merged];
      })
      .map(merged => isMap(merged) ? pairOf(merged, key, root) : undefined)
      .find(pair => pair !== undefined);
}

/** Of what is best shown as a whole: a plain or quoted value, or a list or an object in brackets. */
function inlineRange(node: unknown): Range | undefined {
  const isInline = isMap(node) || isSeq(node) ? node.flow === true : isScalar(node) ? !node.type?.startsWith('BLOCK') : isAlias(node);
  const range = isInline && isNode(node) ? textRange(node) : undefined;
  return range !== undefined && range[1] > range[0] ? range : undefined;
}

function keyRange(key: unknown): Range | undefined {
  return isScalar(key) ? textRange(key) : undefined;
}

function textRange(node: Node | undefined): Range | undefined {
  return node?.range ? [node.range[0], node.range[1]] : undefined;
}
