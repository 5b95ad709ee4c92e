import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { directoryWith, FAULTLESS, TOO_LONG } from './support';

const cwd = directoryWith({
  'good.yaml': FAULTLESS,
  'bad.yaml': TOO_LONG,
  'large.yaml': Array.from({ length: 500 }, (_, index) => TOO_LONG.replace(/n{53}/, `${'n'.repeat(53)}${index}`)).join('---\n'),
});

/** The command as the executable runs it, though from the sources and not from what is compiled. */
const COMMAND = [
  process.execPath,
  '--require', require.resolve('tsx/cjs'),
  '--eval', 'require(process.argv[1]).run()',
  join(__dirname, '..', '..', 'src', 'cli', 'process.ts'),
];

/** Runs a line of shell, in which `stateful-app` is the command. */
function shell(line: string) {
  const command = COMMAND.map(word => `'${word}'`).join(' ');
  const { status, stdout, stderr } = spawnSync('sh', ['-c', line.replace('stateful-app', command)], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { code: status, out: stdout, err: stderr };
}

test('the shell learns that nothing was found', () => {
  expect(shell('stateful-app check good.yaml').code).toBe(0);
});

test('the shell learns that something was found', () => {
  expect(shell('stateful-app check bad.yaml').code).toBe(1);
});

test('bad input has no stack trace', () => {
  expect(shell('stateful-app check nowhere.yaml')).toEqual({ code: 2, out: '', err: 'error: cannot read nowhere.yaml: no such file or directory\n' });
});

test('standard input is read to its end', () => {
  const { findings } = JSON.parse(shell('(cat good.yaml; sleep 0.1; echo ---; cat bad.yaml) | stateful-app check - --format json').out);
  expect(findings).toContainEqual(expect.objectContaining({ id: 'R01', file: '<stdin>' }));
});

test('it leaves quietly when nobody reads any more', () => {
  const { out, err } = shell('stateful-app check large.yaml | head -n 1');
  expect({ lines: out.split('\n').length, err }).toEqual({ lines: 2, err: '' });
});

(existsSync('/dev/full') ? test : test.skip)('a full disk is told, and has no stack trace', () => {
  const { code, err } = shell('stateful-app check bad.yaml > /dev/full');
  expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/^error: cannot write: .*\n$/) });
});
