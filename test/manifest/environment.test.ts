import { dataKeyFault, envNameFault, strictEnvNameFault } from '../../src/manifest/environment';

test.each(['A', 'my.env-name', '_1', '..a', '1', 'a b', 'a:<>b', '~'])('the newer versions take %j for a variable', name => {
  expect(envNameFault(name)).toBeUndefined();
});

test.each(['', 'A=', '=', 'ä', 'a\tb', 'a\n'])('no version takes %j for a variable', name => {
  expect(envNameFault(name)).toContain('printable ASCII');
});

test.each(['A', 'my.env-name', '_1', '.a', '-'])('all versions take %j for a variable', name => {
  expect(strictEnvNameFault(name)).toBeUndefined();
});

test.each(['1', 'a b', '..', '..a', '.', 'a:b'])('the older versions do not take %j for a variable', name => {
  expect(strictEnvNameFault(name)).toContain('before Kubernetes 1.32');
});

test.each(['a', '1', 'my_key.yaml', '.hidden', '-', 'a'.repeat(253)])('%j is a key of a ConfigMap', key => {
  expect(dataKeyFault(key)).toBeUndefined();
});

test.each(['', '.', '..', '..a', 'a/b', 'a b', 'a'.repeat(254)])('%j is no key of a ConfigMap', key => {
  expect(dataKeyFault(key)).toContain('at most 253');
});
