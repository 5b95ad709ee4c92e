import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import * as library from '../src';
import { formatMermaid } from '../src/drawing/mermaid';
import { objectsOf } from '../src/manifest/check';
import { picture } from '../src/manifest/picture';

// Draws in README.md what its first program makes, as `stateful-app report --format mermaid` does.

const load = createRequire(__filename);

const README = join(__dirname, '..', 'README.md');

const PROGRAM = /```ts\n([^]*?)```/;
const DIAGRAM = /```mermaid\n[^]*?```/;

/**
 * The README with the diagram that its program comes to.
 */
export function withPicture(readme: string): string {
  const [, program = ''] = PROGRAM.exec(readme) ?? [];
  return readme.replace(DIAGRAM, () => `\`\`\`mermaid\n${formatMermaid(picture(objectsMadeBy(program)).applications)}\`\`\``);
}

function objectsMadeBy(program: string) {
  const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
  process.env.CDK8S_OUTDIR = folder;
  try {
    const { outputText } = ts.transpileModule(program, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
    new Function('require', 'exports', outputText)((name: string) => name === 'cdk8s-stateful-app' ? library : load(name), {});
    return readdirSync(folder)
      .flatMap(file => parseAllDocuments(readFileSync(join(folder, file), 'utf8')).flatMap(document => objectsOf(document.toJS() as unknown)));
  } finally {
    delete process.env.CDK8S_OUTDIR;
    rmSync(folder, { recursive: true });
  }
}

if (require.main === module) {
  writeFileSync(README, withPicture(readFileSync(README, 'utf8')));
}
