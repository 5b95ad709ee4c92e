import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';

/**
 * A TypeScript block of the documentation.
 */
export interface Snippet {
  /** The file and the line of its first line. */
  readonly place: string;

  /** A whole program; where the block is only a part of one, what it takes for granted is added in its first line. */
  readonly program: string;
}

const TAKEN_FOR_GRANTED = [
  "import { ApiObject, App, Chart, Duration, JsonPatch, Size } from 'cdk8s';",
  "import * as kplus from 'cdk8s-plus-28';",
  'import { ClaimDataSource, ExternalTrafficPolicy, GrownClaims, HeadlessService, OrdinalFiles, OrdinalRange, '
    + 'PersistentVolumeClaimRetentionPolicyType, PodRoute, PodRoutes, PodServices, PreparedClaims, PrimaryAndReplicas, RestOfClaims, StartUpChain, '
    + "StatefulApp, StatefulAppNetworkPolicy, UpdateStrategy, WhenUnsatisfiable } from 'cdk8s-stateful-app';",
  "const app = new App(); const chart = new Chart(app, 'docs');",
].join(' ');

/**
 * All TypeScript blocks of the README and of docs/.
 */
export function snippets(): Snippet[] {
  const root = join(__dirname, '..');
  const files = ['README.md', ...readdirSync(join(root, 'docs')).filter(file => file.endsWith('.md')).map(file => join('docs', file))];
  return files.flatMap(file => {
    const text = readFileSync(join(root, file), 'utf8');
    return [...text.matchAll(/^```ts\n([^]*?)^```$/gm)].map(({ 1: code, index }) => ({
      place: `${file}:${text.slice(0, index).split('\n').length + 1}`,
      program: /^import /m.test(code) ? code : `${TAKEN_FOR_GRANTED} ${code}\napp.synth();\n`,
    }));
  });
}

/**
 * Runs a program as `cdk8s synth` would: it writes its manifests into the folder `CDK8S_OUTDIR`.
 */
export function run(program: string): void {
  const { outputText } = ts.transpileModule(program, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const load = (name: string) => jest.requireActual(name === 'cdk8s-stateful-app' ? '../src' : name);
  new Function('require', 'exports', outputText)(load, {});
}
