import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Consumer, copyFiles, DIST, run } from './consumer';
import { bindingsOfPeers } from '../../scripts/bindings';

const OWN = 'github.com/cdk8s-stateful-app/cdk8s-stateful-app-go/statefulapp';

/** A Go module that has the package in place of one that a module proxy would give. */
export const go: Consumer = {
  language: 'go',
  task: 'package:go',
  async install(directory) {
    cpSync(join(__dirname, 'go'), directory, { recursive: true });
    copyFiles(directory);
    const replacements = [...modules(join(DIST, 'go')), ...modules(bindingsOfPeers('go'))];
    await run('go', ['mod', 'init', 'consumer'], { cwd: directory });
    await run('go', ['mod', 'edit', `-require=${OWN}@v0.0.0`, ...replacements.map(({ name, path }) => `-replace=${name}=${path}`)], { cwd: directory });
    await run('go', ['mod', 'tidy'], { cwd: directory });
    await run('go', ['build', '-o', 'consumer', '.'], { cwd: directory });
  },
  async synthesize(directory, out) {
    await run(join(directory, 'consumer'), [], { cwd: directory, env: { CDK8S_OUTDIR: out } });
  },
};

/** The modules in the directories of this one. */
function modules(directory: string): { name: string; path: string }[] {
  if (!existsSync(directory)) {
    throw new Error(`${directory} is missing; make the package with 'npx projen compile && npx projen package-all'`);
  }
  return readdirSync(directory).map(module => join(directory, module)).map(path => ({
    name: /^module (\S+)$/m.exec(readFileSync(join(path, 'go.mod'), 'utf8'))![1],
    path,
  }));
}
