import { CommandWords, OptionWords, RuleWords, Values } from './completion-words';

/** Makes the text that a shell reads. */
type Script = (commands: readonly CommandWords[], rules: readonly RuleWords[]) => string;

/**
 * The shells, by their names on the command line.
 */
export const SCRIPTS = { bash, zsh, fish } satisfies Readonly<Record<string, Script>>;

const FOR_ALL: OptionWords[] = [
  { flags: ['-h', '--help'], description: 'say what is possible', suffix: '' },
  { flags: ['-V', '--version'], description: 'say which version it is', suffix: '' },
];

/** It works in bash 3.2, too, which macOS has. Where nothing is offered, bash offers files. */
function bash(commands: readonly CommandWords[], rules: readonly RuleWords[]): string {
  const names = commands.map(({ name }) => name);
  const words = (values: Values, suffix: string) => `_stateful_app_words '${suffix}' ${values === 'rules' ? '"$rules"' : quoted(list(values).join(' '))}`;
  const values = commands.flatMap(({ name, options }) => options.filter(option => option.values !== undefined)
    .map(({ flags, values: some = [], suffix }) => {
      const pattern = flags.map(flag => quoted(`${name} ${flag}`)).join('|');
      return `    ${pattern}) ${some === 'files' ? 'return' : some === 'anything' ? 'compopt +o default 2>/dev/null; return' : `${words(some, suffix)}; return`} ;;`;
    }));
  return `# completion of stateful-app for bash; source <(stateful-app completion bash)
_stateful_app_words() {
  [ -z "$1" ] || compopt -o nospace 2>/dev/null
  COMPREPLY=($(compgen -W "$2" -S "$1" -- "$cur"))
  [ \${#COMPREPLY[@]} -gt 0 ] || compopt +o default 2>/dev/null
}
_stateful_app() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command= i
  local rules=${quoted(rules.flatMap(({ id, name }) => [id, name]).join(' '))}
  COMPREPLY=()
  # bash takes --format=json for three words
  if [ "$cur" = = ]; then cur=; elif [ "$prev" = = ]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in ${names.join('|')}) command=\${COMP_WORDS[i]}; break ;; esac
  done
  case "$command $prev" in
${values.join('\n')}
  esac
  case "$command $cur" in
    ' '*) _stateful_app_words '' ${quoted([...names, ...flagsOf(FOR_ALL)].join(' '))} ;;
${commands.map(({ name, options }) => `    ${quoted(`${name} -`)}*) _stateful_app_words '' ${quoted(flagsOf(options).join(' '))} ;;`).join('\n')}
${commands.filter(({ values: some }) => some !== 'files').map(command => `    ${quoted(`${command.name} `)}*) ${words(command.values, '')} ;;`).join('\n')}
  esac
}
complete -o default -F _stateful_app stateful-app
`;
}

function zsh(commands: readonly CommandWords[], rules: readonly RuleWords[]): string {
  const action = (values: Values, suffix: string) => values === 'files' ? '_files'
    : values === 'rules' ? `_stateful-app_rules${suffix === '' ? '' : ` -S ${suffix}`}` : `(${list(values).join(' ')})`;
  const described = (name: string, description: string) => quoted(`${name.replaceAll(':', '\\:')}:${description}`);
  const optionSpecs = ({ flags, description, values, suffix }: OptionWords) => flags.map(flag => {
    const value = values === undefined ? '' : `:value:${values === 'anything' ? ' ' : action(values, suffix)}`;
    return quoted(`*${flag}${values !== undefined && flag.startsWith('--') ? '=' : ''}[${description.replace(/[[\]:\\]/g, '\\$&')}]${value}`);
  });
  const branches = commands.map(({ name, options, values }) => `      (${name}) _arguments -s ${options.flatMap(optionSpecs).join(' \\\n        ')} \\
        ${quoted(`*: :${action(values, '')}`)} ;;`);
  return `#compdef stateful-app
# completion of stateful-app for zsh; source <(stateful-app completion zsh), or a file _stateful-app in $fpath
_stateful-app_rules() {
  local -a rules=(${rules.flatMap(({ id, name }) => [described(id, name), described(name, id)]).join(' ')})
  _describe rule rules "$@"
}
_stateful-app() {
  local curcontext=$curcontext state line
  local -a commands=(${commands.map(({ name, summary }) => described(name, summary)).join(' ')})
  _arguments -C ${FOR_ALL.flatMap(optionSpecs).join(' ')} '1: :->command' '*:: :->argument'
  case $state in
    (command) _describe command commands ;;
    (argument) case $words[1] in
${branches.join('\n')}
    esac ;;
  esac
}
if [ "$funcstack[1]" = _stateful-app ]; then _stateful-app "$@"; else compdef _stateful-app stateful-app; fi
`;
}

function fish(commands: readonly CommandWords[], rules: readonly RuleWords[]): string {
  const line = (...parts: string[]) => ['complete', '-c', 'stateful-app', ...parts.filter(part => part !== '')].join(' ');
  const offered = (values: Values, suffix: string) => values === 'files' ? '-F'
    : values === 'rules' ? `-a '(__stateful_app_rules ${suffix})'` : `-a ${fishQuoted(list(values).join(' '))}`;
  const option = ({ flags, description, values, suffix }: OptionWords, when: string) => line(when,
    ...flags.map(flag => flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`), `-d ${fishQuoted(description)}`,
    values === undefined ? '' : values === 'files' ? '-r -F' : values === 'anything' ? '-x' : `-x ${offered(values, suffix)}`);
  return `# completion of stateful-app for fish; in ~/.config/fish/completions/stateful-app.fish
function __stateful_app_rules
${rules.map(({ id, name }) => `  echo ${id}"$argv"\\t${name}; echo ${name}"$argv"\\t${id}`).join('\n')}
end
${line('-f')}
${FOR_ALL.map(each => option(each, '')).join('\n')}
${commands.flatMap(({ name, summary, options, values }) => {
  const when = `-n '__fish_seen_subcommand_from ${name}'`;
  return [
    line('-n __fish_use_subcommand', `-a ${name}`, `-d ${fishQuoted(summary)}`),
    ...options.map(each => option(each, when)),
    line(when, offered(values, '')),
  ];
}).join('\n')}
`;
}

function list(values: Values): readonly string[] {
  return typeof values === 'string' ? [] : values;
}

function flagsOf(options: readonly OptionWords[]): string[] {
  return options.flatMap(({ flags }) => flags);
}

/** As bash and zsh read it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function fishQuoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
