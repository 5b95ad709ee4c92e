import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { directoryWith } from './cli/support';

const LIBRARY = (folder: string) => ({
  [`${folder}/bin/stateful-app`]: readFileSync(join(__dirname, '..', 'bin', 'stateful-app'), 'utf8'),
  [`${folder}/lib/cli/process.js`]: 'exports.run = () => console.log(require("cdk8s").place);',
});

/** Packages in a cache, which are links in a project, as jsii has them for Python; and packages as npm installs them. */
const FOLDER = directoryWith({
  ...LIBRARY('cache/library'),
  'cache/cdk8s/index.js': 'exports.place = "beside the link";',
  ...LIBRARY('npm/cdk8s-stateful-app'),
  'npm/cdk8s/index.js': 'exports.place = "beside the package";',
});

/** Makes links in a folder of modules: from what is to be there to what is there already. */
function link(modules: string, links: Readonly<Record<string, string>>, type: 'junction' | 'file'): void {
  for (const [name, target] of Object.entries(links)) {
    mkdirSync(join(FOLDER, modules), { recursive: true });
    symlinkSync(join(FOLDER, target), join(FOLDER, modules, name), type);
  }
}

// of Node.js, a folder of modules has this name
link('project/node_modules', { library: 'cache/library', cdk8s: 'cache/cdk8s' }, 'junction');
link('installed', { node_modules: 'npm' }, 'junction');
link('npm/.bin', { 'stateful-app': 'npm/cdk8s-stateful-app/bin/stateful-app' }, 'file');
link('npm/cdk8s-stateful-app/node_modules', { cdk8s: 'npm/cdk8s' }, 'junction');

test.each([
  ['beside the link to its package, where Node.js keeps links', 'project/node_modules/library/bin/stateful-app', '--preserve-symlinks', 'beside the link'],
  ['beside its package, where a link elsewhere leads to it', 'installed/node_modules/.bin/stateful-app', '', 'beside the package'],
  ['beside its package, where a link elsewhere leads to it and Node.js keeps links', 'installed/node_modules/.bin/stateful-app', '--preserve-symlinks', 'beside the package'],
])('the command finds what stands %s', (_, path, options, expected) => {
  const { stdout, stderr } = spawnSync(process.execPath, [join(FOLDER, path)], { env: { ...process.env, NODE_OPTIONS: options, NO_COLOR: '1' }, encoding: 'utf8' });
  expect(stdout + stderr).toBe(`${expected}\n`);
});
