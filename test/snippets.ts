import * as ts from 'typescript';
import * as library from '../src';
import { Block, guides, isBlock, isTable, Page, Section, Table } from './docs/pages';

/**
 * A TypeScript block of the documentation.
 */
export interface Snippet {
  /** The file and the line of its first line. */
  readonly place: string;

  /** A whole program; where the block is only a part of one, what it takes for granted is added in its first line. */
  readonly program: string;

  /** Whether the page shows that its synthesis fails. */
  readonly isRefused: boolean;

  /** The objects that it makes, as far as they are shown: YAML blocks. */
  readonly objects: readonly Block[];

  /** What it tells, or with which error it fails: text blocks. */
  readonly told: readonly Block[];

  /** Tables of all its objects, and of expressions and their values. */
  readonly tables: readonly Table[];
}

/**
 * Everything that has a value; types are named by whole programs only. No program imports the plugin, which cdk8s-cli loads by
 * its name, and other languages do not have it.
 */
export const TAKEN_FOR_GRANTED = [
  "import { ApiObject, App, Chart, Cron, Duration, JsonPatch, Size } from 'cdk8s';",
  "import * as kplus from 'cdk8s-plus-28';",
  `import { ${Object.keys(library).filter(name => name !== library.StatefulAppValidation.name).join(', ')} } from 'cdk8s-stateful-app';`,
  "const app = new App(); const chart = new Chart(app, 'docs');",
].join(' ');

/**
 * All TypeScript blocks of the README and of docs/, each with what is shown of it in its section.
 */
export function snippets(of: readonly Page[] = guides()): Snippet[] {
  return of.flatMap(page => page.sections.flatMap(snippetsOf));
}

function snippetsOf({ parts }: Section): Snippet[] {
  const starts = parts.flatMap((part, index) => (isBlock(part, 'ts') ? [index] : []));
  return starts.map((start, index) => {
    const { text, place } = parts[start] as Block;
    const shown = parts.slice(start + 1, starts[index + 1]);
    // what follows a command is what the command prints
    const own = shown.filter((_, at) => !isBlock(shown[at - 1], 'sh'));
    const told = own.filter(part => isBlock(part, 'text'));
    return {
      place,
      program: /^import /m.test(text) ? text : `${TAKEN_FOR_GRANTED} ${text}\napp.synth();\n`,
      isRefused: told.some(block => /^(Error|Validation failed)\b/.test(block.text)),
      objects: own.filter(part => isBlock(part, 'yaml')).filter(block => fileNameOf(block) === undefined),
      told,
      tables: own.filter(part => isTable(part, 'kind', 'name') || isTable(part, 'expression', 'value')),
    };
  });
}

/**
 * The name of the file that a block shows, as its first line says: `# cdk8s.yaml`.
 */
export function fileNameOf({ text }: Block): string | undefined {
  return /^# ([\w./-]+\.(?:yaml|ts|json))\n/.exec(text)?.[1];
}

/**
 * Runs a program as `cdk8s synth` would: it writes its manifests into the folder `CDK8S_OUTDIR`.
 *
 * @param expressions expressions in the words of the program
 * @returns their values after its run
 */
export function run(program: string, expressions: readonly string[] = []): unknown[] {
  const asked = `${program}\nexport const values = [${expressions.join(', ')}];\n`;
  const { outputText } = ts.transpileModule(asked, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const load = (name: string): unknown => name === 'node:test' ? { test: runTest } : jest.requireActual(name === 'cdk8s-stateful-app' ? '../src' : name);
  const exported: { values?: unknown[] } = {};
  new Function('require', 'exports', 'test', outputText)(load, exported, runTest);
  return exported.values ?? [];
}

/** The tests of a shown test file run as a part of the one that runs the program. */
function runTest(_: string, body: () => void): void {
  body();
}
