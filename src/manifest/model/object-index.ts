import { Autoscaler, AUTOSCALERS } from './autoscaler';
import { lazily } from './cached';
import { Field } from './field';
import { groupedBy } from './grouped-by';
import { Kind } from './kinds';
import { LabelIndex } from './label-index';
import { ManifestObject, refersTo } from './object';
import { PodTemplate } from './pod-template';
import { labelSelectorAt } from './selector';
import { SelectorIndex } from './selector-index';
import { Service } from './service';
import { ServicesByRole } from './services-by-role';
import { ClaimTemplate, StatefulSet } from './stateful-set';
import { claimName } from '../kubernetes/pod-identity';
import { LabelSelector, selectsEverything } from '../kubernetes/selectors';

/**
 * A claim template with its StatefulSet.
 */
export interface ClaimOfSet {
  readonly set: StatefulSet;
  readonly claim: ClaimTemplate;
}

/** The kinds that take the pods that their selector selects; other kinds have selectors that nobody writes. */
export const CONTROLLERS: readonly Kind[] = ['apps/StatefulSet', 'apps/Deployment', 'apps/ReplicaSet', 'apps/DaemonSet'];

/**
 * Objects, and what is in them.
 */
export interface Contents {
  readonly objects: readonly ManifestObject[];
  readonly statefulSets: readonly StatefulSet[];
  readonly services: readonly Service[];
  readonly pods: readonly PodTemplate[];

  /** The pods that a Service leads to, in any namespace. */
  readonly podsBehind: (service: Service) => readonly PodTemplate[];

  /** The pods that carry a label, in any namespace. */
  readonly podsLabelled: (key: string, value: string) => readonly PodTemplate[];
}

/**
 * The objects of one namespace, or of all, by what they are looked for. What is looked for in the same way is found as the same list.
 * Each index is made when it is first needed.
 *
 * Of several manifests of one object, which is one in the cluster, one is found by its name.
 */
export class ObjectIndex {
  /** By `group/Kind/name`. */
  public readonly named = lazily(() => lists(this.contents.objects, ({ groupKind, name }) => `${groupKind}/${name}`, object => object));
  public readonly statefulSets = lazily(() => lists(this.contents.statefulSets, ({ name }) => name, set => set.object));
  public readonly services = lazily(() => lists(this.contents.services, ({ name }) => name, service => service.object));

  /** By the name of the StatefulSet that the name of the pod says. */
  public readonly servicesOfSinglePods = lazily(() => groupedBy(
    this.contents.services.filter(({ podName }) => podName !== undefined),
    ({ pod }) => pod?.statefulSet,
  ));
  public readonly servicesWithoutSelector = lazily(() => this.contents.services.filter(({ selects }) => !selects));
  public readonly servicesByRole = lazily(() => new ServicesByRole(
    this.contents.services.filter(({ selects, podName, type }) => selects && podName === undefined && type !== 'ExternalName')
      .filter(service => this.contents.podsBehind(service).length === 0),
    (key, value) => this.contents.podsLabelled(key, value).length,
  ));
  public readonly servicesBySelector = lazily(() => new SelectorIndex(
    // those of single pods select by a label that no template has
    this.contents.services.filter(({ podName }) => podName === undefined),
    ({ selector }) => ({ matchLabels: selector }),
  ));
  /** Those of some pods are among them: they select by a label that the controller gives. */
  public readonly servicesByTemplateSelector = lazily(() => new SelectorIndex(
    this.contents.services.filter(({ podName }) => podName === undefined),
    ({ templateSelector }) => ({ matchLabels: templateSelector }),
  ));
  public readonly servicesOfAnyTemplate = lazily(() => this.contents.services
    .filter(({ selects, podName, templateSelector }) => selects && podName === undefined && Object.keys(templateSelector).length === 0));
  public readonly budgetsBySelector = lazily(() => this.bySelector(['policy/PodDisruptionBudget']));
  public readonly policiesBySelector = lazily(() => new SelectorIndex(this.ofKinds(POLICIES), ({ spec }) => podSelectorOf(spec)));
  public readonly policiesOfAllPods = lazily(() => this.ofKinds(POLICIES).filter(({ spec }) => selectsEverything(podSelectorOf(spec))));
  public readonly controllersBySelector = lazily(() => this.bySelector(CONTROLLERS));

  /** By the id of what they scale. A ScaledObject makes an autoscaler of its own, which is no second one. */
  public readonly autoscalers = lazily(() => groupedBy(
    this.ofKinds(AUTOSCALERS).filter(isOwnedByNone).map(object => new Autoscaler(object)),
    ({ targetId }) => targetId,
  ));

  /** By the name of the claim for ordinal 0. */
  public readonly claims = lazily(() => groupedBy(
    this.contents.statefulSets.flatMap(set => set.claimTemplates.map((claim): ClaimOfSet => ({ set, claim }))),
    ({ set, claim }) => claimName(claim.name, set.name, 0),
  ));
  public readonly pods = lazily(() => new LabelIndex(this.contents.pods, ({ labels }) => labels));

  constructor(readonly contents: Contents) {}

  private ofKinds(kinds: readonly Kind[]): readonly ManifestObject[] {
    return this.contents.objects.filter(({ groupKind }) => groupKind !== undefined && kinds.includes(groupKind));
  }

  private bySelector(kinds: readonly Kind[]): SelectorIndex<ManifestObject> {
    return new SelectorIndex(this.ofKinds(kinds), ({ spec }) => labelSelectorAt(spec.at('selector')));
  }
}

const POLICIES: readonly Kind[] = ['networking.k8s.io/NetworkPolicy'];

function podSelectorOf(spec: Field): LabelSelector {
  return labelSelectorAt(spec.at('podSelector'));
}

/** One of each object, by a key: a key has several objects only where they are in several namespaces, or have no name. */
function lists<T>(items: readonly T[], keyOf: (item: T) => string, objectOf: (item: T) => ManifestObject): ReadonlyMap<string, readonly T[]> {
  const groups = groupedBy(items, keyOf);
  for (const [key, group] of groups) {
    if (group.length > 1 && objectOf(group[0]!).name !== '') {
      groups.set(key, [...new Map(group.map(item => [objectOf(item).namespace, item])).values()]);
    }
  }
  return groups;
}

function isOwnedByNone({ metadata }: ManifestObject): boolean {
  return !metadata.at('ownerReferences').items.some(owner => refersTo(owner, 'keda.sh/ScaledObject'));
}
