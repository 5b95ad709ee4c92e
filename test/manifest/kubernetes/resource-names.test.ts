import { parseQuantity } from '../../../src/manifest/kubernetes/quantities';
import { amountProblem, isOvercommittable, resourceNameProblem, storedAmount } from '../../../src/manifest/kubernetes/resource-names';

const nanos = (text: string) => parseQuantity(text) ?? 0n;

test.each(['cpu', 'memory', 'ephemeral-storage', 'hugepages-2Mi', 'example.com/gpu', 'kubernetes.io/batch-cpu'])('containers can ask for %s', name => {
  expect(resourceNameProblem(name)).toBeUndefined();
});

test.each(['gpu', 'storage', 'pods', 'requests.cpu', 'CPU', '', 'hugepages-2 Mi', 'requests.example.com/gpu', 'example.com/my gpu', 'a/b/c', '/gpu'])(
  'containers cannot ask for %j', name => {
    expect(resourceNameProblem(name)?.problem).toMatch(/^is not (a resource of containers|the name of a resource)/);
  });

test('devices and large pages are not shared', () => {
  expect(['cpu', 'kubernetes.io/a', 'example.com/gpu', 'hugepages-2Mi'].map(isOvercommittable)).toEqual([true, true, false, false]);
});

test.each([['cpu', '0.5'], ['memory', '0.1'], ['example.com/gpu', '2'], ['hugepages-2Mi', '4Mi'], ['hugepages-2Mi', '0']])('%s can be %s', (name, amount) => {
  expect(amountProblem(name, nanos(amount))).toBeUndefined();
});

test.each([['cpu', '-1m'], ['example.com/gpu', '500m'], ['hugepages-2Mi', '3Mi'], ['hugepages-x', '1'], ['hugepages-0', '1']])('%s cannot be %s', (name, amount) => {
  expect(amountProblem(name, nanos(amount))?.problem).toMatch(/^is /);
});

test('an amount is kept in thousandths, rounded up', () => {
  expect(storedAmount(nanos('100u'))).toBe(nanos('1m'));
  expect(storedAmount(nanos('2m'))).toBe(nanos('2m'));
});
