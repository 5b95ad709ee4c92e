import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { directoryWith, run } from './support';
import { commandWords } from '../../src/cli/completion-words';
import { FORMATS } from '../../src/cli/format';

const directory = directoryWith({ 'manifests/a.yaml': '', 'manifests/b.yaml': '' });

/** A test in a real shell. Without the shell it is left out, and says so. */
function inShell(shell: string, name: string, body: () => Promise<void>): void {
  const { status } = spawnSync(shell, ['-c', 'true']);
  const [kind, reason] = status === 0 ? [test, ''] : [test.skip, `: left out, as ${shell} is not installed`];
  kind(`${shell} ${name}${reason}`, body);
}

async function output(shell: string, name: string, code: string): Promise<string[]> {
  const { code: exitCode, out } = await run(['completion', shell], { directory });
  expect(exitCode).toBe(0);
  writeFileSync(join(directory, 'script'), out);
  writeFileSync(join(directory, name), code);
  const { stdout, stderr } = spawnSync(shell, shell === 'bash' ? ['--norc', name] : shell === 'zsh' ? ['-f', name] : ['--no-config', name], {
    cwd: directory, encoding: 'utf8', timeout: 15_000, env: { ...process.env, HOME: directory, TERM: 'dumb', NO_COLOR: '1' },
  });
  expect(stderr).toBe('');
  return stdout.trimEnd().split('\n');
}

/** What is written, and some of what is offered then; or all of it, as a list. */
const CASES: readonly (readonly [words: string, offered: string | readonly string[]])[] = [
  ['ch', ['check']],
  ['--v', ['--version']],
  ['check --fo', ['--format']],
  ['check --format ', FORMATS],
  ['plan --format ', ['json', 'text']],
  ['check --severity w', ['warning']],
  ['explain R50', ['R50']],
  ['explain readiness-probe-m', ['readiness-probe-missing']],
  ['explain service-name-ch', ['service-name-changed']],
  ['check --accept readiness-probe-m', ['readiness-probe-missing=']],
  ['completion ', ['bash', 'fish', 'zsh']],
];

inShell('bash', 'offers commands, options, values and rules', async () => {
  const words = CASES.map(([text]) => text);
  const lines = await output('bash', 'offers', `source ./script
offers() { COMP_WORDS=("$@"); COMP_CWORD=$(($#-1)); _stateful_app; echo "\${COMPREPLY[*]}"; }
${words.map(text => `offers stateful-app ${text.endsWith(' ') ? `${text}''` : text}`).join('\n')}
offers stateful-app check --format = j
`);
  CASES.forEach(([, offered], index) => expect(lines[index]!.split(' ').sort()).toEqual([offered].flat().sort()));
  expect(lines.at(-1)).toBe('json junit');
});

inShell('bash', 'leaves files to itself', async () => {
  const lines = await output('bash', 'files', `source ./script
COMP_WORDS=(stateful-app check man); COMP_CWORD=2; _stateful_app; echo "\${#COMPREPLY[@]}"
complete -p stateful-app
`);
  expect(lines).toEqual(['0', 'complete -o default -F _stateful_app stateful-app']);
});

inShell('fish', 'offers commands, options, values, rules and files', async () => {
  const words = [...CASES.map(([text]) => text), 'check manifests/', 'report --out manifests/'];
  const lines = await output('fish', 'offers', `source ./script\n${words.map(text => `complete -C 'stateful-app ${text}'; echo @@`).join('\n')}\n`);
  const answers = lines.join('\n').split('@@\n').map(answer => answer.split('\n').filter(line => line !== '' && line !== '@@').map(line => line.split('\t')[0]!));
  const cases = [...CASES, ['', ['manifests/a.yaml', 'manifests/b.yaml']] as const, ['', ['manifests/a.yaml', 'manifests/b.yaml']] as const];
  cases.forEach(([, offered], index) => expect(answers[index]!.sort()).toEqual([offered].flat().sort()));
});

inShell('zsh', 'completes commands, options, values, rules and files', async () => {
  const typed = {
    'che': 'check ',
    'check --sev': 'check --severity=',
    'check --format jso': 'check --format json ',
    'explain readiness-probe-m': 'explain readiness-probe-missing ',
    'check --accept readiness-probe-m': 'check --accept readiness-probe-missing=',
    'completion fi': 'completion fish ',
    'check manifests/a': 'check manifests/a.yaml ',
    'report --out manifests/b': 'report --out manifests/b.yaml',
  };
  const lines = await output('zsh', 'completes', `zmodload zsh/zpty
zpty shell 'PS1= zsh -f -i'
zpty -w shell 'autoload -Uz compinit && compinit -u -D; source ./script; shows() { zle -I; print -r -- "<$BUFFER>"; BUFFER= }; zle -N shows; bindkey "^X" shows; print rea""dy'
zpty -r shell answer '*ready*'
${Object.keys(typed).map(text => `zpty -w -n shell 'stateful-app ${text}'$'\\t\\x18'; zpty -r shell answer '*<*>*'; print -r -- "\${\${answer##*<}%%>*}"`).join('\n')}
zpty -d shell
`);
  expect(lines).toEqual(Object.values(typed).map(text => `stateful-app ${text}`));
});

test('fails for another shell', async () => {
  const { code, err } = await run(['completion', 'tcsh'], { directory });
  expect(code).toBe(2);
  expect(err).toContain("'tcsh' is invalid for argument 'shell'. Allowed choices are bash, zsh, fish.");
});

test('every command and every option of it is in each script', async () => {
  const help = await run(['--help'], { directory });
  const commands = Array.from(help.out.matchAll(/^ {2}([a-z]+)(?: \[options\])? .*$/gm), ([, name]) => name!).filter(name => name !== 'help');
  expect(commands).toContain('completion');
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { out } = await run(['completion', shell], { directory });
    for (const command of commands) {
      const { out: text } = await run([command, '--help'], { directory });
      const options = Array.from(text.matchAll(/^ {2}(?:-\w, )?--([a-z-]+)/gm), ([, name]) => name!);
      [command, ...options].forEach(word => expect(out).toContain(word));
    }
  }
});

test('what can be written is read from what the help is made of', () => {
  const program = new Command();
  program.command('draw').summary('in short').description('at length').argument('<new>')
    .addOption(new Option('-o, --out <file>', 'where to')).addOption(new Option('--color [when]', 'how').choices(['always']))
    .addOption(new Option('--accept <rule=reason>', 'what'));
  const [draw] = commandWords(program);
  expect(draw).toMatchObject({ name: 'draw', summary: 'in short', values: 'files' });
  expect(draw!.options.slice(0, 3).map(({ flags, values, suffix }) => ({ flags, values, suffix }))).toEqual([
    { flags: ['-o', '--out'], values: 'files', suffix: '' },
    { flags: ['--color'], values: undefined, suffix: '' },
    { flags: ['--accept'], values: 'rules', suffix: '=' },
  ]);
});
