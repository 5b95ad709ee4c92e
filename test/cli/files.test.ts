import { symlinkSync } from 'node:fs';
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
