import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { artefact } from './artefact';
import { Consumer, copyFiles, DIST, run } from './consumer';
import { peers } from '../../scripts/bindings';

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
  },
};

function inVenv(directory: string, command: string): string {
  return join(directory, '.venv', 'bin', command);
}
