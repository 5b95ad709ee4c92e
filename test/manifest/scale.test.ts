import { PROGRAMS } from './programs';
import { check, objectsOf } from '../../src/manifest/check';
import { sampleOf } from '../sample';

const COUNT = 1000;

/** What is twice as much may take a little more than twice the time; with the square of it, four times. */
const MOST_GROWTH = 2.6;

/** What takes no longer is not compared: the garbage collector and the compiler take as much when they like. */
const SHORT = 0.4;

/** The machine may be busy with something else: the shortest of some times counts, as nothing takes less than it needs. */
const MOST_TRIES = 6;

/** The CPU time of a check in seconds, of objects that nobody has looked at before. */
function timeOf(manifests: readonly unknown[]): number {
  const objects = manifests.flatMap(manifest => objectsOf(manifest));
  const start = process.cpuUsage();
  check(objects, { severity: 'info', complete: true });
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

test.each(sampleOf(Object.entries(PROGRAMS), 3))('%s: twice as many take twice the time', (_, program) => {
  const [once, twice] = [program(COUNT), program(2 * COUNT)];
  let [time, twiceTime] = [timeOf(once), timeOf(twice)];
  const isProportional = () => twiceTime <= Math.max(SHORT, MOST_GROWTH * time);
  for (let tries = 1; tries < MOST_TRIES && !isProportional(); tries++) {
    time = Math.min(time, timeOf(once));
    twiceTime = Math.min(twiceTime, timeOf(twice));
  }
  expect(isProportional() || { time, twiceTime }).toBe(true);
}, 120_000);
