import { Baseline } from './baseline';
import { Options } from './options';
import { Input } from './read';
import { Terminal } from './terminal';
import { UsageError } from './usage-error';
import { Finding } from '../manifest/lint/finding';

/**
 * What `check` can be told of a baseline.
 */
export interface BaselineOptions {
  readonly baseline?: string;
  readonly writeBaseline: boolean;
}

/**
 * The findings that a baseline does not have; all where there is none, and none where it is written.
 *
 * @throws UsageError where the baseline cannot be read or written
 */
export function newSince(
  { baseline: name, writeBaseline, severity }: BaselineOptions & Options, findings: readonly Finding[], input: Input, terminal: Terminal,
): readonly Finding[] {
  if (name === undefined) {
    if (writeBaseline) {
      throw new UsageError('--write-baseline has no file to write; give it as --baseline');
    }
    return findings;
  }
  if (writeBaseline) {
    if (input.nothing !== undefined || input.notChecked.some(({ isUnreadable }) => isUnreadable)) {
      terminal.err(`${name} is left as it is, as not all was read\n`);
      return findings;
    }
    Baseline.toWrite(name, terminal).write(findings, input, severity);
    terminal.err(`${name} has ${counted(findings.length)} of these files\n`);
    return [];
  }
  const baseline = Baseline.read(name, terminal);
  const remark = baseline.remark(findings, input, severity);
  if (remark !== undefined) {
    terminal.err(`${remark}\n`);
  }
  const told = baseline.withoutKnown(findings, input);
  if (told.length < findings.length) {
    terminal.err(`${name} has ${counted(findings.length - told.length)}, not told again\n`);
  }
  return told;
}

function counted(count: number): string {
  return count === 1 ? 'one finding' : `${count} findings`;
}

/**
 * What is found without what a baseline has, which is not mended either, as it is not told.
 */
export function withoutKnown(
  { baseline: name, writeBaseline }: BaselineOptions, terminal: Terminal,
): (looked: { readonly findings: readonly Finding[]; readonly input: Input }) => readonly Finding[] {
  if (name === undefined || writeBaseline) {
    return ({ findings }) => findings;
  }
  const baseline = Baseline.read(name, terminal);
  return ({ findings, input }) => baseline.withoutKnown(findings, input);
}
