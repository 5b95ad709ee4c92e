import { Command, InvalidArgumentError, Option } from 'commander';
import { configurationFor } from './configuration';
import { ExitCode } from './exit-code';
import { readFiles, STDIN } from './files';
import { formatPlanJson } from './format-plan-json';
import { formatPlanText } from './format-plan-text';
import { parseTarget, TARGET_VERSION, withConfig } from './options';
import { PlanReport } from './plan-report';
import { Input, readObjects } from './read';
import { Terminal } from './terminal';
import { UsageError } from './usage-error';
import { lookAt, WatchOptions, withWatch } from './watch-option';
import { FEATURE_GATES, FeatureGates } from '../manifest/controller/algorithm';
import { parsePodName, PodIdentity } from '../manifest/kubernetes/pod-identity';
import { TargetVersions } from '../manifest/kubernetes/target-versions';
import { StatefulSet } from '../manifest/model/stateful-set';
import { plan, PrimaryPod } from '../manifest/plan';

interface Options extends WatchOptions {
  readonly from?: string;
  readonly format: 'text' | 'json';
  readonly targetVersion?: TargetVersions;
  readonly quorum?: number;
  readonly featureGates?: FeatureGates;
  readonly primary: readonly PrimaryPod[];
  readonly fails: readonly PodIdentity[];
  readonly broken: readonly PodIdentity[];
  readonly lost: readonly PodIdentity[];
}

/** The options that name pods, with what they say of them. */
const TROUBLES = {
  fails: 'a pod that does not get ready with the new manifests; can be repeated',
  broken: 'a pod that is not ready to begin with; can be repeated',
  lost: 'a pod that vanishes on the way, as with its node; can be repeated',
};

/**
 * Adds the command `plan`.
 */
export function addPlanCommand(program: Command, terminal: Terminal, exit: (code: ExitCode) => void): void {
  const command = withWatch(withConfig(program.command('plan')))
    .summary('tell what the StatefulSet controller would do')
    .description('Tells step by step what happens to pods and claims when NEW is applied, and whether it comes to an end.')
    .argument('[new]', `a file, a directory or ${STDIN}: what is to be applied; without it, all of OLD is deleted`)
    .addOption(new Option('--from <old>', `a file, a directory or ${STDIN}: what is applied now; without it, there is nothing`))
    .addOption(new Option('--format <format>', 'how to write it').choices(['text', 'json']).default('text'))
    .addOption(new Option('--target-version <version>', TARGET_VERSION).argParser(parseTarget))
    .addOption(new Option('--feature-gates <gates>', `those of the cluster that are not as by default, of ${FEATURE_GATES.join(' and ')}, as ${FEATURE_GATES[1]}=true`)
      .argParser(parseFeatureGates))
    .addOption(new Option('--quorum <pods>', 'how many pods of each set have to be ready; without it, what a PodDisruptionBudget says that keeps a majority').argParser(parseQuorum))
    .addOption(new Option('--primary <pod>', 'the pod that the others depend on, or its ordinal in each set; can be repeated')
      .argParser(parsePrimary).default([], 'none'));
  for (const [name, description] of Object.entries(TROUBLES)) {
    command.addOption(new Option(`--${name} <pod>`, description).argParser(parsePod).default([], 'none'));
  }
  command.addHelpText('after', EXAMPLES).action((next: string | undefined, options: Options) => lookAt(given(next, options), options, terminal, async () => {
    const { from, format, quorum, primary, featureGates, config, targetVersion, watch, ...troubles } = options;
    const target = targetVersion ?? configurationFor(config, terminal)?.target;
    if (next === STDIN && from === STDIN) {
      throw new UsageError('only one of OLD and NEW can be standard input');
    }
    const read = async (path: string | undefined, known?: Input) =>
      path === undefined ? undefined : readObjects(await readFiles([path], terminal), () => undefined, undefined, known);
    const before = await read(from);
    const after = await read(next, before);
    (Object.keys(TROUBLES) as (keyof typeof TROUBLES)[]).forEach(name => troubles[name].forEach(pod => requirePod(`--${name}`, pod, [before, after])));
    primary.forEach(pod => requirePod('--primary', pod, [before, after]));
    const planned = plan(before?.objects ?? [], after?.objects ?? [], { target, quorum, primary, featureGates, ...troubles });
    const report = new PlanReport(planned, { before, after });
    terminal.out(format === 'json' ? formatPlanJson(report) : formatPlanText(report, terminal));
    exit(!report.isRead ? ExitCode.TROUBLE : report.isHarmless ? ExitCode.CLEAN : ExitCode.FINDINGS);
  }));
}

