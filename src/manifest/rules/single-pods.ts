import { ordinalOutside } from '../field-faults/ordinals';
import { parsePodName, POD_NAME_LABEL } from '../kubernetes/pod-identity';
import { Context, Fault, NONE, Rule, source } from '../lint/rule';
import { Field } from '../model/field';
import { Inventory } from '../model/inventory';
import { ManifestObject } from '../model/object';
import { labelSelectorAt, podTermsAt, PodTerm, templateSelectorOf } from '../model/selector';
import { StatefulSet } from '../model/stateful-set';

/**
 * Rules on what selects single pods of a StatefulSet, beside Services.
 */
export const SINGLE_PODS: readonly Rule[] = [
  {
    id: 'R126',
    name: 'selected-pod-missing',
    severity: 'warning',
    demand: 'A NetworkPolicy or a PodDisruptionBudget for single pods of a StatefulSet selects pods that there are.',
    consequence: 'it has no effect on any pod, or lets none of those through that are meant',
    fix: 'select a pod that there is; or remove it, unless the pod is to come back',
    link: source('pkg/controller/statefulset/stateful_set_utils.go', 90),
    check: {
      kinds: ['networking.k8s.io/NetworkPolicy', 'policy/PodDisruptionBudget'],
      object: (object, context) => selectorsIn(object).flatMap(selector => faultsOfSelector(selector, object, context)),
    },
  },
];

/** The selectors of pods in the namespace of the object. */
function selectorsIn({ groupKind, spec }: ManifestObject): Field[] {
  if (groupKind === 'policy/PodDisruptionBudget') {
    return [spec.at('selector')];
  }
  const peers = [
    ...spec.at('ingress').items.flatMap(rule => rule.at('from').items),
    ...spec.at('egress').items.flatMap(rule => rule.at('to').items),
  ];
  return [spec.at('podSelector'), ...peers.filter(peer => !peer.at('namespaceSelector').isSet).map(peer => peer.at('podSelector'))];
}

function faultsOfSelector(selector: Field, object: ManifestObject, { inventory }: Context): readonly Fault[] {
  const terms = podTermsAt(selector);
  if (terms.length === 0) {
    return NONE;
  }
  const others = inventory.podsSelectedBy(templateSelectorOf(labelSelectorAt(selector)), object);
  const sets = new Set(others.flatMap(({ statefulSet }) => statefulSet ?? []));
  return terms.flatMap(term => faultsOfTerm(term, sets, object, inventory));
}

function faultsOfTerm({ label, values }: PodTerm, sets: ReadonlySet<StatefulSet>, object: ManifestObject, inventory: Inventory): readonly Fault[] {
  const faults = values.flatMap(value => {
    const pod = label === POD_NAME_LABEL ? parsePodName(value.string ?? '') : undefined;
    const ordinal = label === POD_NAME_LABEL ? pod?.ordinal : ordinalIn(value.string);
    const meant = label === POD_NAME_LABEL ? inventory.setsNamed(pod?.statefulSet ?? '', object) : [...sets];
    return ordinal === undefined ? [] : faultOfOrdinal(value, ordinal, meant, inventory);
  });
  // of several pods some may be to come, or to come back
  return faults.length === values.length ? faults : faults.map(fault => ({ ...fault, severity: 'info' }));
}

function ordinalIn(text: string = ''): number | undefined {
  return /^(0|[1-9]\d*)$/.test(text) ? Number(text) : undefined;
}

function faultOfOrdinal(at: Field, ordinal: number, sets: readonly StatefulSet[], inventory: Inventory): Fault[] {
  const [first] = sets;
  const outside = sets.map(set => ordinalOutside(set, ordinal, inventory));
  return first === undefined || outside.includes(undefined) ? [] : [{
    at,
    problem: `is no pod of ${first.object.title}, which has ${outside[0]!.pods}`,
    severity: outside.every(each => each!.isSaid) ? undefined : 'info',
    related: [first.object],
  }];
}
