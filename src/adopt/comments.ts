import { isMap, isNode, isPair, isScalar, isSeq, Node, parseDocument } from 'yaml';
import { place } from './fields';
import { Comments } from './statements';
import { ManifestObject } from '../manifest/model/object';

/**
 * The comments of an object by the places that they stand before, or beside.
 *
 * @param text the document that the object stands in
 */
export function commentsOf(object: ManifestObject, text: string): Comments {
  const found = new Map<string, string[]>();
  const { contents } = parseDocument(text, { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' });
  const within = object.within === '' ? [] : Array.from(object.within.matchAll(/[^.[\]]+/g), ([key]) => key);
  visit(nodeAt(contents, within), object.root, (field, comments) => {
    const lines = comments.flatMap(comment => comment?.split('\n') ?? []).map(line => line.replace(/^ /, '').trimEnd()).filter(isSaid);
    if (lines.length > 0) {
      found.set(place(field), [...found.get(place(field)) ?? [], ...lines]);
    }
  });
  return found;
}

/** What renders a chart says where it comes from, which a program has no use for. */
function isSaid(line: string): boolean {
  return line !== '' && !/^Source: .*\.ya?ml$/.test(line);
}

type Field = ManifestObject['root'];

function visit(node: unknown, field: Field, tell: (field: Field, comments: readonly (string | null | undefined)[]) => void): void {
  if (isMap(node)) {
    node.items.forEach((pair, index) => {
      if (!isPair(pair) || !isScalar(pair.key)) {
        return;
      }
      const child = field.at(String(pair.key.value));
      const value = isNode(pair.value) ? pair.value : undefined;
      const first = index === 0 ? node.commentBefore : undefined;
      // a comment before the first key of a map is that of the map
      tell(child, [first, pair.key.commentBefore, isScalar(value) ? value.commentBefore : undefined, isScalar(value) ? value.comment : undefined]);
      visit(value, child, tell);
    });
  } else if (isSeq(node)) {
    node.items.forEach((item, index) => {
      const child = field.at(index);
      if (isNode(item) && !isMap(item)) {
        tell(child, [item.commentBefore]);
      }
      visit(item, child, tell);
    });
  }
}

function nodeAt(root: unknown, keys: readonly string[]): Node | undefined {
  let node: unknown = root;
  for (const key of keys) {
    node = isMap(node) ? node.get(key, true) : isSeq(node) ? node.get(Number(key), true) : undefined;
  }
  return isNode(node) ? node : undefined;
}
