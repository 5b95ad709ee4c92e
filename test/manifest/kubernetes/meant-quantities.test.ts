import { meantQuantity } from '../../../src/manifest/kubernetes/meant-quantities';

test.each([
  ['memory', '512mi', '512Mi'],
  ['memory', '1.5GIB', '1.5Gi'],
  ['storage', ' 10 Gi ', '10Gi'],
  ['storage', '10 G', '10G'],
  ['ephemeral-storage', '64 ki', '64Ki'],
  ['hugepages-2Mi', '4mi', '4Mi'],
  ['cpu', '500 m', '500m'],
])('an amount of %s written as %s is %s', (resource, text, quantity) => {
  expect(meantQuantity(resource, text)).toBe(quantity);
});

test.each([
  ['a megabyte may be one of 2^20 bytes', 'memory', '512mb'],
  ['so may a g', 'memory', '10g'],
  ['bytes are no unit of CPU', 'cpu', '500mi'],
  ['nor of pods', 'pods', '10 gi'],
  ['a fraction of a byte was not meant', 'memory', '0.0001ki'],
  ['nor none', 'memory', '0mi'],
  ['a comma', 'memory', '1,5Gi'],
  ['a word', 'memory', 'some'],
  ['thousandths apart from their number', 'memory', '128 m'],
  ['it can be read as it is', 'memory', '128m'],
])('fails where it is not certain: %s', (_, resource, text) => {
  expect(meantQuantity(resource, text)).toBeUndefined();
});
