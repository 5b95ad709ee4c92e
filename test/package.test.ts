import { readFileSync } from 'fs';
import { join } from 'path';

interface Locked {
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}

const read = (file: string): unknown => JSON.parse(readFileSync(join(__dirname, '..', file), 'utf8'));
const { scripts, dependencies, bundledDependencies, peerDependencies } = read('package.json') as Record<string, object>;
const { packages } = read('package-lock.json') as { packages: Record<string, Locked> };

test('nothing runs when the package is installed', () => {
  expect(Object.keys(scripts).filter(name => /^(pre|post)?(install|prepare)$/.test(name))).toEqual([]);
});

test('nothing runs when what it brings is installed', () => {
  const brought = Object.entries(packages).filter(([path, { dev }]) => path !== '' && !dev);
  expect(brought.length).toBeGreaterThan(0);
  expect(brought.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)).toEqual([]);
});

test('the construct needs its three peers', () => {
  expect(Object.keys(peerDependencies).sort()).toEqual(['cdk8s', 'cdk8s-plus-28', 'constructs']);
});

test('what the command needs comes in the package', () => {
  expect(bundledDependencies).toEqual(Object.keys(dependencies));
});
