import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from './manifests';
import { Manifest } from './objects';
import { run, snippets } from '../../snippets';

const EXAMPLES = join(__dirname, '../../../examples');
const CDK8S = join(dirname(require.resolve('cdk8s-cli/package.json')), 'bin/cdk8s');

/** A program that users are shown. */
export interface Program {
  name: string;
  synthesize(): Manifest[];
}

/** The examples, through the command that their users run. */
export function examples(): Program[] {
  return readdirSync(EXAMPLES).filter((name) => existsSync(join(EXAMPLES, name, 'cdk8s.yaml'))).map((name) => ({
    name: `examples/${name}`,
    synthesize: () => written((outdir) => {
      // a look for a newer version would need the network
      const args = [CDK8S, 'synth', '--check-upgrade=false', '--output', outdir];
      const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: join(EXAMPLES, name), encoding: 'utf8' });
      if (status !== 0) throw new Error(`cdk8s synth failed:\n${stdout}${stderr}`);
    }),
  }));
}

/** The TypeScript blocks of the documentation. */
export function documented(): Program[] {
  return snippets().filter(({ isRefused }) => !isRefused).map(({ place, program }) => ({
    name: place,
    synthesize: () => written((outdir) => {
      process.env.CDK8S_OUTDIR = outdir;
      try {
        run(program);
      } finally {
        delete process.env.CDK8S_OUTDIR;
      }
    }),
  }));
}

/** All manifests that are written into a folder. */
function written(write: (outdir: string) => void): Manifest[] {
  const outdir = mkdtempSync(join(tmpdir(), 'synth-'));
  try {
    write(outdir);
    return readdirSync(outdir).filter((file) => file.endsWith('.yaml')).flatMap((file) => parse(readFileSync(join(outdir, file), 'utf8')));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
