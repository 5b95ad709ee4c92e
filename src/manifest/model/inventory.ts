import { Autoscaler } from './autoscaler';
import { cached, cachedPerList, lazily } from './cached';
import { groupedBy } from './grouped-by';
import { inOrder } from './in-order';
import { joined } from './joined';
import { Kind, ObjectOf } from './kinds';
import { idOf, ManifestObject } from './object';
import { ClaimOfSet, ObjectIndex } from './object-index';
import { PodTemplate, podTemplateOf } from './pod-template';
import { Service } from './service';
import { StatefulSet } from './stateful-set';
import { LabelSelector } from '../kubernetes/selectors';

/**
 * An object of which nothing is known but that there is one.
 */
export interface ExistingObject {
  readonly kind: Kind;
  readonly name: string;

  /** Undefined where it is in no namespace, or goes where the manifests go. */
  readonly namespace?: string;
}

/**
 * All objects of one input, by what they are.
 *
 * Lookups `beside` an object find those in its namespace, and those without a namespace, which may be applied to it. Beside an
 * object without a namespace they find those of all namespaces. A list that several lookups find is the same list, so that what depends
 * on the list alone can be computed once (`cached`), and nothing takes a time that grows with the square.
 */
export class Inventory {
  /** By what they are, and not by where they stand. */
  readonly objects: readonly ManifestObject[];
  readonly statefulSets: readonly StatefulSet[];

  /** The pods of all workloads, StatefulSets among them. */
  readonly pods: readonly PodTemplate[];
  readonly services: readonly Service[];
  private readonly byKind: ReadonlyMap<Kind | undefined, readonly ManifestObject[]>;
  private readonly all: ObjectIndex;
  private readonly byNamespace: ReadonlyMap<string | undefined, ObjectIndex>;
  private readonly governingServices = new Map<StatefulSet, Service | undefined>();
  private readonly podByOwner = lazily(() => new Map(this.pods.map(pod => [pod.owner, pod])));
  private readonly podsOf = cachedPerList((owners: readonly ManifestObject[]) => owners.flatMap(owner => this.podByOwner().get(owner) ?? []));
  private readonly existingByName = lazily(() => groupedBy(this.existing, ({ kind, name }) => `${kind}/${name}`));
  private readonly positions = lazily(() => new Map(this.services.map((service, index) => [service, index])));
  private readonly podsBehindService = cached((service: Service) => this.findPodsBehind(service));
  private readonly governed = lazily(() => groupedBy(this.statefulSets, set => this.governingService(set)));

  /**
   * @param existing objects that exist and are not in the input
   */
  constructor(objects: readonly ManifestObject[], readonly existing: readonly ExistingObject[] = []) {
    this.objects = inOrder(objects);
    this.byKind = groupedBy(this.objects, ({ groupKind }) => groupKind);
    this.statefulSets = this.ofKind('apps/StatefulSet').map(object => new StatefulSet(object));
    this.services = this.ofKind('/Service').map(object => new Service(object));
    const sets = new Map(this.statefulSets.map(set => [set.object, set]));
    this.pods = this.objects.flatMap(object => {
      const template = podTemplateOf(object);
      return template ? [sets.get(object)?.pod ?? new PodTemplate(object, template)] : [];
    });
    this.all = new ObjectIndex(this);
    this.byNamespace = this.splitByNamespace();
  }

  /** The objects of a kind. */
  public ofKind<K extends Kind>(kind: K): readonly ObjectOf<K>[];
  public ofKind(kind: Kind): readonly ManifestObject[] {
    return this.byKind.get(kind) ?? NOTHING;
  }

  /** The objects of that kind and name that can be in the namespace of `beside`. */
  public find<K extends Kind>(kind: K, name: string, beside: ManifestObject): readonly ObjectOf<K>[];
  public find(kind: Kind, name: string, beside: ManifestObject): readonly ManifestObject[] {
    return this.beside(beside, index => index.named().get(`${kind}/${name}`));
  }

  /** The objects of that kind and name, in any namespace. */
  public findAnywhere<K extends Kind>(kind: K, name: string): readonly ObjectOf<K>[];
  public findAnywhere(kind: Kind, name: string): readonly ManifestObject[] {
    return this.all.named().get(`${kind}/${name}`) ?? NOTHING;
  }

  /** Whether there is such an object, in the input or known to exist, that can be in the namespace of `beside`. */
  public exists(kind: Kind, name: string, beside: ManifestObject): boolean {
    return this.find(kind, name, beside).length > 0
      || (this.existingByName().get(`${kind}/${name}`) ?? []).some(object => beside.mayShareNamespace(object));
  }

