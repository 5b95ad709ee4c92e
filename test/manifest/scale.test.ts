import { PROGRAMS } from './programs';
import { check, objectsOf } from '../../src/manifest/check';
import { ManifestObject } from '../../src/manifest/model/object';
import { sampleOf } from '../sample';

const COUNT = 1000;

/** What is twice as much may take a little more than twice the time. */
const MOST_GROWTH = 2.6;

/** What takes no longer is not compared: the garbage collector and the compiler take as much when they like. */
const SHORT = 0.4;
const LONGEST = 3;

/** The CPU time of a check in seconds. */
function timeOf(objects: readonly ManifestObject[]): number {
  const start = process.cpuUsage();
  check(objects, { severity: 'info', complete: true });
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

test.each(sampleOf(Object.entries(PROGRAMS), 3))('%s: twice as many take twice the time', (_, program) => {
  const objects = (count: number) => program(count).flatMap(manifest => objectsOf(manifest));
  const [once, twice] = [objects(COUNT), objects(2 * COUNT)];
  // the machine may be busy with something else
  const tries = Array.from({ length: 3 });
  const isProportional = () => {
    const [time, twiceTime] = [timeOf(once), timeOf(twice)];
    return twiceTime < LONGEST && (twiceTime < SHORT || twiceTime < MOST_GROWTH * time);
  };
  expect(tries.some(isProportional)).toBe(true);
}, 60_000);
