import { join } from 'node:path';
import * as ts from 'typescript';
import { filesOf, FIXTURES, textOf } from './support';

const ROOT = join(__dirname, '..', '..');

test('the programs of all fixtures compile', () => {
  const files = new Map(FIXTURES.flatMap(fixture => [...filesOf(textOf(fixture))].map(([path, text]) => [join(ROOT, '.adopted', fixture, path), text] as const)));
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    strict: true,
    noUnusedLocals: true,
    skipLibCheck: true,
    noEmit: true,
    types: ['node'],
    paths: { 'cdk8s-stateful-app': [join(ROOT, 'src', 'index.ts')] },
  };
  const host = ts.createCompilerHost(options);
  const { directoryExists, fileExists, readFile, getSourceFile } = host;
  host.fileExists = path => files.has(path) || fileExists(path);
  host.directoryExists = path => [...files.keys()].some(file => file.startsWith(`${path}/`)) || directoryExists?.(path) === true;
  host.readFile = path => files.get(path) ?? readFile(path);
  host.getSourceFile = (path, version) => {
    const text = files.get(path);
    return text === undefined ? getSourceFile(path, version) : ts.createSourceFile(path, text, version);
  };
  const program = ts.createProgram([...files.keys()].filter(path => path.endsWith('.ts')), options, host);
  const wrong = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
  expect(wrong).toEqual([]);
});
