import { ManifestObject } from './object';
import { PodTemplate, podTemplateOf } from './pod-template';
import { labelSelectorAt } from './selector';
import { SelectorIndex } from './selector-index';
import { Service } from './service';
import { ServicesByRole } from './services-by-role';
import { ClaimTemplate, StatefulSet } from './stateful-set';
import { claimName, parsePodName } from '../kubernetes/pod-identity';
import { LabelSelector, selectorMatches } from '../kubernetes/selectors';

/**
 * A claim template with its StatefulSet.
 */
export interface ClaimOfSet {
  readonly set: StatefulSet;
  readonly claim: ClaimTemplate;
}

/** The kinds that take the pods that their selector selects; other kinds have selectors that nobody writes. */
const CONTROLLERS = ['StatefulSet', 'Deployment', 'ReplicaSet', 'DaemonSet'];

/**
 * All objects of one input, by what they are.
 */
export class Inventory {
  readonly statefulSets: readonly StatefulSet[];

  /** The pods of all workloads, StatefulSets among them. */
  readonly pods: readonly PodTemplate[];
  readonly services: readonly Service[];
  private readonly byKind = new Map<string, ManifestObject[]>();
  private readonly byKindAndName = new Map<string, ManifestObject[]>();
  private readonly setsByName = new Map<string, StatefulSet[]>();
  private readonly servicesByName = new Map<string, Service[]>();
  private readonly servicesByPodsOf = new Map<string, Service[]>();
  private readonly servicesByNodePort = new Map<number | undefined, Service[]>();
  private readonly servicesBySelector = new SelectorIndex<Service>();
  private readonly budgetsBySelector = new SelectorIndex<ManifestObject>();
  private readonly controllersBySelector = new SelectorIndex<ManifestObject>();
  private readonly podsByLabel = new Map<string, PodTemplate[]>();
  private readonly podByOwner = new Map<ManifestObject, PodTemplate>();
  private readonly claimsByName = new Map<string, ClaimOfSet[]>();
  private readonly governingServices = new Map<StatefulSet, Service | undefined>();
  private readonly autoscalers = new Map<string, ManifestObject[]>();
  private byRole?: ServicesByRole;
  private withoutSelector?: readonly Service[];

  constructor(readonly objects: readonly ManifestObject[]) {
    for (const object of objects) {
      const kind = `${object.group}/${object.kind}`;
      push(this.byKind, kind, object);
      push(this.byKindAndName, `${kind}/${object.name}`, object);
    }
    this.statefulSets = this.ofKind('apps', 'StatefulSet').map(object => new StatefulSet(object));
    this.services = this.ofKind('', 'Service').map(object => new Service(object));
    for (const set of this.statefulSets) {
      set.claimTemplates.forEach(claim => push(this.claimsByName, claimName(claim.name, set.name, 0), { set, claim }));
    }
    this.statefulSets.forEach(set => push(this.setsByName, set.name, set));
    for (const service of this.services) {
      push(this.servicesByName, service.name, service);
      new Set(service.nodePorts.map(port => port.number)).forEach(port => push(this.servicesByNodePort, port, service));
      const pod = service.podName === undefined ? undefined : parsePodName(service.podName);
      if (pod) {
        push(this.servicesByPodsOf, pod.statefulSet, service);
      }
      this.servicesBySelector.add({ matchLabels: service.selector }, service);
    }
    for (const budget of this.budgets) {
      this.budgetsBySelector.add(labelSelectorAt(budget.spec.at('selector')), budget);
    }
    for (const autoscaler of this.ofKind('autoscaling', 'HorizontalPodAutoscaler')) {
      const target = autoscaler.spec.at('scaleTargetRef');
      push(this.autoscalers, `${target.at('kind').string}/${target.at('name').string}`, autoscaler);
    }
    const sets = new Map(this.statefulSets.map(set => [set.object, set]));
    this.pods = objects.flatMap(object => {
      const template = podTemplateOf(object);
      return template ? [sets.get(object)?.pod ?? new PodTemplate(object, template)] : [];
    });
    for (const controller of CONTROLLERS.flatMap(kind => this.ofKind('apps', kind))) {
      this.controllersBySelector.add(sets.get(controller)?.selector ?? labelSelectorAt(controller.spec.at('selector')), controller);
    }
    for (const pod of this.pods) {
      this.podByOwner.set(pod.owner, pod);
      Object.entries(pod.labels).forEach(label => push(this.podsByLabel, label.join('='), pod));
    }
  }

