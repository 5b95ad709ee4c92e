import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '../../src/cli/main';
import { readObjects } from '../../src/cli/read';
import { Report } from '../../src/cli/report';
import { check } from '../../src/manifest/check';
import { whyNotChecked } from '../../src/manifest/coverage';

/** An application of four objects that no rule complains about. */
export const FAULTLESS = readFileSync(join(__dirname, '..', 'manifest', 'rules', 'base.yaml'), 'utf8');

/** The same, but for a name that is too long (R01), in line 5. */
export const TOO_LONG = FAULTLESS.replace('  name: db\n', `  name: ${'n'.repeat(53)}\n`);

/** What the whole command did. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Where the command runs. */
export interface Surroundings {
  readonly directory: string;
  readonly input?: string;

  /** Characters of the terminal. */
  readonly width?: number;
}

/** Runs the command in this process. */
export async function run(args: readonly string[], { directory, input = '', width = 100 }: Surroundings): Promise<Outcome> {
  let [out, err] = ['', ''];
  const code = await main(args, {
    stdin: () => Promise.resolve(Buffer.from(input)),
    out: text => { out += text; },
    err: text => { err += text; },
    hasColors: false,
    width,
    directory,
  });
  return { code, out, err };
}

/** A directory with those files, for the tests of one file. */
export function directoryWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'stateful-app-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), content);
  }
  return directory;
}

/** The report on a file. */
export function reportOn(text: string, name = 'app.yaml'): Report {
  const input = readObjects([{ name, bytes: Buffer.from(text) }], whyNotChecked);
  return new Report(check(input.objects), input);
}