  /** The Services of that name, in any namespace. */
  public servicesNamed(name: string): readonly Service[] {
    return this.all.services().get(name) ?? NOTHING;
  }

  /** The Services of that name that can be in the namespace of `beside`. */
  public servicesNamedBeside(name: string, beside: ManifestObject): readonly Service[] {
    return this.beside(beside, index => index.services().get(name));
  }

  /** The Service that governs the pods of a StatefulSet, where it is among the manifests. */
  public governingService(set: StatefulSet): Service | undefined {
    if (!this.governingServices.has(set)) {
      const candidates = this.servicesNamedBeside(set.serviceName, set.object);
      this.governingServices.set(set, candidates.find(service => service.object.sharesNamespace(set.object)) ?? candidates[0]);
    }
    return this.governingServices.get(set);
  }

  /** The StatefulSets whose pods a Service governs. */
  public setsGovernedBy(service: Service): readonly StatefulSet[] {
    return this.governed().get(service) ?? NOTHING;
  }

  /** The Services that select the pods of a workload, by their labels in its template. */
  public servicesSelecting(pod: PodTemplate): readonly Service[] {
    return this.beside(pod.owner, index => index.servicesBySelector().selecting(pod.labels));
  }

  /** The Services that may lead to some or all of the pods of a StatefulSet, in the order of the manifests. */
  public servicesThatMayLeadTo(set: StatefulSet): readonly Service[] {
    const { object, pod } = set;
    const found = new Set([
      ...this.beside(object, index => index.servicesByTemplateSelector().selecting(pod.labels)),
      ...this.beside(object, index => index.servicesOfAnyTemplate()),
      ...this.servicesOfSinglePods(set),
      ...this.servicesByRole(set),
    ]);
    return [...found].sort((one, other) => this.positions().get(one)! - this.positions().get(other)!);
  }

  /** The Services that select some of the pods of a StatefulSet, by labels of its template and others that no template has. */
  public servicesByRole({ object, pod, selector }: StatefulSet): readonly Service[] {
    return this.beside(object, index => index.servicesByRole().of(pod, selector));
  }

  /**
   * The pods of which a Service by role selects some: it demands all that their controller demands, and other labels. Those of
   * other workloads that are not here may have the same labels.
   */
  public podsWithRoleOf({ podName, templateSelector, type, object }: Service): readonly PodTemplate[] {
    return podName === undefined && type !== 'ExternalName'
      ? this.podsOf(this.beside(object, index => index.controllersBySelector().selecting(templateSelector)))
      : NOTHING;
  }

  /** The Services without a selector in the namespace of `beside`: somebody writes their endpoints, often a process in the pods. */
  public servicesWithoutSelector(beside: ManifestObject): readonly Service[] {
    return this.beside(beside, index => index.servicesWithoutSelector());
  }

  /** The PodDisruptionBudgets that select the pods of a workload; those with an empty selector are left out. */
  public budgetsSelecting(pod: PodTemplate): readonly ManifestObject[] {
    return this.beside(pod.owner, index => index.budgetsBySelector().selecting(pod.labels));
  }

  /** The NetworkPolicies that bind the pods of a workload; an empty selector selects all pods. */
  public networkPoliciesSelecting(pod: PodTemplate): readonly ManifestObject[] {
    const ofAll = this.beside(pod.owner, index => index.policiesOfAllPods());
    return joined(this.beside(pod.owner, index => index.policiesBySelector().selecting(pod.labels)), ofAll);
  }

  /** The controllers whose selectors take the pods of a workload, in its namespace; its own is among them. */
  public controllersSelecting({ owner, labels }: PodTemplate): readonly ManifestObject[] {
    return this.byNamespace.get(owner.namespace)?.controllersBySelector().selecting(labels) ?? NOTHING;
  }

  /** The pods of all workloads that carry the label. */
  public podsLabelled(key: string, value: string): readonly PodTemplate[] {
    return this.all.pods().labelled(key, value);
  }

  /** The claim templates whose claim for ordinal 0 has that name, in the namespace of `beside`. */
  public claimsNamed(name: string, beside: ManifestObject): readonly ClaimOfSet[] {
    return this.byNamespace.get(beside.namespace)?.claims().get(name) ?? NOTHING;
  }

