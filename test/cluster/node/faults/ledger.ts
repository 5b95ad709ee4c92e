/** A line in the log of the writer or the reader: a number, or `failed`. */
export interface Line {
  /** In milliseconds. */
  at: number;
  text: string;
}

/** What clients saw while something happened. */
export interface Tally {
  /** How many writes were acknowledged. */
  writes: number;
  /** The acknowledged writes that are on the primary no longer. */
  lost: number[];
  /** The longest time between two acknowledged writes, in seconds. */
  pause: number;
  /** How many reads were answered. */
  reads: number;
  /** By how much the answer of a read was behind at most, in seconds: since when a write was acknowledged that it lacked. */
  behind: number;
}

/** The writes among the lines that were acknowledged. */
export function acknowledged(lines: Line[]): { at: number; number: number }[] {
  return lines.filter(({ text }) => /^\d+$/.test(text)).map(({ at, text }) => ({ at, number: Number(text) }));
}

/** @param kept what the primary has at the end */
export function tally(writes: Line[], reads: Line[], kept: Set<number>, from: number, to: number): Tally {
  const all = acknowledged(writes);
  const during = all.filter(({ at }) => at >= from && at <= to);
  const times = [from, ...during.map(({ at }) => at), to];
  const found = all.filter(({ number }) => kept.has(number));
  const answers = acknowledged(reads).filter(({ at }) => at >= from && at <= to);
  // numbers ascend, so what a read lacks first is the first above its answer
  const delays = answers.map(({ at, number }) => Math.max(0, at - (found.find((write) => write.number > number)?.at ?? at)));
  return {
    writes: during.length,
    lost: during.map(({ number }) => number).filter((number) => !kept.has(number)),
    pause: Math.max(...times.slice(1).map((at, index) => at - times[index]!)) / 1000,
    reads: answers.length,
    behind: Math.max(0, ...delays) / 1000,
  };
}
