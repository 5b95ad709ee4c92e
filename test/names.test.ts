import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

const SRC = join(__dirname, '../src');
const parse = (file: string) => ts.createSourceFile(file, readFileSync(join(SRC, file), 'utf8'), ts.ScriptTarget.Latest, true);
const filesIn = (folder: string) => readdirSync(join(SRC, folder)).filter(file => file.endsWith('.ts')).map(file => join(folder, file));

/** The names of the types that users can name: those of the index, and all that the submodule for tests exports. */
const NAMES = [
  ...parse('index.ts').statements.filter(ts.isExportDeclaration).flatMap(({ exportClause }) =>
    exportClause && ts.isNamedExports(exportClause) ? exportClause.elements.map(({ name }) => name.text) : []),
  ...parse('testing/index.ts').statements.filter(ts.isExportDeclaration)
    .flatMap(({ moduleSpecifier }) => parse(`${join('testing', (moduleSpecifier as ts.StringLiteral).text)}.ts`).statements)
    .filter(statement => ts.isClassDeclaration(statement) || ts.isInterfaceDeclaration(statement) || ts.isEnumDeclaration(statement))
    .flatMap(({ name }) => name?.text ?? []),
];

/** The exported constructs of a folder, and whether a user can create one with `new`. */
function constructsIn(folder: string): { readonly name: string; readonly hasPublicConstructor: boolean }[] {
  return filesIn(folder).flatMap(file => parse(file).statements.filter(ts.isClassDeclaration)
    .filter(({ heritageClauses }) => heritageClauses?.some(({ token, types }) => token === ts.SyntaxKind.ExtendsKeyword
      && types.some(({ expression }) => ['Construct', 'kplus.Resource', 'kplus.Workload'].includes(expression.getText()))))
    .map(({ name, members }) => ({
      name: name!.text,
      hasPublicConstructor: !members.filter(ts.isConstructorDeclaration)
        .some(({ modifiers }) => modifiers?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword)),
    })));
}

/** Whether one name becomes the other by one letter more, less or else. */
function differByOneLetter(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  const same = [...short].findIndex((letter, index) => letter !== long[index]);
  const from = same < 0 ? short.length : same;
  return short.slice(from + 1) === long.slice(from + 1) || short.slice(from) === long.slice(from + 1);
}

test('no two types have names that differ by one letter', () => {
  const pairs = NAMES.flatMap((one, index) => NAMES.slice(index + 1).filter(other => differByOneLetter(one, other)).map(other => `${one}, ${other}`));
  expect(pairs).toEqual([]);
});

test('what is made of several things is a construct of its own, created with new', () => {
  expect(constructsIn('parts').filter(({ hasPublicConstructor }) => !hasPublicConstructor)).toEqual([]);
});

test('what is one thing is added by a method of the app', () => {
  // a lock file is of the program, and of no app
  expect(constructsIn('.').filter(({ hasPublicConstructor }) => hasPublicConstructor).map(({ name }) => name)).toEqual(['LockFile', 'StatefulApp']);
});