  /**
   * The pods of the workloads that a selector selects, by their labels in the template; all pods with an empty selector.
   *
   * @param beside what has the selector: they can be in its namespace
   */
  public podsSelectedBy(selector: LabelSelector, beside?: ManifestObject): readonly PodTemplate[] {
    return beside === undefined ? this.all.pods().selectedBy(selector) : this.beside(beside, index => index.pods().selectedBy(selector));
  }

  /** The pods of the workloads that a Service leads to, also where it leads to one pod of a StatefulSet. */
  public podsBehind(service: Service): readonly PodTemplate[] {
    return this.podsBehindService(service);
  }

  /** The StatefulSets of that name that can be in the namespace of `beside`. */
  public setsNamed(name: string, beside: ManifestObject): readonly StatefulSet[] {
    return this.beside(beside, index => index.statefulSets().get(name));
  }

  /** The StatefulSets in a namespace, or without one. */
  public setsIn(namespace: string | undefined): readonly StatefulSet[] {
    return this.byNamespace.get(namespace)?.contents.statefulSets ?? NOTHING;
  }

  /** The Services that select one pod of a StatefulSet by its name, whether there is such a pod or not. */
  public servicesOfSinglePods(set: StatefulSet): readonly Service[] {
    return this.beside(set.object, index => index.servicesOfSinglePods().get(set.name));
  }

  /** What scales a workload. */
  public autoscalersOf(workload: ManifestObject): readonly Autoscaler[] {
    return this.beside(workload, index => index.autoscalers().get(idOf(workload)));
  }

  /** All that scale what an autoscaler scales; it is among them. */
  public autoscalersOfTarget({ object, targetId }: Autoscaler): readonly Autoscaler[] {
    return this.beside(object, index => index.autoscalers().get(targetId));
  }

  /** The most pods that a StatefulSet has: as many as it says, or as its autoscalers make. */
  public mostReplicas(set: StatefulSet): number {
    return Math.max(set.replicas, mostOf(this.autoscalersOf(set.object)));
  }

  private findPodsBehind(service: Service): readonly PodTemplate[] {
    const { podName, templateSelector } = service;
    if (!service.selects || service.type === 'ExternalName') {
      return NOTHING;
    }
    if (podName !== undefined) {
      const pods = podsOfSets(this.setsNamed(service.pod?.statefulSet ?? '', service.object));
      const labels = Object.keys(templateSelector);
      const isMeant = (pod: PodTemplate) => labels.every(label => pod.labels[label] === templateSelector[label]);
      // the same list for all Services of one set
      return pods.every(isMeant) ? pods : pods.filter(isMeant);
    }
    return Object.keys(templateSelector).length > 0 ? this.podsSelectedBy({ matchLabels: templateSelector }, service.object) : NOTHING;
  }

  /** What is found in the namespace of an object, and among what has none; beside an object without a namespace, in all. */
  private beside<T>({ namespace }: ManifestObject, look: (index: ObjectIndex) => readonly T[] | undefined): readonly T[] {
    if (namespace === undefined) {
      return look(this.all) ?? NOTHING;
    }
    const [own, anywhere] = [this.byNamespace.get(namespace), this.byNamespace.get(undefined)];
    return joined((own && look(own)) ?? NOTHING, (anywhere && look(anywhere)) ?? NOTHING);
  }

  private splitByNamespace(): ReadonlyMap<string | undefined, ObjectIndex> {
    const namespaces = groupedBy(this.objects, ({ namespace }) => namespace);
    const [first] = namespaces.keys();
    if (namespaces.size < 2) {
      return new Map([[first, this.all]]);
    }
    const sets = groupedBy(this.statefulSets, ({ object }) => object.namespace);
    const services = groupedBy(this.services, ({ object }) => object.namespace);
    const pods = groupedBy(this.pods, ({ owner }) => owner.namespace);
    return new Map([...namespaces].map(([namespace, objects]): [string | undefined, ObjectIndex] => [namespace, new ObjectIndex({
      objects,
      statefulSets: sets.get(namespace) ?? [],
      services: services.get(namespace) ?? [],
      pods: pods.get(namespace) ?? [],
      podsBehind: service => this.podsBehind(service),
      podsLabelled: (key, value) => this.podsLabelled(key, value),
    })]));
  }
}

const NOTHING: readonly never[] = [];

const podsOfSets = cached((sets: readonly StatefulSet[]): readonly PodTemplate[] => sets.map(({ pod }) => pod));

const mostOf = cachedPerList((autoscalers: readonly Autoscaler[]) =>
  autoscalers.reduce((most, autoscaler) => Math.max(most, autoscaler.most ?? 0), 0));