  public get budgets(): readonly ManifestObject[] {
    return this.ofKind('policy', 'PodDisruptionBudget');
  }

  /** The objects of a kind; the group of the core API is empty. */
  public ofKind(group: string, kind: string): readonly ManifestObject[] {
    return this.byKind.get(`${group}/${kind}`) ?? [];
  }

  /** The objects of that kind and name that can be in the namespace of `beside`. */
  public find(group: string, kind: string, name: string, beside: ManifestObject): ManifestObject[] {
    return (this.byKindAndName.get(`${group}/${kind}/${name}`) ?? []).filter(object => object.mayShareNamespace(beside));
  }

  /** The Services of that name, in any namespace. */
  public servicesNamed(name: string): readonly Service[] {
    return this.servicesByName.get(name) ?? [];
  }

  /** The Service that governs the pods of a StatefulSet, where it is among the manifests. */
  public governingService(set: StatefulSet): Service | undefined {
    if (!this.governingServices.has(set)) {
      const candidates = this.servicesNamed(set.serviceName).filter(service => service.object.mayShareNamespace(set.object));
      this.governingServices.set(set, candidates.find(service => service.object.sharesNamespace(set.object)) ?? candidates[0]);
    }
    return this.governingServices.get(set);
  }

  /** The Services that select the pods of a workload, by their labels in its template. */
  public servicesSelecting(pod: PodTemplate): Service[] {
    return this.servicesBySelector.selecting(pod.labels).filter(service => service.object.mayShareNamespace(pod.owner));
  }

  /** The Services that select some of the pods of a StatefulSet, by labels of its template and others that no template has. */
  public servicesByRole({ object, pod, selector }: StatefulSet): Service[] {
    this.byRole ??= new ServicesByRole(
      this.services.filter(({ selects, podName, type }) => selects && podName === undefined && type !== 'ExternalName')
        .filter(service => this.podsBehind(service).length === 0),
      (key, value) => this.podsLabelled(key, value).length,
    );
    return this.byRole.of(pod, selector).filter(service => service.object.mayShareNamespace(object));
  }

  /**
   * The pods of which a Service by role selects some: it demands all that their controller demands, and other labels. Those of
   * other workloads that are not here may have the same labels.
   */
  public podsWithRoleOf(service: Service): PodTemplate[] {
    const { podName, templateSelector, type, object } = service;
    const controllers = podName === undefined && type !== 'ExternalName' ? this.controllersBySelector.selecting(templateSelector) : [];
    return controllers.filter(controller => controller.mayShareNamespace(object)).flatMap(controller => this.podByOwner.get(controller) ?? []);
  }

  /** The Services without a selector in the namespace of `beside`: somebody writes their endpoints, often a process in the pods. */
  public servicesWithoutSelector(beside: ManifestObject): Service[] {
    this.withoutSelector ??= this.services.filter(({ selects }) => !selects);
    return this.withoutSelector.filter(({ object }) => object.mayShareNamespace(beside));
  }

  /** The PodDisruptionBudgets that select the pods of a workload; those with an empty selector are left out. */
  public budgetsSelecting(pod: PodTemplate): ManifestObject[] {
    return this.budgetsBySelector.selecting(pod.labels).filter(budget => budget.mayShareNamespace(pod.owner));
  }

  /** The controllers whose selectors take the pods of a workload, in its namespace; its own is among them. */
  public controllersSelecting(pod: PodTemplate): ManifestObject[] {
    return this.controllersBySelector.selecting(pod.labels).filter(controller => controller.sharesNamespace(pod.owner));
  }

