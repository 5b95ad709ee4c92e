import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import * as ts from 'typescript';
import { run, snippets } from './snippets';

const ROOT = join(__dirname, '..');
const SNIPPETS = snippets().map(({ place, program }) => [place, program] as const);

let outdir: string;

beforeAll(() => {
  outdir = mkdtempSync(join(tmpdir(), 'docs-'));
  process.env.CDK8S_OUTDIR = outdir;
});

afterAll(() => {
  delete process.env.CDK8S_OUTDIR;
  rmSync(outdir, { recursive: true });
});

test('there are snippets', () => {
  expect(SNIPPETS.length).toBeGreaterThan(5);
});

test('every snippet compiles', () => {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.dev.json'), path => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const files = new Map(SNIPPETS.map(([, program], index) => [join(ROOT, `snippet-${index}.ts`), program]));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = path => files.has(path) || fileExists(path);
  host.readFile = path => files.get(path) ?? readFile(path);
  host.getSourceFile = (path, target, ...rest) => files.has(path)
    ? ts.createSourceFile(path, files.get(path)!, target)
    : getSourceFile(path, target, ...rest);
  const program = ts.createProgram([...files.keys()], { ...options, noUnusedLocals: false }, host);
  const faults = [...files.keys()].flatMap((path, index) => {
    const source = program.getSourceFile(path)!;
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
      .map(({ messageText }) => `${SNIPPETS[index][0]}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
  });
  expect(faults).toEqual([]);
});

test.each(SNIPPETS)('the snippet at %s synthesizes', (_, program) => {
  expect(() => run(program)).not.toThrow();
});
