import { divisorFault, fieldPathFault, resourceFieldFault } from '../../../src/manifest/kubernetes/downward-api';

test.each([
  'metadata.name', 'metadata.uid', 'spec.nodeName', 'spec.host', 'status.podIPs', "metadata.labels['a']", "metadata.annotations['Example.com/A']",
])('a variable can hold %s', path => {
  expect(fieldPathFault(path, 'variable')).toBeUndefined();
});

test.each(['metadata.name', 'metadata.labels', 'metadata.annotations', "metadata.labels['a']"])('a file can hold %s', path => {
  expect(fieldPathFault(path, 'file')).toBeUndefined();
});

test.each(['metadata.labels', 'status.phase', 'metadata', '', "['a']"])('a variable cannot hold %j', path => {
  expect(fieldPathFault(path, 'variable')).toContain('is not a field that a variable can hold');
});

test.each(['spec.nodeName', 'spec.host', 'status.podIP'])('a file cannot hold %s', path => {
  expect(fieldPathFault(path, 'file')).toContain('is not a field that a file can hold');
});

test.each(["metadata.labels['']", "metadata.labels['Example.com/a']", "metadata.labels['a['b']']", "metadata.annotations['a/b/c']"])('%s has no valid key', path => {
  expect(fieldPathFault(path, 'variable')).toContain('which is not a qualified name');
});

test('only labels and annotations have keys', () => {
  expect(fieldPathFault("metadata.name['a']", 'variable')).toContain('has a key');
});

test('huge pages of any size are a resource, and bare names are none', () => {
  expect(resourceFieldFault('limits.hugepages-2Mi')).toBeUndefined();
  expect(resourceFieldFault('requests.ephemeral-storage')).toBeUndefined();
  expect(resourceFieldFault('cpu')).toContain('limits.cpu');
  expect(resourceFieldFault('limits.example.com/gpu')).toContain('limits.cpu');
});

test.each([['limits.cpu', '1m'], ['limits.cpu', 1], ['limits.cpu', '0'], ['limits.memory', '1Mi'], ['limits.memory', '1G'], ['limits.memory', 1]])(
  '%s can be divided by %j', (resource, divisor) => {
    expect(divisorFault(resource, divisor)).toBeUndefined();
  });

test.each([['limits.cpu', '10m'], ['limits.cpu', '1k'], ['limits.memory', '1m'], ['limits.memory', '2Mi'], ['limits.memory', '1MB']])(
  '%s cannot be divided by %j', (resource, divisor) => {
    expect(divisorFault(resource, divisor)).toMatch(/^(does not divide|is not a quantity)/);
  });
