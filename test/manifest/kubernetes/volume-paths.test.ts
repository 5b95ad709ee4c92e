import { backstepProblem, projectedPathProblem, relativePathProblem } from '../../../src/manifest/kubernetes/volume-paths';

test.each(['a', 'a/b', './a', '..a/b..', '/a', ''])('%j does not lead upwards', path => {
  expect(backstepProblem(path)).toBeUndefined();
});

test.each(['..', '../a', 'a/..', 'a/../b', '/a/../b'])('%j leads upwards', path => {
  expect(backstepProblem(path)?.problem).toBe("has '..' in it");
  expect(relativePathProblem(path)).toBeDefined();
});

test.each(['/', '/a'])('%j is not relative', path => {
  expect(relativePathProblem(path)?.problem).toContain("begins with '/'");
});

test('names that begin with two dots are for what Kubernetes writes itself', () => {
  expect(relativePathProblem('..data')).toBeUndefined();
  expect(projectedPathProblem('..data')?.problem).toBe("begins with '..'");
  expect(projectedPathProblem('a/..data')).toBeUndefined();
});