  /** The pods of all workloads that carry the label. */
  public podsLabelled(key: string, value: string): readonly PodTemplate[] {
    return this.podsByLabel.get(`${key}=${value}`) ?? [];
  }

  /** The claim templates whose claim for ordinal 0 has that name, in the namespace of `beside`. */
  public claimsNamed(name: string, beside: ManifestObject): ClaimOfSet[] {
    return (this.claimsByName.get(name) ?? []).filter(({ set }) => set.object.sharesNamespace(beside));
  }

  /**
   * The pods of the workloads that a selector selects, by their labels in the template; all pods with an empty selector.
   *
   * @param beside what has the selector: they can be in its namespace
   */
  public podsSelectedBy(selector: LabelSelector, beside?: ManifestObject): PodTemplate[] {
    const labels = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => this.podsLabelled(key, value));
    const values = (selector.matchExpressions ?? []).filter(({ operator }) => operator === 'In')
      .map(({ key, values: some = [] }) => some.flatMap(value => this.podsLabelled(key, value)));
    // a label that many workloads share would have each selector look at all of them
    const candidates = [...labels, ...values].reduce((least, pods) => pods.length < least.length ? pods : least, this.pods);
    return candidates.filter(pod => (beside === undefined || pod.owner.mayShareNamespace(beside)) && selectorMatches(selector, pod.labels));
  }

  /** The pods of the workloads that a Service leads to, also where it leads to one pod of a StatefulSet. */
  public podsBehind(service: Service): PodTemplate[] {
    const { podName, templateSelector } = service;
    if (!service.selects || service.type === 'ExternalName') {
      return [];
    }
    if (podName !== undefined) {
      const pods = this.setsNamed(parsePodName(podName)?.statefulSet ?? '', service.object).map(set => set.pod);
      return pods.filter(pod => selectorMatches({ matchLabels: templateSelector }, pod.labels));
    }
    return Object.keys(templateSelector).length > 0 ? this.podsSelectedBy({ matchLabels: templateSelector }, service.object) : [];
  }

  /** The StatefulSets of that name that can be in the namespace of `beside`. */
  public setsNamed(name: string, beside: ManifestObject): StatefulSet[] {
    return (this.setsByName.get(name) ?? []).filter(set => set.object.mayShareNamespace(beside));
  }

  /** The Services that select one pod of a StatefulSet by its name, whether there is such a pod or not. */
  public servicesOfSinglePods(set: StatefulSet): Service[] {
    return (this.servicesByPodsOf.get(set.name) ?? []).filter(service => service.object.mayShareNamespace(set.object));
  }

  /** The Services that ask for that port on the nodes, in all namespaces. */
  public servicesAtNodePort(port: number): readonly Service[] {
    return this.servicesByNodePort.get(port) ?? [];
  }

  /** The HorizontalPodAutoscalers that scale a StatefulSet. */
  public autoscalersOf(set: StatefulSet): ManifestObject[] {
    return this.autoscalersFor(set.object);
  }

  /** The HorizontalPodAutoscalers that scale a workload. */
  public autoscalersFor(workload: ManifestObject): ManifestObject[] {
    const autoscalers = this.autoscalers.get(`${workload.kind}/${workload.name}`) ?? [];
    return autoscalers.filter(autoscaler => autoscaler.mayShareNamespace(workload));
  }

  /** The most pods that a StatefulSet has: as many as it says, or as its autoscalers make. */
  public mostReplicas(set: StatefulSet): number {
    return Math.max(set.replicas, ...this.autoscalersOf(set).map(autoscaler => autoscaler.spec.at('maxReplicas').number ?? 0));
  }
}

function push<K, T>(map: Map<K, T[]>, key: K, value: T): void {
  const list = map.get(key);
  if (list) {
    list.push(value);
  } else {
    map.set(key, [value]);
  }
}
