import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { files, STEPS } from './project';
import { Language, Synthesis, Unproven } from '../language';
import { Types } from '../types';

/**
 * Python, whose programs are run with the interpreter of the user, where that has the packages.
 *
 * @param directory where the user is
 */
export function python(types: Types, directory: string, environment: NodeJS.ProcessEnv): Language {
  return {
    files: (adoption, options) => files(adoption, options, types),
    steps: STEPS,
    isOfNpm: false,
    run: folder => run(folder, types, interpretersIn(directory, environment)),
  };
}

/** The one of the active environment, the one beside, and whichever is installed. */
function interpretersIn(directory: string, { VIRTUAL_ENV }: NodeJS.ProcessEnv): string[] {
  const inEnvironment = (environment: string) => [join(environment, 'bin', 'python'), join(environment, 'Scripts', 'python.exe')];
  return [...[...VIRTUAL_ENV ? [VIRTUAL_ENV] : [], join(directory, '.venv')].flatMap(inEnvironment).filter(existsSync), 'python3', 'python'];
}

/** The program as `cdk8s synth` would run it; without its packages only its syntax can be looked at. */
function run(folder: string, types: Types, interpreters: readonly string[]): Synthesis | string {
  const modules = [...types.packages.values()].map(({ targets }) => targets.python.module);
  const installed = interpreters.filter(each => execute(each, folder, [COMPILE]).status !== null);
  const [interpreter] = installed;
  if (interpreter === undefined) {
    return 'there is no Python';
  }
  const compiled = execute(interpreter, folder, [COMPILE]);
  if (compiled.status !== 0) {
    throw new Unproven(`the program does not compile:\n${`${compiled.stdout}${compiled.stderr}`.trim()}`);
  }
  const complete = installed.find(each => execute(each, folder, [FIND, ...modules]).status === 0);
  if (complete === undefined) {
    return `${interpreter} lacks some of ${modules.join(', ')}; only its syntax was checked`;
  }
  const { status, stdout, stderr } = execute(complete, folder, [SYNTHESIZE]);
  if (status !== 0) {
    throw new Unproven(`the program does not synthesize:\n${`${stdout}${stderr}`.trim()}`);
  }
  return JSON.parse(stdout) as Synthesis;
}

const COMPILE = `
import pathlib
for path in pathlib.Path().rglob("*.py"):
    compile(path.read_bytes(), str(path), "exec")
`;

const FIND = `
import importlib.util, sys
sys.exit(any(importlib.util.find_spec(name) is None for name in sys.argv[1:]))
`;

const SYNTHESIZE = `
import json
from cdk8s import Testing
from cdk8s_stateful_app import testing
from program import program
app = program()
objects = [each for chart in app.charts for each in Testing.synth(chart)]
print(json.dumps({"objects": objects, "snapshot": testing.Manifests.of(app).snapshot()}))
`;

function execute(interpreter: string, folder: string, [script = '', ...args]: readonly string[]) {
  return spawnSync(interpreter, ['-B', '-c', script, ...args], { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 30 });
}
