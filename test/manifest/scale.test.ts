import { PROGRAMS } from './programs';
import { check, objectsOf } from '../../src/manifest/check';
import { MOST_GROWTH, growth, processorTime } from '../growth';
import { sampleOf } from '../sample';

const COUNT = 1000;

/** In seconds; some programs are checked in less. */
const SHORT = 0.4;

/** How long a check takes of objects that nobody has looked at before. */
function timeOf(manifests: readonly unknown[]): number {
  const objects = manifests.flatMap(manifest => objectsOf(manifest));
  return processorTime(() => check(objects, { severity: 'info', complete: true }));
}

test.each(sampleOf(Object.entries(PROGRAMS), 3))('%s: twice as many take twice the time', (_, program) => {
  const [once, twice] = [program(COUNT), program(2 * COUNT)];
  expect(growth(() => timeOf(once), () => timeOf(twice), SHORT)).toBeLessThan(MOST_GROWTH);
});
