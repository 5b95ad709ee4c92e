import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bundled } from '../scripts/bundles';

const MODULES = new Map(Object.entries({
  'app': '"use strict";\nconst { Name } = require("./model/names");\nexports.name = new Name();\nexports.check = () => require("./check").check;',
  'check': '"use strict";\nconst model = require("./model");\nexports.check = model.Name;\nexports.place = [__filename, __dirname];',
  'part': '"use strict";\n// the same class\nexports.name = new (require("./model/names").Name)();\nexports.path = require("path");',
  'model/index': '"use strict";\nexports.Name = require("./names").Name;',
  'model/names': '"use strict";\nglobalThis.loads = (globalThis.loads ?? 0) + 1;\n/** a name */\nclass Name {}\nexports.Name = Name;',
}));

const BUNDLES = bundled(MODULES, { app: 'app', check: 'check' });

/** Requires a module of the bundles from a folder that has them as files. */
function withBundles<T>(use: (load: (id: string) => Record<string, unknown>, folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'bundles-'));
  try {
    for (const [id, code] of BUNDLES) {
      mkdirSync(dirname(join(folder, id)), { recursive: true });
      writeFileSync(join(folder, `${id}.js`), code);
    }
    const load = createRequire(join(folder, 'program.js'));
    return use(id => load(`./${id}`) as Record<string, unknown>, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('modules that the same entries need are in one bundle', () => {
  const bundlesOf = (id: string) => [...BUNDLES].filter(([bundle, code]) => bundle.startsWith('bundles/') && code.includes(`"${id}": (`)).map(([bundle]) => bundle);
  expect([...MODULES.keys()].map(id => [id, bundlesOf(id)])).toEqual([
    ['app', ['bundles/app']],
    ['check', ['bundles/app-check']],
    ['part', []],
    ['model/index', ['bundles/app-check']],
    ['model/names', ['bundles/app-check']],
  ]);
});

test('a module is the same by its path, in a bundle, and for a module in none', () => {
  withBundles(load => {
    const { Name } = load('model/names') as { Name: new () => object };
    expect(load('app').name).toBeInstanceOf(Name);
    expect(load('part').name).toBeInstanceOf(Name);
    expect((load('app').check as () => unknown)()).toBe(Name);
    expect(load('model')).toBe(load('model/index'));
  });
});

test('a module is where it was', () => {
  withBundles((load, folder) => expect(load('check').place).toEqual([join(folder, 'check.js'), folder]));
});

test('what is no module of the library stays as it is required', () => {
  withBundles(load => expect(load('part').path).toHaveProperty('join'));
});

test('bundles have no comments', () => {
  expect([...BUNDLES.values()].filter(code => code.includes('a name'))).toEqual([]);
});

test.each([
  ['an entry', new Map(), 'there is no module "app"'],
  ['a module', new Map([['app', 'require("./missing");']]), 'there is no module "missing"'],
])('fails where there is no such file for %s', (_, modules, message) => {
  expect(() => bundled(modules, { app: 'app' })).toThrow(message);
});
