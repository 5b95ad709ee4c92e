import { backstepFault, projectedPathFault, relativePathFault } from '../../../src/manifest/kubernetes/volume-paths';

test.each(['a', 'a/b', './a', '..a/b..', '/a', ''])('%j does not lead upwards', path => {
  expect(backstepFault(path)).toBeUndefined();
});

test.each(['..', '../a', 'a/..', 'a/../b', '/a/../b'])('%j leads upwards', path => {
  expect(backstepFault(path)).toBe("has '..' in it");
  expect(relativePathFault(path)).toBeDefined();
});

test.each(['/', '/a'])('%j is not relative', path => {
  expect(relativePathFault(path)).toContain("begins with '/'");
});

test('names that begin with two dots are for what Kubernetes writes itself', () => {
  expect(relativePathFault('..data')).toBeUndefined();
  expect(projectedPathFault('..data')).toBe("begins with '..'");
  expect(projectedPathFault('a/..data')).toBeUndefined();
});
