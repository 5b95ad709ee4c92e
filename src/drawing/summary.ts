import { counted } from './description';
import { SEVERITIES } from '../manifest/lint/finding';
import { Picture } from '../manifest/picture';

/**
 * What is on a page, in a few sentences.
 */
export function summaryOf({ applications, findings, plan }: Picture): string[] {
  const counts = [...SEVERITIES].reverse().flatMap(severity => {
    const count = findings.filter(finding => finding.severity === severity).length;
    return count === 0 ? [] : [counted(count, severity === 'info' ? 'remark' : severity)];
  });
  return [
    counts.length === 0 ? 'The rules find nothing to tell.' : `The rules find ${counts.join(', ')}.`,
    ...plan === undefined ? [] : [changesIn(applications)],
    ...(plan?.refused ?? []).map(({ object, findings: [first] }) => `The API server refuses the change of StatefulSet ${object.name}: ${first!.path} ${first!.problem}.`),
    ...(plan?.notPlanned ?? []).map(({ object, reason }) => `There is no plan for StatefulSet ${object.name}: ${reason}.`),
  ];
}

function changesIn(applications: Picture['applications']): string {
  const changed = applications.filter(({ set, changes }) => set.change === undefined && changes.length > 0).length;
  const counts = (['added', 'removed', 'changed'] as const)
    .map(change => [change, applications.filter(({ set }) => set.change === change).length + (change === 'changed' ? changed : 0)] as const)
    .filter(([, count]) => count > 0)
    .map(([change, count]) => `${count} ${change}`);
  return counts.length === 0 ? 'No application changes.' : `Applications: ${counts.join(', ')}.`;
}

/**
 * What a page does not show, and what it takes for granted.
 */
export function remarksOn({ others }: Picture): string[] {
  const kinds = [...others].sort(([one], [other]) => one < other ? -1 : 1).map(([kind, count]) => `${count} ${kind || 'of no kind'}`);
  return [
    ...kinds.length > 0 ? [`Not drawn, as no StatefulSet has a part in it: ${kinds.join(', ')}.`] : [],
    'Pods, claims and DNS names are those that the StatefulSet controller makes; the cluster domain is taken to be cluster.local.',
  ];
}
