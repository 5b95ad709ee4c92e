import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { directoryWith, FAULTLESS, run as runIn, TOO_LONG } from './support';

const directory = directoryWith({ 'dist/bad.yaml': TOO_LONG, 'dist/good.yaml': FAULTLESS.replaceAll('db', 'other'), 'broken.yaml': 'a: [' });
const run = (...args: string[]) => runIn(['check', ...args], { directory });
const baseline = (name: string) => JSON.parse(readFileSync(join(directory, name), 'utf8')) as unknown;
const write = (name: string, findings: object, severity = 'warning') => writeFileSync(join(directory, name), JSON.stringify({ formatVersion: 1, severity, findings }));

test('a baseline that was written hides what was there', async () => {
  expect(await run('--baseline', 'new.json', '--write-baseline', 'dist')).toMatchObject({ code: 0, err: 'new.json has one finding of these files\n' });
  expect(baseline('new.json')).toEqual({ formatVersion: 1, severity: 'warning', findings: { 'dist/bad.yaml': { R01: 1 } } });
  expect(await run('--baseline', 'new.json', 'dist')).toMatchObject({ code: 0, err: 'new.json has one finding, not told again\n' });
});

test('a baseline in a directory is no manifest', async () => {
  await run('--baseline', 'dist/stateful-app.baseline.json', '--write-baseline', 'dist');
  expect(await run('--baseline', 'dist/stateful-app.baseline.json', 'dist')).toMatchObject({ code: 0 });
});

test('lines may move', async () => {
  write('moved.json', { 'dist/moved.yaml': { R01: 1 } });
  writeFileSync(join(directory, 'dist/moved.yaml'), `# one more line\n${TOO_LONG}`);
  const { code } = await run('--baseline', 'moved.json', 'dist/moved.yaml');
  rmSync(join(directory, 'dist/moved.yaml'));
  expect(code).toBe(0);
});

test.each([
  ['of another rule', { 'dist/bad.yaml': { R02: 1 } }],
  ['of another file', { 'dist/good.yaml': { R01: 1 } }],
  ['that was not there', {}],
])('a finding %s is told', async (_, findings) => {
  write('other.json', findings);
  expect((await run('--baseline', 'other.json', 'dist')).code).toBe(1);
});

test('it is told that it can shrink', async () => {
  write('shrinks.json', { 'dist/bad.yaml': { R01: 3 } });
  expect(await run('--baseline', 'shrinks.json', 'dist')).toMatchObject({ code: 0, err: expect.stringMatching(/^shrinks\.json can shrink, as 2 findings in it are gone; write it again with --write-baseline\n/) });
});

test.each([
  ['of files that were not looked at', { 'dist/bad.yaml': { R01: 1 } }, 'warning', ['dist/good.yaml']],
  ['of findings that are not told', { 'dist/good.yaml': { R108: 1 } }, 'info', ['dist/good.yaml']],
])('nothing is said %s', async (_, findings, severity, files) => {
  write('part.json', findings, severity);
  expect(await run('--baseline', 'part.json', ...files)).toMatchObject({ code: 0, err: '' });
});

test('what is known of files that were not looked at stays, as long as they are there', async () => {
  write('kept.json', { 'dist/good.yaml': { R50: 1 }, 'dist/gone.yaml': { R50: 1 } });
  await run('--baseline', 'kept.json', '--write-baseline', 'dist/bad.yaml');
  expect(baseline('kept.json')).toMatchObject({ findings: { 'dist/bad.yaml': { R01: 1 }, 'dist/good.yaml': { R50: 1 } } });
});

test('what is no file is in no baseline', async () => {
  write('stdin.json', {});
  expect((await runIn(['check', '--baseline', 'stdin.json', '-'], { directory, input: TOO_LONG })).code).toBe(1);
});

test('fails to write where not all was read, and writes nothing', async () => {
  expect(await run('--baseline', 'unread.json', '--write-baseline', 'broken.yaml', 'dist')).toMatchObject({ code: 2, err: 'unread.json is left as it is, as not all was read\n' });
  expect(() => baseline('unread.json')).toThrow('ENOENT');
});

test.each([
  ['it is not there', ['--baseline', 'no.json'], '--baseline no.json is not there; write it with --write-baseline'],
  ['it is no JSON', ['--baseline', 'broken.yaml'], '--baseline broken.yaml cannot be read: '],
  ['it is none', ['--baseline', 'none.json'], '--baseline none.json is not a baseline of version 1; write it again with --write-baseline'],
  ['there is no file to write', ['--write-baseline'], '--write-baseline has no file to write; give it as --baseline'],
])('fails where %s', async (_, args, message) => {
  writeFileSync(join(directory, 'none.json'), '{"formatVersion":1,"severity":"warning","findings":{"a":1}}');
  expect(await run(...args, 'dist/bad.yaml')).toMatchObject({ code: 2, out: '', err: expect.stringContaining(`error: ${message}`) });
});
