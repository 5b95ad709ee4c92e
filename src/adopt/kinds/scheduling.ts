import { expression, labelSelector, query } from './claim-template';
import { Field } from '../../manifest/model/field';
import { call, Code, Entry, literal, name, Statement, text, unlessEmpty } from '../code';
import { each, entriesOf, Row, row, table, Translate, place } from '../fields';
import { Scope } from '../scope';
import { duration, oneOf } from '../values';

const TOPOLOGIES: Readonly<Record<string, string>> = {
  'kubernetes.io/hostname': 'HOSTNAME',
  'topology.kubernetes.io/zone': 'ZONE',
  'topology.kubernetes.io/region': 'REGION',
};

/** The key of a topology. */
const topology: Translate = ({ string: key }) => {
  const member = TOPOLOGIES[key ?? ''];
  if (member !== undefined) {
    return name(`kplus.Topology.${member}`);
  }
  return key === undefined ? undefined : call(name('kplus.Topology'), 'custom', text(key));
};

const INCLUSION = oneOf('NodeInclusionPolicy', ['Honor', 'Ignore']);

/** A constraint on how pods spread; its selector is left out where it is that of the application. */
export function spreadConstraint(matchLabels: object): Translate {
  return table([
    row('topologyKey', 'topology', topology),
    row('maxSkew'),
    row('whenUnsatisfiable', 'whenUnsatisfiable', oneOf('WhenUnsatisfiable', ['DoNotSchedule', 'ScheduleAnyway'])),
    row('labelSelector', 'labelSelector', (field, scope) => isOwn(field, matchLabels) ? undefined : labelSelector(field, scope)),
    row('minDomains'),
    row('matchLabelKeys'),
    row('nodeAffinityPolicy', 'nodeAffinityPolicy', INCLUSION),
    row('nodeTaintsPolicy', 'nodeTaintsPolicy', INCLUSION),
  ]);
}

/** Whether a selector is that of the pods themselves. */
function isOwn(field: Field, matchLabels: object): boolean {
  const selected = field.at('matchLabels').stringMap;
  return field.keys.join() === 'matchLabels' && JSON.stringify(sorted(selected)) === JSON.stringify(sorted(matchLabels));
}

function sorted(labels: object): unknown[] {
  return Object.entries(labels).sort(([one], [other]) => one < other ? -1 : 1);
}

const NODE_QUERIES: Readonly<Record<string, string>> = { In: 'in', NotIn: 'notIn', Exists: 'exists', DoesNotExist: 'doesNotExist', Gt: 'gt', Lt: 'lt' };
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

/**
 * Statements that say where the pods run: affinities and tolerations.
 */
export function schedulingOf(app: string, pod: Field, scope: Scope): Statement[] {
  const scheduling: Code = { kind: 'name', path: [app, 'scheduling'] };
  const said = (codes: (Code | undefined)[]) => codes.filter((code): code is Code => code !== undefined).map(code => ({ code }));
  const affinity = pod.at('affinity');
  const node = affinity.at('nodeAffinity');
  const terms = (kind: string, method: string) => [
    ...affinity.at(kind, REQUIRED).items.map(term => podTerm(scheduling, method, term, undefined, scope)),
    ...affinity.at(kind, PREFERRED).items.map(item => podTerm(scheduling, method, item.at('podAffinityTerm'), literal(item.at('weight').value), scope)),
  ];
  return said([
    ...pod.at('nodeName').string ? [call(scheduling, 'assign', call(name('kplus.Node'), 'named', text(pod.at('nodeName').string ?? '')))] : [],
    ...node.at(REQUIRED, 'nodeSelectorTerms').items.map(term => nodeTerm(scheduling, term, undefined)),
    ...node.at(PREFERRED).items.map(item => nodeTerm(scheduling, item.at('preference'), literal(item.at('weight').value))),
    ...terms('podAffinity', 'colocate'),
    ...terms('podAntiAffinity', 'separate'),
    ...pod.at('tolerations').items.map(toleration => tolerate(scheduling, toleration, scope)),
  ]);
}

function nodeTerm(scheduling: Code, term: Field, weight: Code | undefined): Code | undefined {
  const queries = term.at('matchExpressions').items.map(item => query('kplus.NodeLabelQuery', NODE_QUERIES, item));
  const known = queries.filter((item): item is Code => item !== undefined);
  return known.length === 0 || known.length < queries.length
    ? undefined
    : call(scheduling, 'attract', call(name('kplus.Node'), 'labeled', ...known), weight && unlessEmpty([{ key: 'weight', code: weight }]));
}

function podTerm(scheduling: Code, method: string, term: Field, weight: Code | undefined, scope: Scope): Code | undefined {
  const selector = entriesOf(term.at('labelSelector'), [row('matchLabels', 'labels'), row('matchExpressions', 'expressions', each(expression))], scope);
  const [key, where] = [term.at('topologyKey'), topology(term.at('topologyKey'), scope)];
  const options: Entry[] = [...where ? [{ key: 'topology', code: where, at: place(key) }] : [], ...weight ? [{ key: 'weight', code: weight }] : []];
  const pods = selector.length === 0 ? undefined
    : call(name('kplus.Pods'), 'select', name('this'), text(scope.id(method === 'separate' ? 'SeparatePods' : 'ColocatedPods')), unlessEmpty(selector));
  return pods && call(scheduling, method, pods, unlessEmpty(options));
}

const TOLERATION: readonly Row[] = [
  row('effect', 'effect', oneOf('kplus.TaintEffect', ['NoSchedule', 'PreferNoSchedule', 'NoExecute'])),
  row('tolerationSeconds', 'evictAfter', duration),
];

function tolerate(scheduling: Code, toleration: Field, scope: Scope): Code | undefined {
  const [key, value, isThere] = [literal(toleration.at('key').value), literal(toleration.at('value').value), toleration.at('operator').string === 'Exists'];
  const options = unlessEmpty(entriesOf(toleration, TOLERATION, scope));
  const taint = name('kplus.NodeTaintQuery');
  const code = key === undefined
    ? isThere && options === undefined ? call(taint, 'any') : undefined
    : isThere ? call(taint, 'exists', key, options) : call(taint, 'is', key, value ?? text(''), options);
  return code && call(scheduling, 'tolerate', call(name('kplus.Node'), 'tainted', code));
}
