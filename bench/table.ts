import { CommandRow, Commands } from './commands';
import { PackageSize } from './packages';
import { Results, Row, SizeResult } from './results';
import { Spread } from './statistics';

const OURS = 'stateful-app';

/**
 * The results as Markdown tables with the targets below.
 */
export function render(results: Results): string {
  return [
    '',
    ...table(['applications', 'variant', 'CPU s (min–max)', 'peak MiB (min–max)', 'CPU ms per app', 'CPU ms per further app'], results.sizes.flatMap(usageRows)),
    '',
    ...table(['applications', 'StatefulApp / …', 'CPU (min–max)', 'peak memory (min–max)'], results.sizes.flatMap(ratioRows)),
    '',
    ...table(['import', 'CPU ms (min–max)', 'peak MiB (min–max)'],
      results.imports.map(row => [row.variant, spread(row.cpuMilliseconds, 0), spread(row.peakMebibytes, 1)])),
    '',
    'targets',
    ...targets(results).map(line => `- ${line}`),
    '',
  ].join('\n');
}

/** What the command and others need for the manifests of few and of many applications. */
export function renderCommands({ rows }: Commands): string {
  if (rows.length === 0) {
    return '';
  }
  const [few, many] = [rows[0], rows[rows.length - 1]].map(({ objects }) => (command: string) =>
    rows.find(row => row.objects === objects && row.command === command)!.cpuMilliseconds.median);
  const above = (command: string, most: number) => {
    const milliseconds = few(command) - few('node, an empty file');
    return `${command} of one file at most ${most} ms above an empty file: ${milliseconds.toFixed(0)} ms ${verdict(milliseconds <= most)}`;
  };
  const within = (command: string, most: number) =>
    `${command} of ${count(rows[rows.length - 1].objects)} objects within ${most} s: ${(many(command) / 1000).toFixed(2)} s ${verdict(many(command) <= 1000 * most)}`;
  return [
    ...table(['objects', 'command', 'CPU ms (min–max)', 'peak MiB (min–max)'], rows.map(commandRow)),
    '',
    ...[
      above('stateful-app --version', 50),
      above('stateful-app check', 100),
      within('stateful-app check', 2),
      within('stateful-app diff, all pods restart', 2),
      within('stateful-app plan --from, all pods restart', 2),
      within('stateful-app report', 3),
    ].map(line => `- ${line}`),
    '',
  ].join('\n');
}

function commandRow({ objects, command, cpuMilliseconds, peakMebibytes }: CommandRow): string[] {
  return [count(objects), command, spread(cpuMilliseconds, 0), spread(peakMebibytes, 0)];
}

export function renderPackages(packages: readonly PackageSize[]): string {
  return table(['package', 'packed kB', 'installed kB'], packages.map(one => [one.name, count(one.packedKilobytes), count(one.installedKilobytes)])).join('\n');
}

function usageRows({ size, rows }: SizeResult, index: number, all: SizeResult[]): string[][] {
  return rows.map((row, variant) => {
    const smaller = all[index - 1];
    return [
      count(size),
      row.variant,
      spread(row.cpuMilliseconds, 2, 1000),
      spread(row.peakMebibytes, 0),
      (row.cpuMilliseconds.median / size).toFixed(2),
      smaller ? slope(smaller, smaller.rows[variant], size, row).toFixed(2) : '',
    ];
  });
}

function ratioRows({ size, rows }: SizeResult): string[][] {
  const ours = rowOf(rows, OURS);
  return Object.keys(ours.cpuRatios).map(other => [count(size), other, spread(ours.cpuRatios[other], 2), spread(ours.peakRatios[other], 2)]);
}

/** What one more application costs between two sizes: without the start of the process, which every size pays once. */
function slope(smaller: SizeResult, before: Row, size: number, after: Row): number {
  return (after.cpuMilliseconds.median - before.cpuMilliseconds.median) / (size - smaller.size);
}

function targets({ sizes, imports }: Results): string[] {
  const atEachSize = (other: string, most: number) => sizes.map(({ size, rows }) => {
    const { median } = rowOf(rows, OURS).cpuRatios[other];
    return `${count(size)}: ${median.toFixed(2)} ${verdict(median <= most)}`;
  }).join(', ');
  const extra = (rowOf(imports, 'import-library').cpuRatios['import-peers'].median - 1) * 100;
  return [
    `CPU at most 1.0 × cdk8s-plus (which leaves out what it cannot express): ${atEachSize('cdk8s-plus', 1)}`,
    `CPU at most 1.5 × raw: ${atEachSize('raw', 1.5)}`,
    `import less than 10 % above the peers: ${extra.toFixed(1)} % ${verdict(extra < 10)}`,
    ...linearity(sizes),
  ];
}

/** Start-up hides the slope below a hundred applications. */
function linearity(sizes: readonly SizeResult[]): string[] {
  const [first, second, third] = sizes.filter(({ size }) => size >= 100).slice(-3);
  if (third === undefined) {
    return [];
  }
  const growth = (variant: string) => {
    const [a, b, c] = [first, second, third].map(({ rows }) => rowOf(rows, variant));
    return slope(second, b, third.size, c) / slope(first, a, second.size, b);
  };
  const [ours, raw] = [growth(OURS), growth('raw')];
  return [`linear: a further app costs ${ours.toFixed(2)} × as much up to ${count(third.size)} as up to ${count(second.size)} (raw: ${raw.toFixed(2)} ×); at most 1.2: ${verdict(ours <= 1.2)}`];
}

function rowOf(rows: readonly Row[], variant: string): Row {
  return rows.find(row => row.variant === variant)!;
}

function verdict(met: boolean): string {
  return met ? 'met' : 'missed';
}

function spread({ median, min, max }: Spread, digits: number, unit = 1): string {
  const [middle, least, most] = [median, min, max].map(value => (value / unit).toFixed(digits));
  return `${middle} (${least}–${most})`;
}

function count(size: number): string {
  return size.toLocaleString('en-US');
}

function table(head: string[], rows: string[][]): string[] {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map(row => row[column].length)));
  const line = (cells: string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  return [line(head), line(widths.map(width => '-'.repeat(width))), ...rows.map(line)];
}
