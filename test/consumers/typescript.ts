import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { artefact } from './artefact';
import { Consumer, DIST, ROOT, run } from './consumer';
import { requireContents } from './tarball';
import { peers, versionIn } from '../../scripts/bindings';

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
  },
};

function tarball(): string {
  return artefact(join(DIST, 'js'), '.tgz');
}

function npmInstall(directory: string, packages: readonly string[]) {
  return run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...packages], { cwd: directory });
}

/** What npm says of others is theirs. */
function requireNoWarning(stderr: string): void {
  const own = stderr.split('\n').filter(line => /\b(cdk8s-stateful-app|argparse|commander|js-yaml|picocolors|yaml)\b/.test(line));
  if (own.length > 0) {
    throw new Error(`npm warns of the package:\n${own.join('\n')}`);
  }
}
