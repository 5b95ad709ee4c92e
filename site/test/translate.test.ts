import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snippetsOf } from '../build/snippets.ts';
import { withRosetta } from '../build/translate.ts';

const translated = (code: string) => [...withRosetta(snippetsOf({ path: 'docs/page.md', route: 'page', text: `\`\`\`ts\n${code}\n\`\`\`\n` })).values()][0];

test('a program is translated by the types of the library', () => {
  const { code, problems } = translated("new StatefulApp(chart, 'db', { metadata: { name: 'db' }, replicas: 3 });");
  assert.deepEqual(problems, []);
  assert.match(code.python, /StatefulApp\(chart, "db", metadata=ApiObjectMetadata\(name="db"\), replicas=3\)/);
  assert.match(code.java, /StatefulApp\.Builder\.create\(chart, "db"\)/);
  assert.match(code.go, /statefulapp\.NewStatefulApp\(chart, jsii\.String\("db"\)/);
});

test('what is taken for granted is not shown', () => {
  assert.doesNotMatch(translated("new StatefulApp(chart, 'db', { replicas: 3 });").code.python, /Chart\(|kplus/);
});

test('fails where a program has a wrong type', () => {
  assert.match(translated("new StatefulApp(chart, 'db', { replicas: 'three' });").problems.join(), /Type 'string' is not assignable to type 'number'/);
});

test('fails where a language cannot say it', () => {
  assert.match(translated('const names = [0, 1].map(ordinal => `db-${ordinal}`);').problems.join(), /ArrowFunction/);
});

test('a type is imported once in Python', () => {
  const { code } = translated("new StatefulApp(chart, 'db', { volumeClaimTemplates: [{ name: 'a', storage: Size.gibibytes(1) }, { name: 'b', storage: Size.gibibytes(1) }] });");
  assert.match(code.python, /^from cdk8s_stateful_app import VolumeClaimTemplateProps$/m);
});
