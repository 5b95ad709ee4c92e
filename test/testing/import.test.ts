import { execFileSync } from 'child_process';
import { join } from 'path';

const PROGRAM = "require('./src'); console.log(JSON.stringify(Object.keys(require.cache)))";

test('an import of the library loads nothing that only tests need', () => {
  const root = join(__dirname, '../..');
  const loaded = JSON.parse(execFileSync(process.execPath, ['--require', 'tsx/cjs', '--eval', PROGRAM], { cwd: root, encoding: 'utf8' })) as string[];
  expect(loaded).toContain(join(root, 'src/testing/manifests.ts'));
  expect(loaded.filter(file => /js-yaml|src\/manifest\/(application\/(?!descriptions)|defaults|update|rules|model\/mismatches)/.test(file))).toEqual([]);
});
