import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import { App } from 'cdk8s';
import * as ts from 'typescript';
import { MODULES } from './support';
import { ManifestObject } from '../../src/manifest/model/object';

type Exports = Record<string, unknown>;

const OPTIONS: ts.CompilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };

/** What a program in TypeScript makes, run from its text in this process; its types are not looked at. */
export function runOf(files: ReadonlyMap<string, string>): ManifestObject[] {
  const outside: Readonly<Record<string, unknown>> = {
    'cdk8s': MODULES.cdk8s,
    'cdk8s-plus-28': MODULES.plus,
    'cdk8s-stateful-app': MODULES.library,
    'node:fs': { readFileSync: (path: string) => files.get(path.slice(1)) },
  };
  const load = (file: string): Exports => {
    const exports: Exports = {};
    const code = ts.transpileModule(files.get(file) ?? '', { compilerOptions: OPTIONS }).outputText;
    const require = (name: string) => name.startsWith('./') ? load(`${name.slice(2)}.ts`) : outside[name] ?? createRequire(__filename)(name) as unknown;
    (compileFunction(code, ['require', 'exports', '__dirname']) as (...args: unknown[]) => void)(require, exports, '/');
    return exports;
  };
  // what belongs to nobody is YAML, which this is not about
  const { program } = load('program.ts') as { program: () => App };
  return program().charts.flatMap(chart => chart.toJson() as unknown[]).map(manifest => new ManifestObject(manifest));
}
