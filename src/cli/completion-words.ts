import { Argument, Command, Option } from 'commander';
import { RULES } from '../manifest/rules';
import { UPDATE_RULES } from '../manifest/update/rules';

/**
 * What can stand in a place of the command line: files, rules, one of some words, or anything.
 */
export type Values = 'files' | 'rules' | 'anything' | readonly string[];

export interface OptionWords {
  /** `-o`, where there is one, and `--out`. */
  readonly flags: readonly string[];
  readonly description: string;

  /** What stands behind it; undefined where nothing does. */
  readonly values?: Values;

  /** What is written behind a value: `=`. */
  readonly suffix: string;
}

export interface CommandWords {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly OptionWords[];

  /** What its arguments are. */
  readonly values: Values;
}

export interface RuleWords {
  readonly id: string;
  readonly name: string;
}

/** All rules, as `explain` and `--accept` take them. */
export function ruleWords(): RuleWords[] {
  return [...RULES, ...UPDATE_RULES].map(({ id, name }) => ({ id, name }));
}

/**
 * The commands of a program with what can be written behind them, from the tables that its help is made of.
 */
export function commandWords(program: Command): CommandWords[] {
  return program.commands.map(command => ({
    name: command.name(),
    summary: command.summary() || command.description(),
    options: command.createHelp().visibleOptions(command).map(optionWords),
    values: valuesOfArgument(command.registeredArguments[0]),
  }));
}

/** The names that help gives to what is a path. */
const PATHS = ['file', 'files', 'old', 'new', 'directory', 'dir'];

function optionWords({ short, long, flags, description, argChoices, required }: Option): OptionWords {
  const [, value = '', suffix = ''] = /<(\w+)(=?)/.exec(flags) ?? [];
  return {
    flags: [short, long].filter(flag => flag !== undefined && flag !== null),
    description,
    values: required ? argChoices ?? valuesNamed(value) : undefined,
    suffix,
  };
}

function valuesOfArgument(argument: Argument | undefined): Values {
  return argument === undefined ? [] : argument.argChoices ?? valuesNamed(argument.name());
}

function valuesNamed(name: string): Values {
  return PATHS.includes(name) ? 'files' : name === 'rule' ? 'rules' : 'anything';
}
