import { divisorProblem, fieldPathProblem, resourceFieldProblem } from '../../../src/manifest/kubernetes/downward-api';

test.each([
  'metadata.name', 'metadata.uid', 'spec.nodeName', 'spec.host', 'status.podIPs', "metadata.labels['a']", "metadata.annotations['Example.com/A']",
])('a variable can hold %s', path => {
  expect(fieldPathProblem(path, 'variable')).toBeUndefined();
});

test.each(['metadata.name', 'metadata.labels', 'metadata.annotations', "metadata.labels['a']"])('a file can hold %s', path => {
  expect(fieldPathProblem(path, 'file')).toBeUndefined();
});

test.each(['metadata.labels', 'status.phase', 'metadata', '', "['a']"])('a variable cannot hold %j', path => {
  expect(fieldPathProblem(path, 'variable')?.problem).toContain('is not a field that a variable can hold');
});

test.each(['spec.nodeName', 'spec.host', 'status.podIP'])('a file cannot hold %s', path => {
  expect(fieldPathProblem(path, 'file')?.problem).toContain('is not a field that a file can hold');
});

test.each(["metadata.labels['']", "metadata.labels['Example.com/a']", "metadata.labels['a['b']']", "metadata.annotations['a/b/c']"])('%s has no valid key', path => {
  expect(fieldPathProblem(path, 'variable')?.problem).toContain('which is not a qualified name');
});

test('only labels and annotations have keys', () => {
  expect(fieldPathProblem("metadata.name['a']", 'variable')?.problem).toContain('has a key');
});

test('huge pages of any size are a resource, and bare names are none', () => {
  expect(resourceFieldProblem('limits.hugepages-2Mi')).toBeUndefined();
  expect(resourceFieldProblem('requests.ephemeral-storage')).toBeUndefined();
  expect(resourceFieldProblem('cpu')?.fix).toContain('limits.cpu');
  expect(resourceFieldProblem('limits.example.com/gpu')?.fix).toContain('limits.cpu');
});

test.each([['limits.cpu', '1m'], ['limits.cpu', 1], ['limits.cpu', '0'], ['limits.memory', '1Mi'], ['limits.memory', '1G'], ['limits.memory', 1]])(
  '%s can be divided by %j', (resource, divisor) => {
    expect(divisorProblem(resource, divisor)).toBeUndefined();
  });

test.each([['limits.cpu', '10m'], ['limits.cpu', '1k'], ['limits.memory', '1m'], ['limits.memory', '2Mi'], ['limits.memory', '1MB']])(
  '%s cannot be divided by %j', (resource, divisor) => {
    expect(divisorProblem(resource, divisor)?.problem).toMatch(/^(does not divide|is not a quantity)/);
  });
