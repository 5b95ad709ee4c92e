import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VERSIONS } from '../src/manifest/kubernetes/versions';

// What names the versions of Kubernetes in words, against the one place that says which are known.

const ROOT = join(__dirname, '..');
const [FIRST, NEWEST] = [VERSIONS[0], VERSIONS[VERSIONS.length - 1]];
const BEFORE = VERSIONS[VERSIONS.length - 2].split('.', 2).join('.');

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(file => join(folder, file)).filter(file => /\.(ts|md)$/.test(file));
}

test('clusters run the newest version unless another one is asked for', () => {
  expect(read('test/cluster/bed/versions.sh')).toContain(`KUBERNETES_VERSION=\${KUBERNETES_VERSION:-${NEWEST}}`);
});

test('CI runs the first and the newest version', () => {
  expect([FIRST, NEWEST].filter(version => !read('.ci/run').includes(`KUBERNETES_VERSION=${version} `))).toEqual([]);
});

test('the page on versions says which ones are tested', () => {
  expect([FIRST, NEWEST].filter(version => !read('docs/versions.md').includes(version))).toEqual([]);
});

test('no page and no comment ends with the version before the newest', () => {
  const stale = new RegExp(`1\\.28(-| to )${BEFORE.replace('.', '\\.')}\\b`);
  expect(['README.md', ...filesBelow('docs'), ...filesBelow('src')].filter(file => stale.test(read(file)))).toEqual([]);
});
