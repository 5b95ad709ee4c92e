import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { build } from './build';
import { BenchOptions, parseOptions, USAGE } from './options';
import { measureAll, VARIANTS } from './results';
import { requireSameObjects } from './same-objects';
import { render } from './table';
import { buildTools, TEMPLATE_VARIANTS } from './tools';

// Compares StatefulApp with the same application written as raw ApiObjects, with cdk8s-plus, Helm and Jsonnet; see docs/performance.md.
// It judges nothing: a target that is missed is printed, and the exit code is 0 all the same.

function main(args: string[]): number {
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
    bench(options);
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

function bench({ sizes, runs, json }: BenchOptions): void {
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
  if (json !== undefined) {
    writeFileSync(json, `${JSON.stringify({ date: new Date().toISOString().slice(0, 10), ...machine, runs, check, ...results }, undefined, 2)}\n`);
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function firstLine(error: unknown): string {
  const [line] = (error instanceof Error ? error.message : String(error)).split('\n');
  return line.charAt(0).toLowerCase() + line.slice(1);
}

process.exitCode = main(process.argv.slice(2));
