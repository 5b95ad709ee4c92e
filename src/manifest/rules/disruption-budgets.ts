import { beginningsOf } from '../kubernetes/names';
import { IntOrPercent, intOrPercentProblem, scaledUp } from '../kubernetes/numbers';
import { selectorProblem, selectsEverything } from '../kubernetes/selectors';
import { inItsLetters } from '../lint/edit';
import { firstOf, listed } from '../lint/listed';
import { Context, Fault, faultsAt, NONE, Rule, source } from '../lint/rule';
import { cached, cachedPerList } from '../model/cached';
import { Field } from '../model/field';
import { Inventory } from '../model/inventory';
import { ManifestObject } from '../model/object';
import { budgetOverlaps } from '../model/overlaps';
import { PodTemplate } from '../model/pod-template';
import { Scale, scaleOf } from '../model/scale';
import { labelSelectorAt, podTermsAt, templateSelectorOf } from '../model/selector';
import { StatefulSet } from '../model/stateful-set';

const KIND = 'policy/PodDisruptionBudget';
const EVICTION_POLICIES = ['IfHealthyBudget', 'AlwaysAllow'];

/**
 * Rules on PodDisruptionBudgets.
 */
export const DISRUPTION_BUDGETS: readonly Rule[] = [
  {
    id: 'D01',
    name: 'disruption-budget-invalid',
    severity: 'error',
    demand: 'A PodDisruptionBudget has either minAvailable or maxUnavailable, a whole number or a percentage up to 100, and valid other fields.',
    consequence: 'the API server refuses the PodDisruptionBudget, or with neither of both the drain of a node hangs',
    fix: 'set maxUnavailable alone, to a whole number or a percentage',
    link: source('pkg/apis/policy/validation/validation.go', 50),
    check: { kinds: [KIND], object: faultsOfFields },
  },
  {
    id: 'R90',
    name: 'disruption-budget-allows-nothing',
    severity: 'error',
    demand: 'A PodDisruptionBudget allows the eviction of a pod while all are healthy.',
    consequence: 'the pods are never evicted, and the drain of a node hangs',
    fix: 'set maxUnavailable to 1, and no minAvailable',
    link: source('pkg/controller/disruption/disruption.go', 808),
    check: { kinds: [KIND], object: (budget, { inventory }) => faultsOfNumbers(budget, inventory) },
  },
  {
    id: 'R91',
    name: 'disruption-budget-selects-other-pods',
    severity: 'error',
    demand: 'A PodDisruptionBudget selects the pods of its application, and not every pod of the namespace.',
    consequence: 'the pods are not protected, or those of other applications are counted with them',
    fix: 'select the labels of the pod template in selector',
    link: source('pkg/apis/policy/validation/validation.go', 69),
    check: { kinds: [KIND], object: faultsOfSelector },
  },
  {
    id: 'R92',
    name: 'disruption-budgets-overlap',
    severity: 'error',
    demand: 'A pod has one PodDisruptionBudget at the most.',
    consequence: 'every eviction of such a pod fails with status 500, and the drain of a node hangs',
    fix: 'remove one of them, or have them select different pods',
    link: source('pkg/registry/core/pod/storage/eviction.go', 223),
    check: {
      kinds: [KIND],
      object: (budget, { inventory }) => {
        const overlap = budgetOverlaps(inventory).get(budget);
        const others = overlap?.budgets.filter(other => other !== budget) ?? [];
        return overlap === undefined ? NONE : [{
          at: budget.spec.at('selector'),
          problem: `selects pods of ${listed(overlap.owners)}, as ${others.length > 1 ? 'do' : 'does'} ${listed(others)}`,
          severity: overlap.isCertain ? undefined : 'warning',
          related: [...others, ...overlap.owners],
        }];
      },
    },
  },
  {
    id: 'R93',
    name: 'unhealthy-pods-block-drain',
    severity: 'info',
    demand: 'A PodDisruptionBudget always allows the eviction of pods that are not healthy.',
    consequence: 'pods that crash over and over are not evicted, and the drain of a node hangs',
    fix: 'set it to AlwaysAllow',
    link: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy',
    check: {
      kinds: [KIND],
      object: (budget, { inventory }) => {
        const policy = budget.spec.at('unhealthyPodEvictionPolicy');
        const pods = policy.string === 'AlwaysAllow' ? [] : inventory.podsSelectedBy(labelSelectorAt(budget.spec.at('selector')), budget);
        return haveSets(pods)
          ? [{ at: policy, problem: policy.isSet ? 'is not AlwaysAllow' : 'is missing' }]
          : NONE;
      },
    },
  },
  {
    id: 'R94',
    name: 'disruption-budget-missing',
    severity: 'info',
    demand: 'A StatefulSet of several pods has a PodDisruptionBudget.',
    consequence: 'the drain of several nodes at once may evict all of its pods',
    fix: 'add a PodDisruptionBudget with maxUnavailable 1',
    link: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
    check: {
      statefulSet: ({ pod, object }, { inventory }) => {
        const isSingle = (scaleOf(object, inventory)?.most ?? 0) <= 1;
        return isSingle || inventory.budgetsSelecting(pod).length > 0 ? NONE : [{ at: object.root, problem: 'has no PodDisruptionBudget' }];
      },
    },
  },
];

