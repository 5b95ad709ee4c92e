import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, Plugin } from 'esbuild';

const ROOT = join(__dirname, '..', '..');

/**
 * Makes the package of the command alone: the code of the library's own command in one file, with
 * all that it needs, and without cdk8s. Gives the directory. Pushed as a repository it is a hook of pre-commit, and an action of GitHub.
 */
export async function writeCommand(directory = join(ROOT, '.packages', 'stateful-app')): Promise<string> {
  rmSync(directory, { recursive: true, force: true });
  // where the library has it, so that the package.json is found in the same way
  const lib = join(directory, 'lib', 'cli');
  const files = await bundle(join(ROOT, 'src', 'cli', 'process.ts'), join(lib, 'process.js'));
  for (const [module, file] of Object.entries(LATE_PACKAGES)) {
    files.push(...await bundle(module, join(lib, file)));
  }
  cpSync(join(ROOT, 'bin', 'stateful-app'), join(directory, 'bin', 'stateful-app'));
  cpSync(join(ROOT, 'LICENSE'), join(directory, 'LICENSE'));
  cpSync(join(ROOT, 'integrations'), directory, { recursive: true });
  cpSync(join(ROOT, 'docs', 'command.md'), join(directory, 'README.md'));
  writeFileSync(join(directory, 'LICENSES-OF-OTHERS'), licencesOf(packagesIn(files)));
  writeFileSync(join(directory, 'package.json'), packageJson());
  return directory;
}

/** Packs it into a directory, and gives the path of the tarball. */
export async function packCommand(target: string): Promise<string> {
  mkdirSync(target, { recursive: true });
  const output = execFileSync('npm', ['pack', '--json', '--pack-destination', target], { cwd: await writeCommand(), encoding: 'utf8' });
  const [{ filename }] = JSON.parse(output) as { filename: string }[];
  return join(target, filename);
}

/** Large, and used by what is loaded late only: each is a file of its own, which most runs need not read. */
const LATE_PACKAGES: Readonly<Record<string, string>> = { 'yaml': 'yaml.js', 'vscode-languageserver/node': 'vscode-languageserver.js' };

/** Writes a file with a module and all that it needs, and gives the files that it was made of. */
async function bundle(entry: string, outfile: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    minify: true,
    legalComments: 'none',
    // Node.js reads UTF-8, where escapes take twice the room
    charset: 'utf8',
    plugins: [LATE],
    metafile: true,
    absWorkingDir: ROOT,
  });
  writeFileSync(outfile, strictOnce(readFileSync(outfile, 'utf8')));
  return Object.keys(metafile.inputs);
}

/** The bundler says it at the beginning of the file, where it holds for all of it, and again for each module, which are thousands of bytes. */
function strictOnce(code: string): string {
  if (!code.startsWith('"use strict";')) {
    throw new Error('the file of the command does not begin with "use strict"; look how the bundler writes it now, in scripts/packages/command.ts');
  }
  return code.replaceAll('=>{"use strict";', '=>{');
}

/**
 * What the source loads late, by `load` made with `createRequire`, is a part of the file, too, and runs when it is loaded.
 *
 * `const load = createRequire(__filename);` and `load('./position')` become `require('./position')`.
 */
const LATE: Plugin = {
  name: 'late',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: new RegExp(`^(${Object.keys(LATE_PACKAGES).join('|')})$`) }, ({ path, kind }) => (
      kind === 'entry-point' ? undefined : { path: `./${LATE_PACKAGES[path]}`, external: true }));
    onResolve({ filter: /^\.\/adopt$/ }, () => ({ path: join(__dirname, 'adopt-elsewhere.ts') }));
    onLoad({ filter: /[/\\]src[/\\].*\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      if (!source.includes('createRequire(__filename)')) {
        return undefined;
      }
      const contents = source
        .replace('const load = createRequire(__filename);', '')
        .replace(/\b(?:load|createRequire\(__filename\))\((?=')/g, 'require(');
      if (contents.includes('createRequire(__filename)')) {
        throw new Error(`${path} calls createRequire in another way; write createRequire(__filename)('…'), or const load = createRequire(__filename) and load('…')`);
      }
      return { contents, loader: 'ts' };
    });
  },
};

function packageJson(): string {
  const source = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<string, unknown>;
  const { version, repository, author, license, engines, bin, publishConfig } = source;
  const made = {
    name: 'stateful-app',
    version,
    description: 'Finds what breaks stateful applications on Kubernetes, in their manifests.',
    keywords: ['kubernetes', 'statefulset', 'lint', 'manifest'],
    repository,
    author,
    license,
    engines,
    bin,
    files: ['bin', 'lib', 'LICENSES-OF-OTHERS'],
    publishConfig,
  };
  return `${JSON.stringify(made, undefined, 2)}\n`;
}

/** The packages of these files. */
function packagesIn(files: readonly string[]): string[] {
  const names = files.flatMap(file => /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(file)?.[1] ?? []);
  return [...new Set(names)].sort();
}

/** What their licences ask of whoever passes them on, once for all that have the same. */
function licencesOf(packages: readonly string[]): string {
  const named = new Map<string, string[]>();
  for (const name of packages) {
    const directory = join(ROOT, 'node_modules', name);
    const file = readdirSync(directory).find(each => /^licen[cs]e/i.test(each));
    if (file === undefined) {
      throw new Error(`${name} has no licence that could be passed on`);
    }
    const text = readFileSync(join(directory, file), 'utf8').trim();
    named.set(text, [...named.get(text) ?? [], name]);
  }
  return [...named].map(([text, names]) => `${names.map(name => `${name}\n${'-'.repeat(name.length)}\n`).join('\n')}\n${text}\n`).join('\n\n');
}
