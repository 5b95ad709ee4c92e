import { measure, Usage } from './run';
import { ratioOf, Spread, spreadOf } from './statistics';

/** What is compared in any case, in the order in which each round runs it. */
export const VARIANTS = ['raw', 'cdk8s-plus', 'cdk8s-plus-patched', 'stateful-app'] as const;
export const IMPORTS = ['import-peers', 'import-library'] as const;

// an import is short, and so are the differences that count; it is also cheap to repeat
const IMPORT_RUNS = 4;

export interface Row {
  readonly variant: string;
  readonly cpuMilliseconds: Spread;
  readonly peakMebibytes: Spread;

  /** How many times the CPU time and peak memory of the other variants this one has used, by variant. */
  readonly cpuRatios: Readonly<Record<string, Spread>>;
  readonly peakRatios: Readonly<Record<string, Spread>>;
}

export interface SizeResult {
  readonly size: number;
  readonly rows: readonly Row[];
}

export interface Results {
  readonly sizes: readonly SizeResult[];
  readonly imports: readonly Row[];
}

/**
 * Runs everything. Variants are interleaved, so that a change in the machine's speed meets all of them.
 */
export function measureAll(
  folder: string, variants: readonly string[], sizes: readonly number[], runs: number, progress: (line: string) => void,
): Results {
  // processes share nothing but the file cache, which one round fills for all sizes
  interleaved(folder, [...variants, ...IMPORTS], sizes[0], 1);
  const imports = interleaved(folder, IMPORTS, 0, runs * IMPORT_RUNS);
  progress('measured the imports');
  return {
    imports,
    sizes: sizes.map(size => {
      const rows = interleaved(folder, variants, size, runs);
      progress(`measured ${size} application${size === 1 ? '' : 's'}`);
      return { size, rows };
    }),
  };
}

function interleaved(folder: string, variants: readonly string[], size: number, runs: number): Row[] {
  const usages = new Map<string, Usage[]>(variants.map(variant => [variant, []]));
  for (let run = 0; run < runs; run++) {
    for (const [variant, measured] of usages) {
      measured.push(measure(folder, variant, size));
    }
  }
  const cpu = (variant: string) => usages.get(variant)!.map(usage => usage.cpuMilliseconds);
  const peak = (variant: string) => usages.get(variant)!.map(usage => usage.peakKibibytes / 1024);
  const against = (of: (variant: string) => number[], variant: string) =>
    Object.fromEntries(variants.filter(other => other !== variant).map(other => [other, ratioOf(of(variant), of(other))]));
  return variants.map(variant => ({
    variant,
    cpuMilliseconds: spreadOf(cpu(variant)),
    peakMebibytes: spreadOf(peak(variant)),
    cpuRatios: against(cpu, variant),
    peakRatios: against(peak, variant),
  }));
}
