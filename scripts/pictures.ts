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
import { guides, ROOT } from '../test/docs/pages';
import { TAKEN_FOR_GRANTED } from '../test/snippets';

// Draws in the pages what the programs above the drawings make, as `stateful-app report --format mermaid` does.

const load = createRequire(__filename);

/** A program, or a drawing that comes of one; other diagrams of a page have no such title. */
const PROGRAM_OR_DRAWING = /```ts\n([^]*?)```|```mermaid\nflowchart TB\n {2}accTitle: StatefulSet[^]*?```/g;

/**
 * A page with the drawings that its programs come to.
 */
export function withPictures(page: string): string {
  let program = '';
  return page.replace(PROGRAM_OR_DRAWING, (block: string, shown?: string) => {
    program = shown ?? program;
    return shown === undefined ? `\`\`\`mermaid\n${formatMermaid(picture(objectsMadeBy(program)).applications)}\`\`\`` : block;
  });
}

function objectsMadeBy(shown: string) {
  const program = /^import /m.test(shown) ? shown : `${TAKEN_FOR_GRANTED} ${shown}\napp.synth();\n`;
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
  for (const { path } of guides()) {
    const file = join(ROOT, path);
    const page = readFileSync(file, 'utf8');
    const drawn = withPictures(page);
    if (drawn !== page) {
      writeFileSync(file, drawn);
    }
  }
}
