import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainEnvironment, Usage, writeManifests } from './run';
import { writeSchemas } from './schemas';
import { Spread, spreadOf } from './statistics';
import { program } from './tools';
import { writeCommand } from '../scripts/packages/command';

/** How many applications the files have, with 5 objects each. */
const SIZES = [1, 1000];

export interface CommandRow {
  readonly objects: number;
  readonly command: string;
  readonly cpuMilliseconds: Spread;
  readonly peakMebibytes: Spread;
}

export interface Commands {
  readonly rows: readonly CommandRow[];

  /** Why something is not measured, a sentence each. */
  readonly missing: readonly string[];
}

/** What is measured for a file, and the same file with another image. */
type CommandLine = (file: string, changed: string) => readonly string[];

/**
 * Runs the command as its package has it, and what people take instead, on what `StatefulApp` writes. They take turns.
 */
export async function measureCommands(folder: string, scratch: string, runs: number): Promise<Commands> {
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  const stateful = [process.execPath, join(await writeCommand(join(scratch, 'stateful-app')), 'bin', 'stateful-app')];
  const schemas = writeSchemas(join(scratch, 'schemas'));
  const nothing = join(scratch, 'nothing.js');
  writeFileSync(nothing, '');
  const commands: Record<string, CommandLine> = {
    'node, an empty file': () => [process.execPath, nothing],
    'stateful-app --version': () => [...stateful, '--version'],
    'stateful-app check': file => [...stateful, 'check', file],
    'stateful-app diff, all pods restart': (file, changed) => [...stateful, 'diff', file, changed],
    'stateful-app plan --from, all pods restart': (file, changed) => [...stateful, 'plan', '--from', file, changed],
    'stateful-app report': file => [...stateful, 'report', file, '-o', join(scratch, 'report.html')],
    'stateful-app report --from': (file, changed) => [...stateful, 'report', '--from', file, changed, '-o', join(scratch, 'report.html')],
  };
  if (schemas.directory !== undefined) {
    const location = join(schemas.directory, '{{ .ResourceKind }}{{ .KindSuffix }}.json');
    commands.kubeconform = file => [program('kubeconform'), '-strict', '-schema-location', location, file];
  }
  const rows = SIZES.flatMap(size => {
    const file = writeManifests(folder, size, join(scratch, `${size}.yaml`));
    const changed = join(scratch, `${size}-changed.yaml`);
    writeFileSync(changed, readFileSync(file, 'utf8').replace(/^( +image: .*:)[^:\n]+$/gm, '$1next'));
    return measured(Object.entries(commands).map(([command, line]) => [command, line(file, changed)]), runs, scratch)
      .map(row => ({ ...row, objects: 5 * size }));
  });
  return { rows, missing: schemas.missing === undefined ? [] : [`kubeconform: ${schemas.missing}`] };
}

function measured(lines: readonly (readonly [string, readonly string[]])[], runs: number, scratch: string): Omit<CommandRow, 'objects'>[] {
  const usages = lines.map(() => [] as Usage[]);
  // the first fills the file cache
  for (let run = -1; run < runs; run++) {
    lines.forEach(([command, line], index) => {
      const usage = usageOf(command, line, scratch);
      if (run >= 0) {
        usages[index].push(usage);
      }
    });
  }
  return lines.map(([command], index) => ({
    command,
    cpuMilliseconds: spreadOf(usages[index].map(usage => usage.cpuMilliseconds)),
    peakMebibytes: spreadOf(usages[index].map(usage => usage.peakKibibytes / 1024)),
  }));
}

function usageOf(command: string, line: readonly string[], scratch: string): Usage {
  const { status, stdout, stderr } = spawnSync(program('measure'), [join(scratch, 'output'), ...line], { cwd: scratch, env: plainEnvironment(), encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`${command} failed: ${stderr}\n${readFileSync(join(scratch, 'output'), 'utf8').slice(-2000)}`);
  }
  return JSON.parse(stdout) as Usage;
}
