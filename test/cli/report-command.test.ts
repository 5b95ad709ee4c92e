import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { directoryWith, FAULTLESS, run as runIn } from './support';

const directory = directoryWith({
  'db.yaml': FAULTLESS,
  'new.yaml': FAULTLESS.replace('16.4', '17.0'),
  'refused.yaml': FAULTLESS.replace('podManagementPolicy: OrderedReady', 'podManagementPolicy: Parallel'),
  'faulty.yaml': FAULTLESS.replace('targetPort: client', 'targetPort: clinet'),
  'broken.yaml': 'a: [',
  'service.yaml': 'apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: { ports: [{ port: 1 }] }\n',
  'folder/db.yaml': FAULTLESS,
});
const run = (...args: string[]) => runIn(['report', ...args], { directory });

test('writes a page to standard output', async () => {
  const { code, out } = await run('db.yaml');
  expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^<!doctype html>/) });
});

test('writes a file, and nothing else', async () => {
  const { code, out } = await run('db.yaml', '-o', 'report.html');
  expect({ code, out }).toEqual({ code: 0, out: '' });
  expect(readFileSync(join(directory, 'report.html'), 'utf8')).toMatch(/^<!doctype html>/);
  expect(readdirSync(directory).filter(name => name.endsWith('.tmp'))).toEqual([]);
});

test.each([['svg', /^<svg /], ['mermaid', /^flowchart TB\n/], ['markdown', /^## /]])('writes %s', async (format, beginning) => {
  const { code, out } = await run('db.yaml', '--format', format);
  expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(beginning) });
});

test('ends with 1 where something is found', async () => {
  expect((await run('faulty.yaml')).code).toBe(1);
});

test('ends with 0 where that is accepted', async () => {
  expect((await run('faulty.yaml', '--accept', 'R20=meant')).code).toBe(0);
});

test('ends with 0 for an update without harm', async () => {
  const { code, out } = await run('new.yaml', '--from', 'db.yaml', '--format', 'markdown');
  expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('Applications: 1 changed.') });
});

test('ends with 1 for an update that the API server refuses', async () => {
  expect((await run('refused.yaml', '--from', 'db.yaml')).code).toBe(1);
});

test('takes the old manifests from standard input', async () => {
  const { out } = await runIn(['report', 'new.yaml', '--from', '-', '--format', 'markdown'], { directory, input: FAULTLESS });
  expect(out).toContain('Applications: 1 changed.');
});

test('draws the sets of a name alone', async () => {
  const text = FAULTLESS + '---\n' + FAULTLESS.replaceAll('name: db', 'name: other').replaceAll('app: db', 'app: other').replace('serviceName: db', 'serviceName: other');
  const { out } = await runIn(['report', '-', '--only', 'other', '--format', 'mermaid'], { directory, input: text });
  expect([...out.matchAll(/subgraph (\w+)\["(StatefulSet \w+)/g)].map(([, , name]) => name)).toEqual(['StatefulSet other']);
});

test.each([
  ['a file that cannot be read', ['broken.yaml'], /^error: broken\.yaml:2: /],
  ['a file that is not there', ['missing.yaml'], /^error: cannot read missing\.yaml: no such file or directory\n$/],
  ['old manifests that cannot be read', ['db.yaml', '--from', 'broken.yaml'], /^error: broken\.yaml:2: /],
  ['no StatefulSet', ['service.yaml'], /^error: there is no StatefulSet in 1 file, and nothing to draw\n$/],
  ['a name that no set has', ['db.yaml', '--only', 'bd'], /^error: --only bd: there is no StatefulSet of that name among the manifests\n$/],
  ['standard input twice', ['-', '--from', '-'], /^error: only one of FILES and --from can be standard input\n$/],
  ['a format that there is not', ['db.yaml', '--format', 'pdf'], /^error: option '--format <format>' argument 'pdf' is invalid/],
  ['a folder as its file', ['db.yaml', '-o', 'folder'], /^error: cannot write folder: /],
  ['a file in a folder that is not there', ['db.yaml', '-o', 'no/report.html'], /^error: cannot write no\/report\.html: /],
])('fails with 2 and one sentence, and writes nothing, for %s', async (_, args, message) => {
  const { code, out, err } = await run(...args, ...args.includes('-o') ? [] : ['-o', 'none.html']);
  expect({ code, out, err }).toEqual({ code: 2, out: '', err: expect.stringMatching(message) });
  expect(existsSync(join(directory, 'none.html'))).toBe(false);
});
