import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lazyExports } from '../scripts/lazy-exports';
import * as library from '../src';

const SOURCE = `
export { PodRoutes, type PodRoutesProps } from './parts/pod-routes';
export { App as StatefulApp } from './stateful-app';
export type { StatefulAppProps } from './stateful-app-props';
export * as testing from './testing';
`;

/** Runs an index with modules that have what it exports. */
function loaded(index: string): { readonly exports: Record<string, unknown>; readonly files: string[] } {
  const files: string[] = [];
  const exports = {};
  const load = (file: string) => {
    files.push(file);
    return { PodRoutes: 'the route', App: 'the app' };
  };
  new Function('exports', 'require', index)(exports, load);
  return { exports, files };
}

test('what a name stands for is loaded when somebody asks for it, and once', () => {
  const { exports, files } = loaded(lazyExports(SOURCE));
  expect(files).toEqual([]);
  expect([exports.PodRoutes, exports.PodRoutes]).toEqual(['the route', 'the route']);
  expect(files).toEqual(['./parts/pod-routes']);
});

test('a name that is exported under another one has that one', () => {
  expect(loaded(lazyExports(SOURCE)).exports.StatefulApp).toBe('the app');
});

test('a submodule is the module itself', () => {
  expect(loaded(lazyExports(SOURCE)).exports.testing).toEqual({ PodRoutes: 'the route', App: 'the app' });
});

test('types are no names', () => {
  expect(Object.keys(loaded(lazyExports(SOURCE)).exports).sort()).toEqual(['PodRoutes', 'StatefulApp', 'testing']);
});

test('the names of the library are those that the compiler makes of its index', () => {
  const index = lazyExports(readFileSync(join(__dirname, '..', 'src', 'index.ts'), 'utf8'));
  expect(Object.keys(loaded(index).exports).sort()).toEqual(Object.keys(library).sort());
});

test('an ECMAScript module can import each name', () => {
  const directory = mkdtempSync(join(tmpdir(), 'lazy-exports-'));
  try {
    mkdirSync(join(directory, 'parts'));
    writeFileSync(join(directory, 'index.js'), lazyExports(SOURCE));
    writeFileSync(join(directory, 'parts/pod-routes.js'), 'exports.PodRoutes = 1;');
    writeFileSync(join(directory, 'stateful-app.js'), 'exports.App = 2;');
    writeFileSync(join(directory, 'testing.js'), 'exports.Manifests = 3;');
    writeFileSync(join(directory, 'program.mjs'),
      "import { PodRoutes, StatefulApp, testing } from './index.js';\nconsole.log(PodRoutes, StatefulApp, testing.Manifests);");
    expect(execFileSync(process.execPath, [join(directory, 'program.mjs')], { encoding: 'utf8' })).toBe('1 2 3\n');
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test.each([
  "export * from './testing';",
  "import { App } from './stateful-app';",
  'export const name = 1;',
  'export { App };',
])('fails for %s', statement => {
  expect(() => lazyExports(statement)).toThrow('write each name down');
});
