import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { directoryWith } from './support';
import { requireUnchanged, writeWhole } from '../../src/cli/write-file';

const directory = directoryWith({ old: 'old' });

test('a file that is not there is made', () => {
  writeWhole('new', directory, 'text');
  expect(readFileSync(join(directory, 'new'), 'utf8')).toBe('text');
});

test('fails to write in the place of a folder, and leaves no draft', () => {
  mkdirSync(join(directory, 'folder', 'full'), { recursive: true });
  expect(() => writeWhole('folder', directory, 'text')).toThrow('cannot write folder: ');
  expect(readdirSync(directory).filter(name => name.endsWith('.tmp'))).toEqual([]);
});

test('what is as it was read may be written', () => {
  expect(() => requireUnchanged('old', directory, Buffer.from('old'))).not.toThrow();
});

test('fails where a file is no longer what was read', () => {
  writeFileSync(join(directory, 'other'), 'other');
  expect(() => requireUnchanged('other', directory, Buffer.from('old'))).toThrow('other has changed since it was read, and is left as it is; try again');
});

test('fails where a file is gone', () => {
  expect(() => requireUnchanged('gone', directory, Buffer.from('old'))).toThrow('cannot write gone: ');
});

test('fails where it is a pipe', () => {
  execFileSync('mkfifo', [join(directory, 'pipe')]);
  expect(() => requireUnchanged('pipe', directory, Buffer.from('old')))
    .toThrow('cannot write pipe: it is no file; give it as -, and take what is mended from standard output');
});
