import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import * as ts from 'typescript';

/**
 * Parts use the library as a part that is written elsewhere does: by what `src/index.ts` exports. What they import besides
 * are functions on plain values, which know nothing of a StatefulApp: names, numbers, the wording of errors.
 */
const ON_VALUES = [/^manifest\/kubernetes\//, /^manifest\/model\/(omit-undefined|primaries)$/, /^private\/(errors|metadata|sizes)$/];

/** What else they use, and why. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'private/cdk8s-plus plainVolume': 'cdk8s-plus has no volume that shows one key at several paths',
  'volume-claim-template ClaimTemplateManifest': 'what VolumeClaimTemplate._toKube returns',
  '_toKube': 'a VolumeClaimTemplate and a ClaimDataSource render themselves, as the classes of cdk8s-plus do',
};

const SRC = join(__dirname, '../../src');
const parse = (file: string) => ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
const PARTS = readdirSync(join(SRC, 'parts')).map(file => parse(join(SRC, 'parts', file)));

/** The names that the public face has, each with its module: `stateful-app StatefulApp`. */
const PUBLIC = new Set(parse(join(SRC, 'index.ts')).statements.filter(ts.isExportDeclaration).flatMap(({ exportClause, moduleSpecifier }) => {
  const names = exportClause && ts.isNamedExports(exportClause) ? exportClause.elements.map(({ name }) => name.text) : [];
  return names.map(name => `${(moduleSpecifier as ts.StringLiteral).text.replace('./', '')} ${name}`);
}));

/** What parts import from outside of their folder. */
const imports = PARTS.flatMap(part => part.statements.filter(ts.isImportDeclaration).flatMap(({ importClause, moduleSpecifier }) => {
  const { text } = moduleSpecifier as ts.StringLiteral;
  const module = relative(SRC, join(dirname(part.fileName), text));
  const names = importClause?.namedBindings && ts.isNamedImports(importClause.namedBindings)
    ? importClause.namedBindings.elements.map(({ name }) => name.text) : [];
  return text.startsWith('../') ? names.map(name => ({ part: basename(part.fileName), module, id: `${module} ${name}` })) : [];
}));

/** The internal members that parts use and do not declare. */
const members = (() => {
  const declared = new Set<string>();
  const used = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) {
      used.add(node.name.text);
    } else if (ts.isClassElement(node) && node.name) {
      declared.add(node.name.getText());
    }
    node.forEachChild(visit);
  };
  PARTS.forEach(visit);
  return [...used].filter(name => name.startsWith('_') && !declared.has(name));
})();

const isOnValues = (module: string) => ON_VALUES.some(pattern => pattern.test(module));

test('parts import what third parties can, and functions on plain values', () => {
  const others = imports.filter(({ module, id }) => !PUBLIC.has(id) && !isOnValues(module) && !(module in EXCEPTIONS) && !(id in EXCEPTIONS));
  expect(others.map(({ part, id }) => `${part}: ${id}`)).toEqual([]);
});

test('parts call no internal member of what is not a part', () => {
  expect(members.filter(name => !(name in EXCEPTIONS))).toEqual([]);
});

test('every exception is needed', () => {
  const needed = new Set([...imports.flatMap(({ module, id }) => [module, id]), ...members]);
  expect(Object.keys(EXCEPTIONS).filter(exception => !needed.has(exception))).toEqual([]);
});
