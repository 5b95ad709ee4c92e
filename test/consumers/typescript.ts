import { cpSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { artefact } from './artefact';
import { Consumer, DIST, ROOT, run } from './consumer';
import { requireContents } from './tarball';
import { peers, versionIn } from '../../scripts/bindings';
import { packCommand } from '../../scripts/packages/command';

/** The examples themselves, compiled against the types of the tarball and run with its code. */
export const typescript: Consumer = {
  language: 'typescript',
  task: 'package:js',
  async install(directory) {
    cpSync(join(__dirname, 'typescript'), directory, { recursive: true });
    ['web', 'mysql'].forEach(example => cpSync(join(ROOT, 'examples', example), join(directory, example), { recursive: true }));
    // the compiler as the project has it
    const tools = ['typescript', '@types/node'].map(name => ({ name, version: versionIn(require.resolve(`${name}/package.json`)) }));
    await npmInstall(directory, [tarball(), ...[...peers(), ...tools].map(({ name, version }) => `${name}@${version}`)]);
    await run('npx', ['tsc'], { cwd: directory });
  },
  async synthesize(directory, out) {
    for (const example of ['web', 'mysql']) {
      await run(process.execPath, [join(directory, example, 'main.js')], { cwd: directory, env: { CDK8S_OUTDIR: out } });
    }
  },
  checks: {
    'holds what users need': async () => requireContents(tarball()),
    'installs alone': async (directory) => {
      const project = join(directory, 'alone');
      mkdirSync(project, { recursive: true });
      // the newest peers, as users get them
      const { stderr } = await npmInstall(project, [tarball(), ...peers().map(({ name }) => name)]);
      requireNoWarning(stderr);
      const [commonJs, esm] = await Promise.all(['program.cjs', 'program.mjs'].map(program => run(process.execPath, [program], { cwd: project })));
      if (!commonJs.stdout.includes('kind: StatefulSet') || commonJs.stdout !== esm.stdout) {
        throw new Error(`CommonJS and ESM do not make the same StatefulSet:\n${commonJs.stdout}\n---\n${esm.stdout}`);
      }
      await run('npx', ['stateful-app', '--help'], { cwd: project });
    },
    'adopts in TypeScript': async (directory) => {
      // as somebody who has nothing but these packages
      const env = { HOME: join(directory, 'home') };
      const fixture = join(ROOT, 'test', 'adopt', 'fixtures', 'every-field.yaml');
      await run('npx', ['stateful-app', 'adopt', fixture, '-o', 'adopted'], { cwd: directory, env });
      const project = join(directory, 'adopted');
      await npmInstall(project, [tarball()]);
      for (const script of ['compile', 'test', 'synth']) {
        await run('npm', ['run', script], { cwd: project, env });
      }
      await run('npx', ['stateful-app', 'diff', fixture, 'dist'], { cwd: project, env });
    },
    'is the command alone': async (directory) => {
      const project = join(directory, 'command');
      mkdirSync(project, { recursive: true });
      // a project of its own: npm would install into the one above
      writeFileSync(join(project, 'package.json'), '{ "private": true }\n');
      await npmInstall(project, [await packCommand(project)]);
      const server = statSync(join(project, 'node_modules', 'stateful-app', LANGUAGE_SERVER)).size;
      const size = sizeOf(join(project, 'node_modules')) - server;
      const installed = readdirSync(join(project, 'node_modules')).filter(name => !name.startsWith('.'));
      if (installed.join() !== 'stateful-app' || size > MOST_OF_COMMAND) {
        throw new Error(`the command alone installs ${installed.join(', ')} with ${size} bytes; at most ${MOST_OF_COMMAND} of itself are for a pipeline`);
      }
      if (server > MOST_OF_LANGUAGE_SERVER) {
        throw new Error(`the language server has ${server} bytes, and at most ${MOST_OF_LANGUAGE_SERVER} are for editors`);
      }
      writeFileSync(join(project, 'service.yaml'), '{ apiVersion: v1, kind: Service, metadata: { name: db }, spec: { ports: [{ port: 1 }] } }\n');
      await run('npx', ['stateful-app', 'check', 'service.yaml'], { cwd: project });
    },
  },
};

/** With the files of npm about it, and without the language server, which a pipeline never loads. */
const MOST_OF_COMMAND = 800_000;
const LANGUAGE_SERVER = join('lib', 'cli', 'vscode-languageserver.js');
const MOST_OF_LANGUAGE_SERVER = 250_000;

function sizeOf(directory: string): number {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

function tarball(): string {
  return artefact(join(DIST, 'js'), '.tgz');
}

function npmInstall(directory: string, packages: readonly string[]) {
  return run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...packages], { cwd: directory });
}

/** What npm says of others is theirs. */
function requireNoWarning(stderr: string): void {
  const own = stderr.split('\n').filter(line => /\b(cdk8s-stateful-app|argparse|commander|js-yaml|picocolors|vscode-[a-z-]+|yaml)\b/.test(line));
  if (own.length > 0) {
    throw new Error(`npm warns of the package:\n${own.join('\n')}`);
  }
}
