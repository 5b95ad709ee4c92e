import { METADATA } from './stateful-set';
import { Field } from '../../manifest/model/field';
import { ManifestObject } from '../../manifest/model/object';
import { call, Code, make, name, Statement, struct, text } from '../code';
import { each, entriesOf, place, Row, row, table, Translate } from '../fields';
import { Scope, suffixed } from '../scope';
import { duration, oneOf } from '../values';

const RESOURCES: Readonly<Record<string, string>> = { 'cpu': 'Cpu', 'memory': 'Memory', 'ephemeral-storage': 'EphemeralStorage' };

/** A metric of the pods' resources; others are about objects that a program does not have. */
function metric(field: Field): Code | undefined {
  const { string: resource = '' } = field.at('resource', 'name');
  const { number: share } = field.at('resource', 'target', 'averageUtilization');
  const kind = RESOURCES[resource];
  return field.at('type').string !== 'Resource' || kind === undefined || share === undefined ? undefined
    : call(name('kplus.Metric'), `resource${kind}`, call(name('kplus.MetricTarget'), 'averageUtilization', text(share)));
}

/** A number of pods, or a share of them. */
function change(field: Field): Code | undefined {
  const method = { Pods: 'absolute', Percent: 'percent' }[field.at('type').string ?? ''];
  const { number: value } = field.at('value');
  return method === undefined || value === undefined ? undefined : call(name('kplus.Replicas'), method, text(value));
}

const policy: Translate = (field, scope) => {
  const replicas = change(field);
  return replicas && struct([{ key: 'replicas', code: replicas }, ...entriesOf(field, [row('periodSeconds', 'duration', duration)], scope)]);
};

const BEHAVIOR = table([
  row('stabilizationWindowSeconds', 'stabilizationWindow', duration),
  row('selectPolicy', 'strategy', oneOf('kplus.ScalingStrategy', ['Max', 'Min', 'Disabled'], { Max: 'MAX_CHANGE', Min: 'MIN_CHANGE' })),
  row('policies', 'policies', each(policy)),
]);

const AUTOSCALER: readonly Row[] = [
  row('minReplicas'),
  row('maxReplicas'),
  row('metrics', 'metrics', each(metric)),
  row('behavior.scaleUp', 'scaleUp', BEHAVIOR),
  row('behavior.scaleDown', 'scaleDown', BEHAVIOR),
];

/**
 * The statement that makes an autoscaler.
 */
export function autoscaler(app: string, object: ManifestObject, constant: string, scope: Scope): Statement {
  return {
    constant,
    at: place(object.root),
    code: make('kplus.HorizontalPodAutoscaler', name('this'), text(scope.id(suffixed(object.name, 'HorizontalPodAutoscaler'))), struct([
      { key: 'metadata', code: struct(entriesOf(object.metadata, METADATA, scope)), at: place(object.metadata) },
      { key: 'target', code: name(app), at: place(object.spec.at('scaleTargetRef')) },
      ...entriesOf(object.spec, AUTOSCALER, scope),
    ])),
  };
}
