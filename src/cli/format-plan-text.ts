import { createColors } from 'picocolors';
import { PlanReport } from './plan-report';
import { Terminal } from './terminal';
import { podName } from '../manifest/kubernetes/pod-identity';
import { printable, wrapped } from '../manifest/lint/text';
import { Names } from '../manifest/plan/addresses';
import { claimNamesIn } from '../manifest/plan/claim-names';
import { rowsOf } from '../manifest/plan/rows';
import { SetPlan } from '../manifest/plan/set-plan';
import { stuckAt } from '../manifest/plan/stuck';

const CHANGES: Readonly<Record<SetPlan['change'], string>> = { create: 'created', update: 'updated', delete: 'deleted' };

/** The names that a line has at most. */
const MOST_NAMES = 4;

/**
 * The plan for people.
 */
export function formatPlanText(report: PlanReport, { hasColors, width }: Pick<Terminal, 'hasColors' | 'width'>): string {
  const { bold, dim, green, red } = createColors(hasColors);
  const { plan } = report;

  const paragraph = (one: SetPlan): string => {
    const set = printable(one.object.name);
    const rows = rowsOf(one, set);
    const numbers = Math.max(...rows.map(({ number }) => number.length), 1);
    const texts = Math.min(Math.max(...rows.map(({ text }) => text.length), 0), width - numbers - 16);
    const stuck = stuckAt(one, set);
    return [
      bold(`StatefulSet ${set} is ${CHANGES[one.change]}`) + dim(` (Kubernetes ${one.versions})`),
      ...rows.map(({ number, text, serving }) =>
        `  ${dim(number.padStart(numbers))}  ${serving === undefined ? text : `${text.padEnd(texts)}  ${dim(`${serving} ready`)}`}`),
      ...rows.length === 0 ? ['  no pod and no claim is touched'] : [],
      ...notes([
        ['claims', claimsOf(one)],
        ['DNS', addresses(one.dnsNames)],
        ['Services', addresses(one.services())],
        ['note', one.notes],
        ['primary', one.primaries.map(primary => primaryIn(primary, set))],
        ['quorum', quorumIn(one).map(text => one.losesQuorum ? red(text) : text)],
      ]),
      ...stuck === undefined
        ? [`  ${green('done')}: ${doneWith(one)}${leastOf(one)}`]
        : [
          wrapped(`${red('stuck')} at ${stuck.pod}, because ${stuck.because}, until ${stuck.until}`, width, '  ', '    '),
          wrapped(stuck.wayOut, width, '  way out: ', '    '),
        ],
    ].join('\n');
  };

  const notes = (all: readonly [string, readonly string[]][]) => all.flatMap(([label, texts]) => texts.map(text => wrapped(text, width, `  ${label}: `, '    ')));

  return `${[
    ...plan.sets.flatMap(group => group.map(paragraph)),
    ...plan.refused.map(({ object, findings }) => [
      `${bold(`StatefulSet ${printable(object.name)}`)} ${red('is refused')}: nothing of it changes`,
      ...findings.map(finding => wrapped(`${finding.id} ${finding.path} ${finding.problem}`, width, '  ', '    ')),
      '  way out: stateful-app diff tells it, with what to do',
    ].join('\n')),
    ...plan.withoutEffect.map(finding => [
      wrapped(`${bold(printable(finding.object.title))} ${red('has no effect')}: ${printable(finding.problem)} (${finding.id})`, width, '', '  '),
      wrapped(printable(finding.fix), width, '  way out: ', '    '),
    ].join('\n')),
    ...plan.notPlanned.map(({ object, reason }) => wrapped(`not planned: StatefulSet ${printable(object.name)}: ${printable(reason)}`, width, '', '  ')),
    ...report.notRead.map(({ file, line, reason }) => `not read: ${[file, line, ` ${reason}`].filter(part => part !== undefined).join(':')}`),
    summary(report),
  ].join('\n\n')}\n`;
}

function claimsOf({ claims, object }: SetPlan): string[] {
  const texts = (['created', 'kept', 'deleted'] as const)
    .flatMap(what => claims[what].length === 0 ? [] : [`${claimNamesIn(claims[what], object.name)} ${what}`]);
  return texts.length === 0 ? [] : [texts.join('; ')];
}

/** `a, b come; c goes`. */
function addresses({ come, go }: Names): string[] {
  const texts = [
    ...come.length > 0 ? [`${listed(come)} ${come.length === 1 ? 'comes' : 'come'}`] : [],
    ...go.length > 0 ? [`${listed(go)} ${go.length === 1 ? 'goes' : 'go'}`] : [],
  ];
  return texts.length === 0 ? [] : [texts.join('; ')];
}

/** `db-0 goes once, in step 6`, `db-0 goes twice, in steps 2 and 7`. */
function primaryIn({ ordinal, goesIn, from }: SetPlan['primaries'][number], set: string): string {
  const pod = `${podName(set, ordinal)}${from === undefined ? '' : ` (${from})`}`;
  const times = ['', 'once', 'twice'][goesIn.length] ?? `${goesIn.length} times`;
  const steps = goesIn.length < 2 ? `step ${goesIn[0]}` : `steps ${goesIn.slice(0, -1).join(', ')} and ${goesIn.at(-1)}`;
  return goesIn.length === 0 ? `${pod} stays` : `${pod} goes ${times}, in ${steps}`;
}

/** `lost: 1 ready at the least, 2 needed (PodDisruptionBudget db)`; that it is kept is said where the manifests tell it. */
function quorumIn({ quorum, losesQuorum, leastServing }: SetPlan): string[] {
  const from = quorum?.from;
  const isKept = from !== undefined && leastServing >= quorum!.needed;
  return quorum === undefined || !(losesQuorum || isKept) ? []
    : [`${losesQuorum ? 'lost' : 'kept'}: ${leastServing} ready at the least, ${quorum.needed} needed${from === undefined ? '' : ` (${from})`}`];
}

function doneWith({ change, replicas }: SetPlan): string {
  return change === 'delete' ? 'no pod is left' : replicas === 1 ? '1 pod' : `${replicas} pods`;
}

function leastOf({ change, steps, leastServing, replicasBefore }: SetPlan): string {
  return change !== 'update' || steps.length === 0 || replicasBefore === 0 ? '' : `, ${leastServing} ready at the least`;
}

function listed(names: readonly string[]): string {
  return names.length <= MOST_NAMES ? names.join(', ') : `${names[0]} … ${names.at(-1)} (${names.length})`;
}

function summary({ plan, nothing, stuck }: PlanReport): string {
  if (nothing !== undefined) {
    return nothing;
  }
  const { others, sets, refused, unchanged } = plan;
  const counts = (['created', 'changed', 'deleted'] as const).flatMap(what => others[what].length === 0 ? [] : [`${others[what].length} ${what}`]);
  return [
    `StatefulSets: ${sets.length} planned${stuck > 0 ? `, ${stuck} stuck` : ''}${refused.length > 0 ? `, ${refused.length} refused` : ''}, ${unchanged.length} unchanged.`,
    counts.length === 0 ? 'Other objects: none changes.' : `Other objects: ${counts.join(', ')}, in no order that a StatefulSet waits for.`,
  ].join(' ');
}
