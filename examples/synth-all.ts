import { spawnSync } from 'child_process';
import { existsSync, readdirSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import { parseAllDocuments } from 'yaml';

/** What `cdk8s synth` made of an example. */
interface Synthesis {
  readonly ok: boolean;
  readonly output: string;
}

/**
 * Runs `cdk8s synth` in the examples with these names, or in all of them.
 *
 * @returns the exit code: 0, 1 where an example fails, 2 where there is none of that name
 */
export function synthAll(wanted: string[], directory: string, print: Pick<Console, 'log' | 'error'> = console): number {
  const known = readdirSync(directory).filter(name => existsSync(join(directory, name, 'cdk8s.yaml')));
  const unknown = wanted.filter(name => !known.includes(name));
  if (unknown.length > 0) {
    print.error(`no example is called ${unknown.map(name => JSON.stringify(name)).join(' or ')}; the examples are ${known.join(', ')}`);
    return 2;
  }
  const chosen = wanted.length > 0 ? known.filter(name => wanted.includes(name)) : known;
  const width = Math.max(...chosen.map(name => name.length));
  const failed = chosen.filter(name => {
    const { ok, output } = synth(join(directory, name));
    if (ok) {
      print.log(`${name.padEnd(width)}  ${synthesized(join(directory, name, 'dist')).join(' ')}`);
    } else {
      print.error(`${name.padEnd(width)}  cdk8s synth failed:\n${output}`);
    }
    return !ok;
  });
  return failed.length > 0 ? 1 : 0;
}

function synth(example: string): Synthesis {
  const command = join(dirname(require.resolve('cdk8s-cli/package.json')), 'bin', 'cdk8s');
  // a look for a newer version would need the network
  const args = [command, 'synth', '--check-upgrade=false'];
  const { status, stdout, stderr, error } = spawnSync(process.execPath, args, { cwd: example, encoding: 'utf8' });
  return { ok: status === 0, output: error ? error.message : stdout + stderr };
}

/** The objects in the manifests, as `kind/name`. */
function synthesized(directory: string): string[] {
  return readdirSync(directory)
    .filter(file => file.endsWith('.yaml'))
    .flatMap(file => parseAllDocuments(readFileSync(join(directory, file), 'utf8')))
    .map(document => document.toJS() as { kind: string; metadata: { name: string } })
    .map(({ kind, metadata }) => `${kind}/${metadata.name}`);
}

if (require.main === module) {
  process.exitCode = synthAll(process.argv.slice(2), __dirname);
}
