import { machineProblem } from '../../../src/manifest/kubernetes/machines';

test.each([
  ['cpu', 500, 'write 500m, where that is meant'],
  ['cpu', '64000', 'write 64000m, where that is meant'],
  ['cpu', '2k', undefined],
  ['memory', '500Ti', 'write 500Gi, where that is meant'],
  ['memory', '64000G', 'write 64000M, where that is meant'],
  ['memory', '500Ei', 'write 500Gi, where that is meant'],
  ['memory', '99999999999999999', undefined],
  ['ephemeral-storage', '20Pi', 'write 20Ti, where that is meant'],
])('no machine has %s %s', (resource, amount, fix) => {
  expect(machineProblem(resource, amount)).toEqual({ problem: expect.stringMatching(/^is more than /), ...fix !== undefined && { fix } });
});

test.each([['cpu', 400], ['cpu', '1920m'], ['memory', '32Ti'], ['memory', 'much'], ['example.com/device', 5000], ['hugepages-2Mi', '100Ti']])(
  'a machine may have %s %s', (resource, amount) => expect(machineProblem(resource, amount)).toBeUndefined());
