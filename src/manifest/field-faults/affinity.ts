import { labelSelectorFaults, operatorFaults, valueFaults } from './label-selectors';
import { dnsLabelProblem, dnsSubdomainProblem, qualifiedNameProblem } from '../kubernetes/names';
import { selectorKeys } from '../kubernetes/selectors';
import { TargetVersions } from '../kubernetes/target-versions';
import { isEmpty, missing, numberFaults, requiredTextFaults, textFaults } from '../lint/faults';
import { Fault, NONE } from '../lint/rule';
import { Field } from '../model/field';
import { labelSelectorAt } from '../model/selector';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const NODE_OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'];

/**
 * What is wrong with an affinity.
 */
export function affinityFaults(affinity: Field, target: TargetVersions): readonly Fault[] {
  return [
    ...nodeAffinityFaults(affinity.at('nodeAffinity'), target),
    ...podAffinityFaults(affinity.at('podAffinity'), target),
    ...podAffinityFaults(affinity.at('podAntiAffinity'), target),
  ];
}

function nodeAffinityFaults(affinity: Field, target: TargetVersions): readonly Fault[] {
  const required = affinity.at(REQUIRED);
  const terms = required.at('nodeSelectorTerms');
  return [
    ...required.isSet && isEmpty(terms) ? [missing(terms)] : NONE,
    ...terms.items.flatMap(nodeTermFaults),
    // older versions take values that no label can have, and a preference may have them in every version
    ...target.isPartlyFrom('1.32') ? terms.items.flatMap(term => term.at('matchExpressions').items.flatMap(valueFaults)) : NONE,
    ...affinity.at(PREFERRED).items.flatMap(preference => [...weightFaults(preference), ...nodeTermFaults(preference.at('preference'))]),
  ];
}

function nodeTermFaults(term: Field): readonly Fault[] {
  return [
    ...term.at('matchExpressions').items.flatMap(requirement => [
      ...requiredTextFaults(requirement.at('key'), qualifiedNameProblem),
      ...operatorFaults(requirement, NODE_OPERATORS),
    ]),
    ...term.at('matchFields').items.flatMap(nodeFieldFaults),
  ];
}

function nodeFieldFaults(requirement: Field): readonly Fault[] {
  const values = requirement.at('values');
  return [
    ...requiredTextFaults(requirement.at('key'),
      key => key === 'metadata.name' ? undefined : { problem: 'is not metadata.name, the only field to select by' }),
    ...operatorFaults(requirement, ['In', 'NotIn']),
    ...values.items.length > 1 ? [{ at: values, problem: 'has more than one value, which a field cannot be compared with' }] : NONE,
    ...values.items.flatMap(value => textFaults(value, dnsSubdomainProblem)),
  ];
}

function podAffinityFaults(affinity: Field, target: TargetVersions): readonly Fault[] {
  return [
    ...affinity.at(REQUIRED).items.flatMap(term => podTermFaults(term, target)),
    ...affinity.at(PREFERRED).items.flatMap(preference => [
      ...weightFaults(preference),
      ...podTermFaults(preference.at('podAffinityTerm'), target),
    ]),
  ];
}

function weightFaults(preference: Field): readonly Fault[] {
  const weight = preference.at('weight');
  return weight.isSet ? numberFaults(weight, 1, 100) : [missing(weight)];
}

function podTermFaults(term: Field, target: TargetVersions): readonly Fault[] {
  return [
    ...requiredTextFaults(term.at('topologyKey'), qualifiedNameProblem),
    ...labelSelectorFaults(term.at('labelSelector')),
    ...labelSelectorFaults(term.at('namespaceSelector')),
    ...term.at('namespaces').items.flatMap(namespace => textFaults(namespace, dnsLabelProblem)),
    // older versions drop these
    ...target.isPartlyFrom('1.31') ? [...labelKeysFaults(term, 'matchLabelKeys'), ...mismatchFaults(term)] : NONE,
  ];
}

function mismatchFaults(term: Field): readonly Fault[] {
  if (!term.at('mismatchLabelKeys').isSet) {
    return NONE;
  }
  const keys = new Set(term.at('matchLabelKeys').strings);
  return [
    ...keyFaults(term, 'mismatchLabelKeys'),
    ...term.at('mismatchLabelKeys').items.filter(key => key.string !== undefined && keys.has(key.string))
      .map(key => ({ at: key, problem: 'is in matchLabelKeys, too', fix: 'keep it in one of them' })),
  ];
}

/**
 * What is wrong with keys whose values are to be those of the pod. Where the selector has such a key already, the
 * workload may pass, but the API server adds the key to the selector of each pod and then refuses it.
 */
export function labelKeysFaults(term: Field, name: string): readonly Fault[] {
  if (!term.at(name).isSet) {
    return NONE;
  }
  const selected = new Set(selectorKeys(labelSelectorAt(term.at('labelSelector'))));
  return [
    ...keyFaults(term, name),
    ...term.at(name).items.filter(key => key.string !== undefined && selected.has(key.string))
      .map(key => ({ at: key, problem: 'is in labelSelector, too', fix: 'remove it from one of them' })),
  ];
}

function keyFaults(term: Field, name: string): readonly Fault[] {
  const keys = term.at(name).items;
  return [
    ...keys.length > 0 && !term.at('labelSelector').isSet
      ? [{ at: term.at(name), problem: 'stands without labelSelector', fix: 'add a labelSelector' }]
      : NONE,
    ...keys.flatMap(key => requiredTextFaults(key, qualifiedNameProblem)),
  ];
}
