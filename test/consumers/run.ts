/**
 * Packages the library for each language, installs each package where there is nothing of this repository, and synthesizes
 * the examples web and mysql with it, written in that language. All must write the same bytes as the examples do.
 *
 * Needs what .projenrc.ts says of each language, and the library compiled (`npx projen compile`). Arguments: languages;
 * `--packaged` takes the packages that are in dist.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Consumer, ROOT, run } from './consumer';
import { go } from './go';
import { java } from './java';
import { python } from './python';
import { typescript } from './typescript';

const CONSUMERS: readonly Consumer[] = [typescript, python, java, go];
const EXAMPLES = ['web', 'mysql'];

async function main(args: readonly string[]): Promise<number> {
  const languages = args.filter(arg => arg !== '--packaged');
  const unknown = languages.filter(language => !CONSUMERS.some(consumer => consumer.language === language));
  if (unknown.length > 0) {
    process.stderr.write(`no language is called ${unknown.join(' or ')}; give some of ${CONSUMERS.map(({ language }) => language).join(', ')}\n`);
    return 2;
  }
  const chosen = CONSUMERS.filter(({ language }) => languages.length === 0 || languages.includes(language));
  const work = mkdtempSync(join(tmpdir(), 'consumers-'));
  try {
    const expected = join(work, 'examples', 'out');
    await step('examples', 'synthesized', () => synthesizeExamples(expected));
    const results = await Promise.all(chosen.map(consumer => consume(consumer, join(work, consumer.language), expected, args.includes('--packaged'))));
    const failed = chosen.filter((_, index) => !results[index]).map(({ language }) => language);
    process.stdout.write(failed.length > 0 ? `failed: ${failed.join(', ')}\n` : `${chosen.length} languages write the same bytes\n`);
    return failed.length > 0 ? 1 : 0;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** What the examples write in this repository. */
async function synthesizeExamples(out: string): Promise<void> {
  for (const example of EXAMPLES) {
    await run('npx', ['tsx', 'main.ts'], { cwd: join(ROOT, 'examples', example), env: { CDK8S_OUTDIR: out } });
  }
}

async function consume(consumer: Consumer, work: string, expected: string, isPackaged: boolean): Promise<boolean> {
  const { language, task, checks = {} } = consumer;
  const program = join(work, 'program');
  const out = join(work, 'out');
  mkdirSync(program, { recursive: true });
  try {
    if (!isPackaged) {
      await step(language, 'packaged', () => run('npx', ['projen', task], { cwd: ROOT }));
    }
    await step(language, 'installed', () => consumer.install(program));
    await step(language, 'synthesized', () => consumer.synthesize(program, out));
    requireSame(expected, out);
    for (const [name, check] of Object.entries(checks)) {
      await step(language, name, () => check(program));
    }
    return true;
  } catch (error) {
    process.stderr.write(`${language}: ${error instanceof Error ? error.message : String(error)}\n`);
    return false;
  }
}

/**
 * @throws with the difference
 */
function requireSame(expected: string, actual: string): void {
  const written = readdirSync(actual).sort().join(', ');
  const wanted = readdirSync(expected).sort().join(', ');
  if (written !== wanted) {
    throw new Error(`writes the files ${written}, and not ${wanted}`);
  }
  for (const file of readdirSync(expected)) {
    if (!readFileSync(join(expected, file)).equals(readFileSync(join(actual, file)))) {
      const { stdout } = spawnSync('diff', ['-u', join(expected, file), join(actual, file)], { encoding: 'utf8' });
      throw new Error(`${file} is another than that of the example:\n${stdout}`);
    }
  }
}

async function step(language: string, name: string, action: () => Promise<unknown>): Promise<void> {
  const start = Date.now();
  await action();
  process.stdout.write(`${language.padEnd(10)}  ${name.padEnd(22)} ${((Date.now() - start) / 1000).toFixed(1)} s\n`);
}

void main(process.argv.slice(2)).then(code => process.exitCode = code);
