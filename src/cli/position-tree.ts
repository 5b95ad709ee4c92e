import { Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, Node, Pair, parseDocument, YAMLMap } from 'yaml';
import { Place, Range } from './plain-position';
import { SourceDocument } from './read';

interface Tree {
  readonly root: Document.Parsed;
  readonly lines: LineCounter;
}

/**
 * Documents, parsed with a parser that keeps places and is ten times slower than the one for values.
 */
export class Trees {
  private readonly trees = new Map<SourceDocument, Tree>();

  /** Where the keys lead to; as near as it gets, where the document ends before it. Line and column count from 1. */
  public placeOf(document: SourceDocument, keys: readonly (string | number)[]): Place {
    const { root, lines } = this.treeOf(document);
    const range = rangeOf(root, keys);
    const { line, col } = lines.linePos(range[0]);
    return { range, line, column: col };
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

/** They are large. */
const MOST_TREES = 16;

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
