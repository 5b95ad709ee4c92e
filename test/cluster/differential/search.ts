import * as fc from 'fast-check';

export interface Difference {
  kind: 'the API server refuses what the library passes' | 'the library refuses what the API server passes' | 'the library renders something else';
  library: string;
  server: string;
  /** Differences with the same one are taken for one: the messages without what is the case's own in them. */
  signature: string;
}

/** What the library and the API server say of one case. */
export interface Comparison {
  outcome: 'passed' | 'refused' | 'stricter' | 'undecided' | 'different';
  difference?: Difference;
}

export interface Found<T> extends Difference {
  /** The smallest case with that difference. */
  smallest: T;
  times: number;
}

export interface Searched<T> {
  found: Found<T>[];
  /** How many cases had which outcome. */
  outcomes: Partial<Record<Comparison['outcome'], number>>;
}

/** As many requests as the API server of the test-bed answers at once without becoming slower. */
const WIDTH = 24;

/** Who sees ten differences at once mends those first. */
const MOST_SHRUNK = 10;

/**
 * Compares the verdicts on that many cases, many at a time, and finds the smallest case for each difference. What the
 * n-th case is depends on the seed alone.
 */
export async function search<T>(
  values: fc.Arbitrary<T>, { seed, cases }: { seed: number; cases: number }, verdict: (value: T) => Promise<Comparison>,
): Promise<Searched<T>> {
  const all = fc.sample(values, { seed, numRuns: cases });
  const outcomes: Searched<T>['outcomes'] = {};
  const first = new Map<string, { index: number; times: number }>();
  await inParallel(all, async (value, index) => {
    const { outcome, difference } = await verdict(value);
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    if (difference) {
      const { index: known = index, times = 0 } = first.get(difference.signature) ?? {};
      first.set(difference.signature, { index: Math.min(index, known), times: times + 1 });
    }
  });
  const found: Found<T>[] = [];
  for (const [signature, { index, times }] of [...first].sort(([, one], [, other]) => one.index - other.index).slice(0, MOST_SHRUNK)) {
    const smallest = await shrink(values, { seed, index }, async (value) => (await verdict(value)).difference?.signature === signature);
    found.push({ ...(await verdict(smallest)).difference!, smallest, times });
  }
  return { found, outcomes };
}

/** That case again, and from there on to smaller ones, as long as they differ in the same way. */
async function shrink<T>(
  values: fc.Arbitrary<T>, { seed, index }: { seed: number; index: number }, differs: (value: T) => Promise<boolean>,
): Promise<T> {
  const { counterexample } = await fc.check(fc.asyncProperty(values, async (value) => !await differs(value)), { seed, path: `${index}`, numRuns: 1 });
  if (counterexample === null) throw new Error(`case ${index} of seed ${seed} differed once, and now it does not`);
  return counterexample[0];
}

async function inParallel<T>(items: T[], work: (item: T, index: number) => Promise<void>): Promise<void> {
  // each worker takes the next item from the one iterator
  const next = items.entries();
  await Promise.all(Array.from({ length: WIDTH }, async () => {
    for (const [index, item] of next) await work(item, index);
  }));
}

/** The differences for a reader; empty where there are none. */
export function report<T>(found: Found<T>[]): string {
  return found.map(({ kind, library, server, smallest, times }) => [
    `${kind} (${times} times)`,
    `  library:       ${library.replace(/\n/g, '\n                 ')}`,
    `  API server:    ${server.replace(/\n/g, '\n                 ')}`,
    `  smallest case: ${JSON.stringify(smallest)}`,
  ].join('\n')).join('\n\n');
}