function faultsOfFields({ spec }: ManifestObject): readonly Fault[] {
  const numbers = [spec.at('minAvailable'), spec.at('maxUnavailable')].filter(({ isSet }) => isSet);
  const policy = spec.at('unhealthyPodEvictionPolicy');
  return [
    ...numbers.length === 0 ? [{ at: spec.at('maxUnavailable'), problem: 'is missing, as is minAvailable' }] : NONE,
    ...numbers.length === 2 ? [{ at: numbers[0], problem: 'is set together with maxUnavailable', fix: 'remove minAvailable' }] : NONE,
    ...numbers.flatMap(at => at.intOrString === undefined ? NONE : faultsAt(at, intOrPercentProblem(at.intOrString, 0))),
    ...policy.string !== undefined && !EVICTION_POLICIES.includes(policy.string)
      ? [{ at: policy, problem: 'is no policy for unhealthy pods', fix: `use ${EVICTION_POLICIES.join(' or ')}`, ...inItsLetters(policy.string, EVICTION_POLICIES) }]
      : NONE,
    ...faultsAt(spec.at('selector'), selectorProblem(labelSelectorAt(spec.at('selector')))),
  ];
}

function faultsOfNumbers(budget: ManifestObject, inventory: Inventory): readonly Fault[] {
  const [min, max] = [budget.spec.at('minAvailable'), budget.spec.at('maxUnavailable')];
  const at = max.isSet ? max : min;
  const value = at.intOrString;
  if (value === undefined || (min.isSet && max.isSet) || intOrPercentProblem(value, 0) !== undefined) {
    return NONE;
  }
  const pods = inventory.podsSelectedBy(labelSelectorAt(budget.spec.at('selector')), budget);
  const { least, most, isSaid } = scalesIn(inventory)(pods);
  const related = firstOf(pods).map(({ owner }) => owner);
  if (pods.length > 0 && most === 0) {
    return NONE;
  }
  if (max.isSet ? scaledUp(value, 1) === 0 : value === '100%') {
    return [{ at, problem: 'allows no pod to be evicted', related }];
  }
  // a number of pods is not known where some are not a matter of replicas
  if (max.isSet || pods.length === 0 || Number.isNaN(most)) {
    return NONE;
  }
  const total = isNeeded(value, most) ? most : least;
  const isAlways = total === most && isSaid;
  return isNeeded(value, total)
    ? [{ at, problem: `needs ${scaledUp(value, total)} of ${podsOf(total)}${total < most ? ', which an autoscaler may leave' : ''}`, severity: isAlways ? undefined : 'warning', related }]
    : NONE;
}

/** How many pods the workloads have together; not a number where that of some is not known. */
const scalesIn = cached((inventory: Inventory) => {
  const scaleOfPod = cached(({ owner }: PodTemplate) => scaleOf(owner, inventory));
  return cachedPerList((pods: readonly PodTemplate[]): Scale => {
    const scales = pods.map(scaleOfPod);
    const sumOf = (key: 'least' | 'most') => scales.reduce((sum, scale) => sum + (scale?.[key] ?? NaN), 0);
    return { least: sumOf('least'), most: sumOf('most'), isSaid: scales.every(scale => scale?.isSaid) };
  });
});

const haveSets = cachedPerList((pods: readonly PodTemplate[]) => pods.some(({ statefulSet }) => statefulSet !== undefined));

/** Whether all of the pods are needed; a share of them is rounded up. */
function isNeeded(value: IntOrPercent, total: number): boolean {
  return total > 0 && scaledUp(value, total) >= total;
}

function podsOf(total: number): string {
  return total === 1 ? 'the one pod' : `${total} pods`;
}

function faultsOfSelector(budget: ManifestObject, { inventory }: Context): readonly Fault[] {
  const at = budget.spec.at('selector');
  const selector = labelSelectorAt(at);
  if (!at.isSet) {
    return [{ at, problem: 'is missing, and so selects no pod' }];
  }
  if (selectsSinglePods(at, budget, inventory)) {
    return NONE;
  }
  if (selectsEverything(selector)) {
    return [{ at, problem: 'is empty, and so selects every pod of the namespace' }];
  }
  if (inventory.podsSelectedBy(selector, budget).length > 0) {
    return NONE;
  }
  const [elsewhere] = inventory.podsSelectedBy(selector);
  if (elsewhere !== undefined) {
    return [{ at, problem: `selects pods of namespace ${JSON.stringify(elsewhere.owner.namespace)} only`, fix: 'put it into their namespace' }];
  }
  const meant = setNamedIn(budget, inventory);
  // without a namespace it goes where the others go
  const [beside] = meant !== undefined ? [meant] : budget.namespace === undefined ? inventory.statefulSets : inventory.setsIn(budget.namespace);
  return beside === undefined ? NONE : [{
    at,
    problem: `selects no pod here, such as those of StatefulSet ${JSON.stringify(beside.name)}`,
    // it may be for pods that are not here, such as those of an operator
    severity: meant === undefined ? 'warning' : undefined,
  }];
}

/** Whether it selects pods by labels that the controller of their StatefulSet gives them. */
function selectsSinglePods(at: Field, budget: ManifestObject, inventory: Inventory): boolean {
  return podTermsAt(at).length > 0
    && inventory.podsSelectedBy(templateSelectorOf(labelSelectorAt(at)), budget).some(({ statefulSet }) => statefulSet !== undefined);
}

/** The StatefulSet whose name is in the name of a budget: `db` in `db`, `db-budget` and `pdb-db`. */
function setNamedIn(budget: ManifestObject, inventory: Inventory): StatefulSet | undefined {
  const words = budget.name.split('-');
  const names = beginningsOf(budget.name).flatMap((beginning, index) => [beginning, words.slice(index).join('-')]);
  return names.flatMap(name => inventory.setsNamed(name, budget)).find(({ object }) => object.sharesNamespace(budget));
}
