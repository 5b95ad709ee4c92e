import { FindingsByPlace } from './findings';
import { labelsIn } from './services';
import { factsOf, Thing } from './thing';
import { Application } from '../application';
import { LabelSelector, selectsEverything } from '../kubernetes/selectors';
import { Autoscaler } from '../model/autoscaler';
import { Field } from '../model/field';
import { ManifestObject } from '../model/object';
import { labelSelectorAt } from '../model/selector';
import { budgetsOf } from '../plan/budgets';

/**
 * What limits the pods from outside: budgets, autoscalers and network policies.
 */
export function guardsOf({ set, inventory }: Application, replicas: number, findings: FindingsByPlace): Thing[] {
  const needed = new Map(budgetsOf(set, inventory, replicas).map(budget => [budget.name, budget.needed]));
  return [
    ...inventory.budgetsSelecting(set.pod).map(budget => budgetThing(budget, needed.get(budget.name), findings)),
    ...inventory.autoscalersOf(set.object).map(autoscaler => autoscalerThing(autoscaler, findings)),
    ...inventory.networkPoliciesSelecting(set.pod).map(policy => policyThing(policy, findings)),
  ];
}

function budgetThing(object: ManifestObject, needed: number | undefined, findings: FindingsByPlace): Thing {
  const { spec } = object;
  return {
    kind: object.kind,
    name: object.name,
    facts: factsOf({
      'minAvailable': spec.at('minAvailable').intOrString,
      'maxUnavailable': spec.at('maxUnavailable').intOrString,
      'keeps ready': needed,
    }),
    findings: findings.at(object),
  };
}

function autoscalerThing({ object, least, most }: Autoscaler, findings: FindingsByPlace): Thing {
  return {
    kind: object.kind,
    name: object.name,
    facts: factsOf({ pods: most === undefined ? `from ${least}` : `${least} to ${most}` }),
    findings: findings.at(object),
  };
}

function policyThing(object: ManifestObject, findings: FindingsByPlace): Thing {
  const { spec } = object;
  const types = spec.at('policyTypes').strings;
  const isLimited = (type: string, rules: Field) => types.length === 0 ? type === 'Ingress' || rules.isSet : types.includes(type);
  const [ingress, egress] = [spec.at('ingress'), spec.at('egress')];
  return {
    kind: object.kind,
    name: object.name,
    facts: factsOf({
      in: isLimited('Ingress', ingress) ? allowed(ingress, 'from') : undefined,
      out: isLimited('Egress', egress) ? allowed(egress, 'to') : undefined,
    }),
    findings: findings.at(object),
  };
}

/** `5432 from app=web; anything`, or `nothing` where there is no rule. */
function allowed(rules: Field, side: 'from' | 'to'): string {
  const texts = rules.items.map(rule => {
    const ports = rule.at('ports').items.map(port => String(port.at('port').intOrString ?? port.at('protocol').string ?? 'any port'));
    const peers = rule.at(side).items.map(peerIn);
    return [ports.join(', '), ...peers.length > 0 ? [`${side} ${peers.join(', ')}`] : []].filter(part => part !== '').join(' ') || 'anything';
  });
  return texts.length === 0 ? 'nothing' : [...new Set(texts)].join('; ');
}

function peerIn(peer: Field): string {
  const block = peer.at('ipBlock', 'cidr').string;
  if (block !== undefined) {
    return block;
  }
  const [pods, namespaces] = ['podSelector', 'namespaceSelector'].map(name => peer.at(name));
  return [
    ...pods!.isSet ? [selectorIn(labelSelectorAt(pods!), 'pods')] : [],
    ...namespaces!.isSet ? [`in ${selectorIn(labelSelectorAt(namespaces!), 'namespaces')}`] : [],
  ].join(' ');
}

function selectorIn(selector: LabelSelector, what: string): string {
  if (selectsEverything(selector)) {
    return `all ${what}`;
  }
  const expressions = (selector.matchExpressions ?? []).map(({ key, operator, values = [] }) => [key, operator, values.join('|')].filter(part => part !== '').join(' '));
  return [...labelsIn(selector.matchLabels ?? {}) === '' ? [] : [labelsIn(selector.matchLabels ?? {})], ...expressions].join(', ');
}
