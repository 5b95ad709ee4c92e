import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { run } from '../snippets';

/**
 * What came of a program.
 */
export interface Execution {
  /** The files that it wrote, by their names. */
  readonly files: Readonly<Record<string, string>>;

  /** The objects in them. */
  readonly objects: readonly unknown[];

  /** What it wrote to the terminal, and the message of the error that it failed with. */
  readonly told: string;

  readonly isRefused: boolean;

  /** The values of the expressions. */
  readonly values: readonly unknown[];
}

/**
 * Runs a program in a folder of its own, and listens to it.
 */
export function execute(program: string, expressions: readonly string[] = []): Execution {
  const outdir = mkdtempSync(join(tmpdir(), 'docs-'));
  const said: string[] = [];
  const spies = [
    jest.spyOn(process.stderr, 'write').mockImplementation(text => said.push(String(text)) > 0),
    jest.spyOn(console, 'log').mockImplementation((...values: unknown[]) => { said.push(`${values.join(' ')}\n`); }),
  ];
  process.env.CDK8S_OUTDIR = outdir;
  let isRefused = false;
  let values: readonly unknown[] = [];
  try {
    values = run(program, expressions);
  } catch (error) {
    isRefused = true;
    said.push(String(error instanceof Error ? error : `Error: ${String(error)}`));
  } finally {
    delete process.env.CDK8S_OUTDIR;
    spies.forEach(spy => spy.mockRestore());
  }
  const files = Object.fromEntries(readdirSync(outdir).map(file => [file, readFileSync(join(outdir, file), 'utf8')]));
  rmSync(outdir, { recursive: true });
  const objects = Object.values(files).flatMap(text => parseAllDocuments(text).map((document): unknown => document.toJS()));
  return { files, objects, told: said.join(''), isRefused, values };
}