/** The paths that are given. */
function given(next: string | undefined, { from }: Options): string[] {
  const paths = [from, next].filter(path => path !== undefined);
  if (paths.length === 0) {
    throw new UsageError('neither NEW nor --from is given; give NEW, or --from alone for a deletion');
  }
  return paths;
}

function parseQuorum(text: string): number {
  if (!/^[1-9][0-9]*$/.test(text)) {
    throw new InvalidArgumentError('Write a whole number of 1 or more.');
  }
  return Number(text);
}

/** `StatefulSetRecreateStrategy=true,MaxUnavailableStatefulSet=false`, as the components of Kubernetes take them. */
function parseFeatureGates(text: string, before: FeatureGates = {}): FeatureGates {
  const gates = text.split(',').map(gate => {
    const [, name, value] = /^\s*(\w+)=(true|false)\s*$/.exec(gate) ?? [];
    const known = FEATURE_GATES.find(each => each === name);
    if (known === undefined) {
      throw new InvalidArgumentError(`Write ${FEATURE_GATES.map(each => `${each}=true`).join(' or ')}, or false, with commas between them.`);
    }
    return [known, value === 'true'];
  });
  return { ...before, ...Object.fromEntries(gates) as FeatureGates };
}

function parsePod(text: string, before: readonly PodIdentity[]): PodIdentity[] {
  const pod = parsePodName(text);
  if (pod === undefined) {
    throw new InvalidArgumentError('Write the name of a pod of a StatefulSet, such as db-2.');
  }
  return [...before, pod];
}

function parsePrimary(text: string, before: readonly PrimaryPod[]): PrimaryPod[] {
  return /^(0|[1-9][0-9]{0,8})$/.test(text) ? [...before, { ordinal: Number(text) }] : parsePod(text, before as readonly PodIdentity[]);
}

/** A pod that no set has would change nothing, and nobody would see it. */
function requirePod(option: string, { statefulSet, ordinal }: PrimaryPod, inputs: readonly (Input | undefined)[]): void {
  const sets = inputs.flatMap(input => input?.objects ?? []).filter(({ groupKind, name }) => groupKind === 'apps/StatefulSet' && (statefulSet === undefined || name === statefulSet));
  const has = sets.some(object => {
    const { firstOrdinal, replicas } = new StatefulSet(object);
    return ordinal >= firstOrdinal && ordinal < firstOrdinal + replicas;
  });
  if (!has) {
    throw new UsageError(`${option} ${statefulSet === undefined ? '' : `${statefulSet}-`}${ordinal}: no StatefulSet among the manifests has this pod`);
  }
}

const EXAMPLES = `
Examples:
  $ stateful-app plan dist/
  $ stateful-app plan --from old/ new/ --fails db-1 --quorum 2
  $ kubectl get statefulsets,pods,persistentvolumeclaims,controllerrevisions,services,poddisruptionbudgets -o yaml | stateful-app plan --from - dist/
  $ stateful-app plan --from old/

Exit codes:
  0  every plan ends with what the manifests demand
  1  one is stuck, refused by the API server, or loses the quorum, or a change has no effect
  2  the command was called wrongly, could not read everything, or found nothing to plan`;
