import * as ts from 'typescript';

/** Loads what stands behind a name when somebody asks for it, and only once. */
const LAZY = `const lazy = (name, load) => Object.defineProperty(exports, name, {
  enumerable: true,
  configurable: true,
  get: () => {
    const value = load();
    Object.defineProperty(exports, name, { enumerable: true, value });
    return value;
  },
});
`;

/**
 * The index of the package as JavaScript, made of the exports in its source: each program pays for what it imports.
 *
 * `export { PodRoutes } from './parts/pod-routes'` becomes `lazy("PodRoutes", () => require("./parts/pod-routes").PodRoutes)`.
 * The names stand in assignments, too, where Node.js finds what an ECMAScript module can import.
 *
 * @throws where the source has something else than exports of names, and of submodules
 */
export function lazyExports(source: string): string {
  const { statements } = ts.createSourceFile('index.ts', source, ts.ScriptTarget.Latest);
  const loads = new Map(statements.flatMap(statement => loadsOf(statement)));
  return [
    '"use strict";',
    'Object.defineProperty(exports, "__esModule", { value: true });',
    `${[...loads.keys()].map(name => `exports.${name} = `).join('')}void 0;`,
    LAZY + [...loads].map(([name, load]) => `lazy("${name}", () => ${load});`).join('\n'),
    '',
  ].join('\n');
}

/** The names that a statement exports, each with the expression that loads what it stands for; none where it is a type. */
function loadsOf(statement: ts.Statement): [string, string][] {
  if (!ts.isExportDeclaration(statement) || !statement.moduleSpecifier || !ts.isStringLiteral(statement.moduleSpecifier) || !statement.exportClause) {
    throw new Error('the index has something else than `export { Name } from` and `export * as name from`; write each name down');
  }
  const { exportClause, isTypeOnly, moduleSpecifier } = statement;
  const module = `require(${JSON.stringify(moduleSpecifier.text)})`;
  if (isTypeOnly) {
    return [];
  }
  return ts.isNamespaceExport(exportClause)
    ? [[exportClause.name.text, module]]
    : exportClause.elements.filter(element => !element.isTypeOnly)
      .map(({ name, propertyName = name }) => [name.text, `${module}.${propertyName.text}`]);
}
