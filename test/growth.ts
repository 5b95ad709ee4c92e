/** What is twice as much may take a little more than twice the time; with the square of it, four times. */
export const MOST_GROWTH = 2.6;

/** The machine may be busy with something else, which never makes anything shorter: hence the shortest of some times. */
const MOST_TRIES = 6;

/** The processor time that this takes, in seconds. */
export function processorTime(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

/**
 * How many times as long it takes to do twice as much.
 *
 * @param short what takes no longer, in seconds, is not compared and counts as 1: the garbage collector and the compiler take as much when they like
 */
export function growth(once: () => number, twice: () => number, short = 0): number {
  let [time, twiceTime] = [once(), twice()];
  const times = () => twiceTime < short ? 1 : twiceTime / time;
  for (let tries = 1; tries < MOST_TRIES && times() > MOST_GROWTH; tries++) {
    time = Math.min(time, once());
    twiceTime = Math.min(twiceTime, twice());
  }
  return times();
}
