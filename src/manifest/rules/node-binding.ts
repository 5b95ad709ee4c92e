import { Edit } from '../lint/edit';
import { NONE, Rule, source } from '../lint/rule';
import { Field } from '../model/field';
import { PodTemplate } from '../model/pod-template';
import { scaleOf } from '../model/scale';

/** The labels of nodes that have gone, or will, and what came after them. */
const RETIRED: ReadonlyMap<string, string> = new Map(Object.entries({
  'beta.kubernetes.io/arch': 'kubernetes.io/arch',
  'beta.kubernetes.io/os': 'kubernetes.io/os',
  'beta.kubernetes.io/instance-type': 'node.kubernetes.io/instance-type',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'node-role.kubernetes.io/master': 'node-role.kubernetes.io/control-plane',
}));

const [REQUIRED, PREFERRED] = ['requiredDuringSchedulingIgnoredDuringExecution', 'preferredDuringSchedulingIgnoredDuringExecution'];

/**
 * Rules on what binds the pods of a StatefulSet to nodes.
 */
export const NODE_BINDING: readonly Rule[] = [
  {
    id: 'R85',
    name: 'pods-bound-to-nodes',
    severity: 'warning',
    demand: 'A StatefulSet names no node, and with several pods takes no port of its nodes.',
    consequence: 'pods that find no other node stay Pending, or run where the scheduler would not put them',
    fix: 'leave the choice of the node to the scheduler, and reach the pods by a Service',
    link: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename',
    check: {
      statefulSet: ({ pod, object }, { inventory }) => {
        const nodeName = pod.spec.at('nodeName');
        const several = (scaleOf(object, inventory)?.most ?? 0) > 1;
        const hostPorts = several ? pod.longRunning.flatMap(({ ports }) => ports.map(port => port.at('hostPort'))) : [];
        return [
          ...nodeName.string ? [{ at: nodeName, problem: 'puts every pod on one node, past the scheduler' }] : NONE,
          ...hostPorts.filter(({ number }) => number).map(at => ({ at, problem: 'lets one pod only run on a node' })),
        ];
      },
    },
  },
  {
    id: 'R86',
    name: 'node-label-retired',
    severity: 'warning',
    demand: 'The labels of nodes that a pod asks for are not retired.',
    consequence: 'pods stay Pending, or are not spread, on nodes that no longer have the label',
    fix: 'use the label that came after it',
    link: source('pkg/api/node/util.go', 28),
    check: {
      statefulSet: ({ pod }) => [...nodeSelectorKeys(pod), ...topologyKeys(pod)].flatMap(({ at, key }) => {
        const successor = RETIRED.get(key);
        return successor === undefined ? NONE : [{ at, problem: `uses the label ${key}, which is retired`, fix: `use ${successor}`, edit: successorEdit(at, successor) }];
      }),
    },
  },
];

/** A selector that asks for both is left to a person. */
function successorEdit(at: Field, successor: string): Edit | undefined {
  return at.parent.name !== 'nodeSelector' ? { set: successor } : at.parent.has(successor) ? undefined : { rename: successor };
}

interface LabelKey {
  readonly at: Field;
  readonly key: string;
}

function nodeSelectorKeys({ spec }: PodTemplate): LabelKey[] {
  const affinity = spec.at('affinity', 'nodeAffinity');
  const terms = [
    ...affinity.at(REQUIRED, 'nodeSelectorTerms').items,
    ...affinity.at(PREFERRED).items.map(preferred => preferred.at('preference')),
  ];
  return [
    ...spec.at('nodeSelector').fields.map(at => ({ at, key: at.name })),
    ...keysAt(terms.flatMap(term => term.at('matchExpressions').items), 'key'),
  ];
}

function topologyKeys({ spec }: PodTemplate): LabelKey[] {
  const affinities = ['podAffinity', 'podAntiAffinity'].map(kind => spec.at('affinity', kind));
  return keysAt([
    ...spec.at('topologySpreadConstraints').items,
    ...affinities.flatMap(affinity => affinity.at(REQUIRED).items),
    ...affinities.flatMap(affinity => affinity.at(PREFERRED).items.map(preferred => preferred.at('podAffinityTerm'))),
  ], 'topologyKey');
}

function keysAt(fields: readonly Field[], name: string): LabelKey[] {
  return fields.map(field => field.at(name)).flatMap(at => at.string === undefined ? [] : [{ at, key: at.string }]);
}
