import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { build } from './build';
import { measureCommands } from './commands';
import { BenchOptions, parseOptions, USAGE } from './options';
import { packageSizes } from './packages';
import { measureAll, VARIANTS } from './results';
import { requireSameObjects } from './same-objects';
import { render, renderCommands, renderPackages } from './table';
import { buildTools, TEMPLATE_VARIANTS } from './tools';

// Compares StatefulApp with the same application written as raw ApiObjects, with cdk8s-plus, Helm and Jsonnet; see docs/performance.md.
// It judges nothing: a target that is missed is printed, and the exit code is 0 all the same.

async function main(args: string[]): Promise<number> {
  let options: BenchOptions;
  try {
    options = parseOptions(args);
  } catch (error) {
    process.stderr.write(`${firstLine(error)}; try --help\n`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  try {
    await bench(options);
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

async function bench({ sizes, runs, json }: BenchOptions): Promise<void> {
  const folder = build();
  const machine = { node: process.version, platform: process.platform, arch: process.arch, cores: availableParallelism() };
  print(`node ${machine.node}, ${machine.platform} ${machine.arch}, ${machine.cores} cores; ${runs} runs of each variant after one warm-up, interleaved; medians`);
  const missing = buildTools();
  if (missing !== undefined) {
    print(`without ${TEMPLATE_VARIANTS.join(' and ')}: ${missing}`);
  }
  const variants = [...VARIANTS, ...missing === undefined ? TEMPLATE_VARIANTS : []];
  const check = requireSameObjects(folder, variants);
  check.forEach(print);
  const results = measureAll(folder, variants, sizes, runs, line => process.stderr.write(`${line}\n`));
  print(render(results));
  const scratch = join(__dirname, 'results', 'commands');
  const commands = missing === undefined ? await measureCommands(folder, scratch, runs) : { rows: [], missing: [`commands: ${missing}`] };
  commands.missing.forEach(line => print(`without ${line}`));
  print(renderCommands(commands));
  const packages = packageSizes(join(scratch, 'stateful-app'));
  print(renderPackages(packages));
  if (json !== undefined) {
    writeFileSync(json, `${JSON.stringify({ date: new Date().toISOString().slice(0, 10), ...machine, runs, check, ...results, commands, packages }, undefined, 2)}\n`);
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function firstLine(error: unknown): string {
  const [line] = (error instanceof Error ? error.message : String(error)).split('\n');
  return line.charAt(0).toLowerCase() + line.slice(1);
}

void main(process.argv.slice(2)).then(code => { process.exitCode = code; });
