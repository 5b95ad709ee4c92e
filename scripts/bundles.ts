import { posix } from 'node:path';
import * as ts from 'typescript';

/**
 * Modules as JavaScript, by their paths without `.js`: `manifest/check`.
 */
export type Modules = ReadonlyMap<string, string>;

/** Where bundles are. */
const FOLDER = 'bundles';

const REQUIRE = /\brequire\("(\.\.?\/[^"]+|\.\.?)"\)/g;

/** Runs each module once, when it is first asked for. A module in parentheses is compiled at once, and not looked through before. */
const LOADER = `"use strict";
const { dirname, join } = require("path");
const loaded = {};
function own(id) {
  let module = loaded[id];
  if (module === undefined) {
    module = loaded[id] = { exports: {} };
    const file = join(__dirname, "..", id + ".js");
    modules[id](module.exports, module, file, dirname(file));
  }
  return module.exports;
}
module.exports = own;
`;

/**
 * The same modules in few files, as Node.js takes longer to find and read a small file than to run it.
 *
 * A module that some of the entries need is in a bundle with all that are needed by the same ones. In its place is one line that leads
 * there, so that whoever requires it by its path gets the same module. Input: the entries `app` and `check`, which both need `names`.
 *
 *     app.js         module.exports = require("./bundles/app")("app");
 *     names.js       module.exports = require("./bundles/app-check")("names");
 *     bundles/app.js, bundles/check.js, bundles/app-check.js
 *
 * @param entries modules that a program loads, by a name for what they are needed for
 */
export function bundled(modules: Modules, entries: Readonly<Record<string, string>>): Modules {
  const needs = Object.entries(entries).map(([name, entry]) => ({ name, needed: neededBy(entry, modules) }));
  const bundleOf = (id: string) => needs.filter(({ needed }) => needed.has(id)).map(({ name }) => name).join('-');
  const bundles = new Map<string, string[]>();
  const files = new Map<string, string>();
  for (const [id, code] of modules) {
    const bundle = bundleOf(id);
    if (bundle === '') {
      files.set(id, withRequires(id, code, modules, target => {
        const of = bundleOf(target);
        return of === '' ? undefined : `require(${JSON.stringify(relative(posix.dirname(id), `${FOLDER}/${of}`))})(${JSON.stringify(target)})`;
      }));
    } else {
      files.set(id, `module.exports = require(${JSON.stringify(relative(posix.dirname(id), `${FOLDER}/${bundle}`))})(${JSON.stringify(id)});\n`);
      bundles.set(bundle, [...bundles.get(bundle) ?? [], id]);
    }
  }
  for (const [bundle, ids] of bundles) {
    const functions = ids.map(id => {
      const code = withRequires(id, plain(modules.get(id)!), modules, target => {
        const of = bundleOf(target);
        return of === bundle ? `own(${JSON.stringify(target)})` : `require("./${of}")(${JSON.stringify(target)})`;
      });
      return `${JSON.stringify(id)}: (function (exports, module, __filename, __dirname) {\n${code}\n}),\n`;
    });
    files.set(`${FOLDER}/${bundle}`, `${LOADER}const modules = {\n${functions.join('')}};\n`);
  }
  return files;
}

/** A module, and all that it requires, directly or by way of others. */
function neededBy(entry: string, modules: Modules): ReadonlySet<string> {
  const needed = new Set([entry]);
  for (const id of needed) {
    for (const [, path] of (modules.get(id) ?? fail(id)).matchAll(REQUIRE)) {
      needed.add(resolved(id, path!, modules));
    }
  }
  return needed;
}

/** The code of a module with another expression for each module of the library that it requires; undefined leaves it as it is. */
function withRequires(id: string, code: string, modules: Modules, expression: (target: string) => string | undefined): string {
  return code.replaceAll(REQUIRE, (call, path: string) => expression(resolved(id, path, modules)) ?? call);
}

function resolved(from: string, path: string, modules: Modules): string {
  const id = posix.join(posix.dirname(from), path).replace(/\.js$/, '');
  return [id, posix.join(id, 'index')].find(candidate => modules.has(candidate)) ?? fail(id);
}

function fail(id: string): never {
  throw new Error(`there is no module "${id}"`);
}

function relative(from: string, to: string): string {
  const path = posix.relative(from, to);
  return path.startsWith('.') ? path : `./${path}`;
}

/** The code without its comments, which are in the declarations, too. */
function plain(code: string): string {
  const { outputText } = ts.transpileModule(code, {
    fileName: 'module.js',
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, removeComments: true },
  });
  return outputText.trim();
}
