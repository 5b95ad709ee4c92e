import ts from 'typescript';

/** Methods of lists that have another name, or are none, in other languages. */
const OF_LISTS = ['join', 'push', 'concat', 'includes'];

/**
 * What jsii-rosetta writes down as it is, without a word, although it means nothing in other languages.
 *
 * @returns what is wrong and what to do about it; empty where the block can be translated
 */
export function faultsOfTranslation(code: string): string[] {
  const faults: string[] = [];
  const visit = (node: ts.Node): void => {
    const found = faultOf(node);
    if (found !== undefined) faults.push(found);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('block.ts', code, ts.ScriptTarget.Latest));
  return [...new Set(faults)];
}

function faultOf(node: ts.Node): string | undefined {
  if (ts.isCallExpression(node)) return faultOfCall(node.expression);
  if (ts.isTemplateSpan(node) && !(ts.isIdentifier(node.expression) && /^[a-z]+$/.test(node.expression.text))) {
    return 'a template string keeps what is between its braces; give the value a name of one word, and put that in';
  }
  if (ts.isTemplateLiteralToken(node) && /[\\\n]/.test(node.rawText ?? node.text)) {
    return 'a template string keeps its backslashes, and its lines are indented; take a plain string';
  }
  return undefined;
}

function faultOfCall(called: ts.Expression): string | undefined {
  if (ts.isIdentifier(called) && called.text === 'expect') return 'expect() of jest is not there in other languages';
  if (ts.isPropertyAccessExpression(called) && OF_LISTS.includes(called.name.text)) {
    return `${called.name.text}() of lists keeps its name, which other languages do not know; write the value out`;
  }
  return undefined;
}
