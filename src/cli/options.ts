import { Command, InvalidArgumentError, Option } from 'commander';
import { Format, FORMATS } from './format';
import { CONFIGURATION_FILE } from '../manifest/configuration/find';
import { isRule } from '../manifest/is-rule';
import { TargetVersions } from '../manifest/kubernetes/target-versions';
import { Acceptance } from '../manifest/lint/acceptance';
import { SEVERITIES, Severity } from '../manifest/lint/finding';
import { RunOptions } from '../manifest/lint/run';

/**
 * The options of every command.
 */
export interface Options {
  readonly format: Format;
  readonly severity: Severity;
  readonly accept: readonly Acceptance[];
  readonly complete: boolean;
  readonly targetVersion?: TargetVersions;
  readonly config: ConfigOption;
}

/** A file, or whether to look for one. */
export type ConfigOption = string | boolean;

/**
 * Adds what every command can be told that tells findings, in the same words.
 */
export function withOptions(command: Command, severity: Severity): Command {
  return withRuleOptions(command.addOption(new Option('--format <format>', 'how to write it').choices(FORMATS).default('text')), severity);
}

/**
 * Adds what a command can be told that asks the rules.
 */
export function withRuleOptions(command: Command, severity: Severity): Command {
  return withConfig(command)
    .addOption(new Option('--severity <severity>', 'the least severity to report').choices([...SEVERITIES].reverse()).default(severity))
    .addOption(new Option('--accept <rule=reason>', 'do not report a rule, by its id or name; can be repeated')
      .argParser(parseAcceptance).default([], 'nothing'))
    .addOption(new Option('--target-version <version>', TARGET_VERSION).argParser(parseTarget))
    .addOption(new Option('--complete', 'the files are a complete program: what is not in them is not there').default(false))
    .addOption(new Option('--no-complete', 'the files are a part of what is applied'));
}

/**
 * Adds how a command is told of its configuration.
 */
export function withConfig(command: Command): Command {
  return command
    .addOption(new Option('--config <file>', `the configuration; without it, ${CONFIGURATION_FILE} or stateful-app in package.json, here or above`))
    .addOption(new Option('--no-config', 'read no configuration'));
}

/**
 * What the options say to a run of rules.
 */
export function runOptions({ targetVersion, severity, accept, complete }: Omit<Options, 'format'>): RunOptions {
  return { target: targetVersion, severity, acceptances: accept, complete };
}

/** What `--target-version` is. */
export const TARGET_VERSION = 'the version of Kubernetes (1.34, 1.35.2) or a range (1.30-1.36) for all objects; '
  + `without it, what an object says in its annotation, or ${TargetVersions.ALL}`;

/**
 * `1.34` as versions of Kubernetes.
 */
export function parseTarget(text: string): TargetVersions {
  try {
    return TargetVersions.parse(text);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

/**
 * `RULE=REASON` as an acceptance, beside those of the options before it.
 */
export function parseAcceptance(text: string, before: readonly Acceptance[]): Acceptance[] {
  const [, rule, reason] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (rule === undefined || reason === undefined || reason.trim() === '') {
    throw new InvalidArgumentError('Write it as RULE=REASON, such as R50="the pods have no state to lose".');
  }
  if (!isRule(rule)) {
    throw new InvalidArgumentError(`No rule is called ${JSON.stringify(rule)}.`);
  }
  return [...before, { rule, reason, writtenAs: '--accept' }];
}
