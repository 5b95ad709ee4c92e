import { execFileSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { directoryWith } from './support';
import { readFiles } from '../../src/cli/files';

const directory = directoryWith({ 'b.yaml': 'b', 'a/x.JSON': 'x', 'a/y.yml': 'y', 'a/z.txt': 'z', '.cache/c.yaml': 'c', 'node_modules/d/e.json': 'e' });
const synthesized = directoryWith({ 'db.k8s.yaml': 'db', 'construct-metadata.json': '{}' });
const linked = directoryWith({ 'a.yaml': 'a' });
const files = (...paths: string[]) => readFiles(paths, { directory, stdin: () => Promise.resolve(Buffer.from('stdin')) });
const namesOf = async (...paths: string[]) => (await files(...paths)).map(({ name }) => name);

test('a directory stands for the manifests below it, in order', async () => {
  expect(await namesOf('.')).toEqual([join('a', 'x.JSON'), join('a', 'y.yml'), 'b.yaml']);
});

test('what cdk8s leaves beside the manifests is none', async () => {
  expect(await namesOf(synthesized)).toEqual([join(synthesized, 'db.k8s.yaml')]);
});

test('a file that is named is read, whatever it is called', async () => {
  expect(await namesOf('a/z.txt')).toEqual(['a/z.txt']);
});

test('- stands for standard input', async () => {
  const [file] = await files('-');
  expect(Buffer.from(file?.bytes ?? []).toString()).toBe('stdin');
});

test('standard input is read once', async () => {
  expect(await namesOf('-', '-')).toEqual(['<stdin>']);
});

test('fails for what is not there', async () => {
  await expect(namesOf('nowhere')).rejects.toThrow('no such file or directory');
});

test('a link to nowhere in a directory is no reason to stop', async () => {
  symlinkSync('nowhere.yaml', join(linked, 'b.yaml'));
  expect(await files(linked)).toContainEqual({ name: join(linked, 'b.yaml'), reason: 'no such file or directory' });
});

describe('a commit', () => {
  const root = directoryWith({ 'dist/b.yaml': 'b: old\n', 'dist/deep/a.yml': 'a: old\n', 'dist/.hidden/c.yaml': 'c: old\n', 'none/notes.txt': 'none', 'text': 'd: old\n' });
  const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...args], { cwd: root, stdio: 'ignore' });
  const read = async (path: string, from = root) =>
    (await readFiles([path], { stdin: async () => Buffer.from(''), directory: from })).map(({ name, bytes }) => [name, Buffer.from(bytes ?? []).toString()]);

  beforeAll(() => {
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '--message', 'first');
    writeFileSync(join(root, 'dist', 'b.yaml'), 'b: new\n');
  });

  test('has the files of a directory as they were', async () => {
    expect(await read('git:HEAD:dist')).toEqual([['git:HEAD:dist/b.yaml', 'b: old\n'], ['git:HEAD:dist/deep/a.yml', 'a: old\n']]);
  });

  test('has a single file, whatever its name is', async () => {
    expect(await read('git:HEAD:text')).toEqual([['git:HEAD:text', 'd: old\n']]);
  });

  test('is looked at from the directory of the command', async () => {
    expect(await read('git:HEAD:b.yaml', join(root, 'dist'))).toEqual([['git:HEAD:b.yaml', 'b: old\n']]);
  });

  test.each([
    ['an unknown revision', 'git:nowhere:dist', 'git knows no revision "nowhere"'],
    ['a revision that would be an option', 'git:--help:dist', 'git knows no revision "--help"'],
    ['a path that is not there', 'git:HEAD:dost', 'dost is not in revision HEAD'],
    ['a directory without manifests', 'git:HEAD:none', 'none of revision HEAD has no manifest'],
  ])('fails at %s', async (_, path, message) => {
    await expect(read(path)).rejects.toThrow(message);
  });
});
