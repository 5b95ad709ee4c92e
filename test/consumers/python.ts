import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { artefact } from './artefact';
import { Consumer, copyFiles, DIST, ROOT, run } from './consumer';
import { peers } from '../../scripts/bindings';

const FIXTURES = join(ROOT, 'test', 'adopt', 'fixtures');

/** In a virtual environment with the wheel. */
export const python: Consumer = {
  language: 'python',
  task: 'package:python',
  async install(directory) {
    cpSync(join(__dirname, 'python'), directory, { recursive: true });
    copyFiles(directory);
    const wheel = artefact(join(DIST, 'python'), '.whl');
    await run('python3', ['-m', 'venv', '.venv'], { cwd: directory });
    await run(inVenv(directory, 'pip'), ['install', '--quiet', wheel, ...peers().map(({ name, version }) => `${name}==${version}`)], { cwd: directory });
  },
  async synthesize(directory, out) {
    await run(inVenv(directory, 'python'), ['main.py'], { cwd: directory, env: { CDK8S_OUTDIR: out } });
  },
  checks: {
    'has the command': async (directory) => {
      await run(inVenv(directory, 'stateful-app'), ['--help'], { cwd: directory });
    },
    'has it in the cache': async (directory) => {
      // there packages are links, and what the command needs of others is beside the link
      const env = { JSII_RUNTIME_PACKAGE_CACHE: 'enabled', HOME: join(directory, 'home') };
      const { stdout } = await run(inVenv(directory, 'stateful-app'), ['adopt', join(FIXTURES, 'every-field.yaml'), '--check', '--language', 'python'], { cwd: directory, env });
      if (!existsSync(join(directory, 'home', '.cache')) || !stdout.includes('0 of 5 objects differ')) {
        throw new Error(`the command does not adopt from the cache of packages:\n${stdout}`);
      }
    },
    'adopts in Python': async (directory) => {
      await run(inVenv(directory, 'pip'), ['install', '--quiet', 'pytest==9.2.0', 'ruff==0.17.6'], { cwd: directory });
      // one with every property, and one with many patches
      for (const name of ['every-field', 'odd']) {
        const { stdout } = await run(inVenv(directory, 'stateful-app'), ['adopt', join(FIXTURES, `${name}.yaml`), '-o', name, '--language', 'python'], { cwd: directory });
        if (stdout.includes('was not run')) {
          throw new Error(`the program of ${name} was not run:\n${stdout}`);
        }
        const project = { cwd: join(directory, name) };
        await run(inVenv(directory, 'pytest'), ['--quiet'], project);
        await run(inVenv(directory, 'ruff'), ['check', '--select', 'E,F,I,W,B,UP', '--ignore', 'E501'], project);
        await run(inVenv(directory, 'ruff'), ['format', '--check'], project);
      }
    },
  },
};

function inVenv(directory: string, command: string): string {
  return join(directory, '.venv', 'bin', command);
}
