import { ApiObject, ApiObjectMetadataDefinition, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ClaimTemplates } from './claim-templates';
import { clientService, podService } from './client-service';
import { BoundHeadlessService, HeadlessService } from './headless-service';
import { StatefulAppIdentity } from './identity';
import { DEFAULT_CLUSTER_DOMAIN } from './manifest/kubernetes/pod-identity';
import { omitUndefined } from './manifest/model/omit-undefined';
import { StatefulAppNetworkPolicy, StatefulAppNetworkPolicyOptions } from './network-policy';
import { plainFields, SPEC_FIELDS } from './plain-fields';
import { PodCount, PodOrdinals } from './pod-count';
import { PodDisruptionBudget, PodDisruptionBudgetOptions } from './pod-disruption-budget';
import { labelPods, podSelectorConfig, podSelectorErrors, selectorLabels } from './pod-selector';
import { ServicesOfPods } from './pod-services';
import { renderPodSpec } from './pod-spec';
import { Autoscalers } from './private/autoscaler';
import { labelSelectorOf, PodRendering } from './private/cdk8s-plus';
import { acceptance } from './private/check/acceptance';
import { SynthCheck } from './private/check/schedule';
import { targetVersionOf } from './private/check/target-version';
import { POD_INDEX } from './private/environment';
import { requireInteger } from './private/errors';
import { metadataOf } from './private/render/sorted-metadata';
import { rememberGiven } from './private/unasked';
import { requireProps, requireTypes } from './require-props';
import { explicitRetention, PersistentVolumeClaimRetentionPolicy } from './retention-policy';
import { ServiceOptions } from './service-options';
import { declaredPorts } from './service-ports';
import { StatefulAppProps } from './stateful-app-props';
import { createStatefulSet } from './stateful-set';
import { constraintErrors, requireConstraint, TopologySpreadConstraint } from './topology-spread-constraint';
import { UpdateStrategy } from './update-strategy';
import { VolumeClaimTemplate } from './volume-claim-template';
import { VolumeClaimTemplateProps } from './volume-claim-template-props';

/**
 * A stateful application: a StatefulSet with the headless Service that governs it, a Service per pod, claim templates
 * and their retention policy.
 *
 * It is a cdk8s-plus workload. Containers, volumes, probes, scheduling, connections, autoscalers and Services work on it
 * as on `kplus.StatefulSet`. All names derive from `metadata.name`; give one, as it is the name under which the pods
 * find their data again.
 *
 * One thing more, such as a Service, a PodDisruptionBudget or a NetworkPolicy, is added by a method: `addClientService()`.
 * What is made of several is a construct of its own, whose scope is the app: `new OrdinalFiles(app, 'Files', { … })`.
 *
 * cdk8s-plus gives what is not said: a container without `resources` requests 1 CPU and 512 MiB and is limited to 1.5 CPU
 * and 2 GiB; its root file system is read-only, it may not run as root, and its image is always pulled; the pods get no token of
 * their service account. Say otherwise in `resources`, `securityContext` and `imagePullPolicy` of the container, and in
 * `securityContext` and `automountServiceAccountToken` of the app.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/
 */
export class StatefulApp extends kplus.Workload implements kplus.IScalable {
  /**
   * The ordinal of the pod, as the value of an environment variable. Kubernetes 1.28 or later.
   */
  public static readonly POD_INDEX: kplus.EnvValue = POD_INDEX;

  /**
   * How many pods there are, where it is fixed.
   */
  public readonly replicas?: number;

  /**
   * Whether pods are made and ended one by one, or all at once.
   */
  public readonly podManagementPolicy: kplus.PodManagementPolicy;

  /**
   * How a change of the pod template reaches the pods.
   */
  public readonly updateStrategy: UpdateStrategy;

  /**
   * How long a new pod must be ready before it counts as available.
   */
  public readonly minReady: Duration;

  /**
   * What becomes of the claims when their pods go for good.
   */
  public readonly persistentVolumeClaimRetentionPolicy: PersistentVolumeClaimRetentionPolicy;

  /**
   * The names by which others reach the pods and their claims.
   */
  public readonly identity: StatefulAppIdentity;

  /**
   * The name of the headless Service that governs the pods.
   */
  public readonly serviceName: string;

  /**
   * @see kplus.IScalable.hasAutoscaler
   */
  public hasAutoscaler: boolean;

  /**
   * @see kplus.Resource.resourceType
   */
  public readonly resourceType = 'statefulsets';

  /**
   * @see kplus.Resource.apiObject
   */
  protected readonly apiObject: ApiObject;

  /**
   * How many pods there are.
   *
   * @internal
   */
  public readonly _podCount: PodCount;

  private readonly props: StatefulAppProps;
  private readonly template: ApiObjectMetadataDefinition;
  private readonly governing: BoundHeadlessService;
  private readonly pods = new PodRendering(this);
  private readonly claims = new ClaimTemplates(this, this.pods);
  private readonly spreads: TopologySpreadConstraint[] = [];
  private readonly servicesOfPods: ServicesOfPods;

  /**
   * @throws where properties are out of range or contradict each other
   */
  constructor(scope: Construct, id: string, props: StatefulAppProps) {
    // the selector of cdk8s-plus comes from the construct's path, and its spreading is added anew at every rendering
    super(scope, id, { ...props, select: false, spread: false });
    requireTypes(props, new.target !== StatefulApp);
    requireProps(props);
    this.props = props;
    this.hasAutoscaler = props.hasAutoscaler ?? false;
    this.replicas = props.replicas;
    this.podManagementPolicy = props.podManagementPolicy ?? kplus.PodManagementPolicy.ORDERED_READY;
    this.updateStrategy = props.updateStrategy ?? UpdateStrategy.rollingUpdate();
    this.minReady = props.minReady ?? Duration.seconds(0);
    this.persistentVolumeClaimRetentionPolicy = explicitRetention(props.persistentVolumeClaimRetentionPolicy);

    this._podCount = new PodCount(this, props.replicas);
    this.apiObject = createStatefulSet(this, props.metadata, () => this.renderSpec());
    this.template = labelPods(this, this.apiObject, props);
    this.governing = (props.service ?? HeadlessService.create())._bind(this, () => selectorLabels(this));
    this.serviceName = this.governing.name;
    this.identity = StatefulAppIdentity._of({
      name: this.apiObject.name,
      serviceName: this.governing.name,
      namespace: this.apiObject.metadata.namespace,
      clusterDomain: props.clusterDomain ?? DEFAULT_CLUSTER_DOMAIN,
      firstOrdinal: props.ordinals?.start ?? 0,
      replicas: props.replicas,
    });
    props.volumeClaimTemplates?.forEach(claim => this.addVolumeClaimTemplate(claim));
    props.topologySpreadConstraints?.forEach(constraint => this.addTopologySpreadConstraint(constraint));
    this.servicesOfPods = new ServicesOfPods(this, this.identity, this._podCount, props.podServices);
    if (props.spread) {
      this.scheduling.spread({ topology: kplus.Topology.HOSTNAME });
      this.scheduling.spread({ topology: kplus.Topology.ZONE });
    }
    if (this.isolate) {
      this.connections.isolate();
    }
    Object.entries(props.acceptedFindings ?? {}).forEach(([rule, reason]) => this.acceptFinding(rule, reason));
    SynthCheck.of(this).add({
      construct: this,
      target: targetVersionOf(props.targetVersion),
      existing: this.governing.service ? [] : [{ kind: '/Service', name: this.serviceName, namespace: this.metadata.namespace }],
      complete: () => this.servicesOfPods.complete(),
      errors: () => this.errors(),
    });
  }

  /**
   * The headless Service that governs the pods.
   *
   * @throws where it was given by name only, and is no part of the program
   */
  public get service(): kplus.Service {
    if (this.governing.service === undefined) {
      throw new Error(`service "${this.serviceName}" was given by name and is no part of this program; use serviceName`);
    }
    return this.governing.service;
  }

  /**
   * The Services of single pods, by ascending ordinal. Where an autoscaler sets the number of pods they are complete
   * from the synthesis on.
   */
  public get podServices(): kplus.Service[] {
    return this.servicesOfPods.all();
  }

  /**
   * The claim templates.
   */
  public get volumeClaimTemplates(): VolumeClaimTemplate[] {
    return this.claims.all();
  }

  /**
   * How the pods spread over topologies.
   */
  public get topologySpreadConstraints(): TopologySpreadConstraint[] {
    return [...this.spreads];
  }

  /**
   * Labels and annotations of the pods.
   */
  public get podMetadata(): ApiObjectMetadataDefinition {
    return this.template;
  }

  /**
   * The labels by which a Service, a NetworkPolicy or a PodDisruptionBudget selects the pods: `matchLabels`, or the label
   * with the name of the app where the selector consists of expressions only.
   */
  public get selectorLabels(): { [key: string]: string } {
    return { ...selectorLabels(this) };
  }

  /**
   * The ports of the containers that run for the life of the pod, sidecars among them.
   */
  public get containerPorts(): kplus.ContainerPort[] {
    return declaredPorts(this);
  }

  /**
   * The ordinals of the pods that there may be by the end of the program: an autoscaler may still be added.
   *
   * @param count for how many pods, where it is not for as many as there may be
   */
  public podOrdinals(count?: number): PodOrdinals {
    requireInteger('podOrdinals.count', count, 0);
    return PodOrdinals._of(this.identity.firstOrdinal, this._podCount, count);
  }

  /**
   * Adds a container. It has the startup probe that it is given, and no other: cdk8s-plus gives one of 30 seconds to what has
   * a `portNumber`, which ends a recovery that takes longer. What else cdk8s-plus gives stays: without `resources` 1 CPU and
   * 512 MiB are requested, with limits of 1.5 CPU and 2 GiB, and the root file system is read-only unless `securityContext`
   * says otherwise.
   *
   * @see kplus.AbstractPod.addContainer
   */
  public override addContainer(container: kplus.ContainerProps): kplus.Container {
    return rememberGiven(super.addContainer(container), container);
  }

  /**
   * Adds an init container, or a sidecar. It has the startup probe that it is given, and no other.
   *
   * @see kplus.AbstractPod.addInitContainer
   */
  public override addInitContainer(container: kplus.ContainerProps): kplus.Container {
    return rememberGiven(super.addInitContainer(container), container);
  }

  /**
   * @see kplus.IPodSelector.toPodSelectorConfig
   */
  public override toPodSelectorConfig(): kplus.PodSelectorConfig {
    return podSelectorConfig(this) ?? super.toPodSelectorConfig();
  }

  /**
   * Adds a claim template and mounts it where it says.
   *
   * @returns the template, which the containers of this app can mount as well
   * @throws where there is a template of that name, or the properties contradict each other
   */
  public addVolumeClaimTemplate(props: VolumeClaimTemplateProps): VolumeClaimTemplate {
    return this.claims.add(props);
  }

  /**
   * The claim template of that name.
   *
   * @throws where there is none
   */
  public volumeClaimTemplate(name: string): VolumeClaimTemplate {
    return this.claims.of(name);
  }

  /**
   * Adds a constraint on how the pods spread over a topology.
   *
   * @throws where the constraint contradicts itself or another one
   */
  public addTopologySpreadConstraint(constraint: TopologySpreadConstraint): void {
    requireConstraint(constraint, this.spreads);
    this.spreads.push(constraint);
  }

  /**
   * The Service of one pod.
   *
   * @throws where the pod has none
   */
  public podService(ordinal: number): kplus.Service {
    return this.servicesOfPods.of(ordinal);
  }

  /**
   * Adds a Service that leads clients to any pod, or to those with further labels, and unless told otherwise only to ready
   * ones.
   *
   * @throws where the options contradict each other
   */
  public addClientService(options: ServiceOptions = {}): kplus.Service {
    return clientService(this, options);
  }

  /**
   * Adds a Service that leads clients to one pod, such as `db-primary` to the first.
   *
   * @param ordinal the ordinal of the pod
   * @throws where there is no such pod, or the options contradict each other
   */
  public addPodService(ordinal: number, options: ServiceOptions = {}): kplus.Service {
    return podService(this, this.identity, ordinal, options);
  }

  /**
   * Adds a PodDisruptionBudget, which limits how many pods are evicted at once. By default one pod may be gone.
   *
   * @throws where there is one, or the options contradict each other
   */
  public addPodDisruptionBudget(options: PodDisruptionBudgetOptions = {}): PodDisruptionBudget {
    if (this.node.tryFindChild('PodDisruptionBudget')) {
      throw new Error('addPodDisruptionBudget was called twice, and the API server evicts no pod that has two budgets; keep one');
    }
    return PodDisruptionBudget._create(this, () => selectorLabels(this), options);
  }

  /**
   * Adds a NetworkPolicy, which closes the pods but for what the app needs. By default peers reach each other and the DNS.
   *
   * @throws where there is one, or a peer or a port is none
   */
  public addNetworkPolicy(options: StatefulAppNetworkPolicyOptions = {}): StatefulAppNetworkPolicy {
    if (this.node.tryFindChild('NetworkPolicy')) {
      throw new Error(`addNetworkPolicy was called twice, and both policies would be called "${this.name}"; use addClient, addPeer and addEgress of the first one`);
    }
    return StatefulAppNetworkPolicy._create(this, options);
  }

  /**
   * Accepts what the check of the manifests finds in this app.
   *
   * @param rule the id of the rule, or its name: R50, `readiness-probe-missing`
   * @param reason why it is meant
   * @throws where there is no such rule, or no reason
   */
  public acceptFinding(rule: string, reason: string): void {
    this.metadata.addAnnotation(...acceptance(rule, reason));
  }

  /**
   * @see kplus.IScalable.markHasAutoscaler
   */
  public markHasAutoscaler(): void {
    this.hasAutoscaler = true;
    Autoscalers.of(this).mark(this);
  }

  /**
   * @see kplus.IScalable.toScalingTarget
   */
  public toScalingTarget(): kplus.ScalingTarget {
    return {
      kind: this.apiObject.kind,
      apiVersion: this.apiObject.apiVersion,
      name: this.name,
      containers: this.containers,
      replicas: this.replicas,
    };
  }

  private renderSpec(): Record<string, unknown> {
    SynthCheck.of(this).rendered(this);
    const { ordinals: numbering } = this.props;
    return omitUndefined({
      replicas: this._podCount.fixed,
      ordinals: numbering && { start: this.identity.firstOrdinal },
      serviceName: this.serviceName,
      selector: labelSelectorOf(this),
      podManagementPolicy: this.podManagementPolicy,
      updateStrategy: this.updateStrategy._toKube(),
      minReadySeconds: this.minReady.toSeconds(),
      ...plainFields(SPEC_FIELDS, this.props),
      template: {
        metadata: metadataOf(this.template, this.apiObject),
        spec: renderPodSpec({ app: this, rendering: this.pods, props: this.props, claims: this.claims.all(), spreads: this.spreads }),
      },
      volumeClaimTemplates: this.claims.render(),
      persistentVolumeClaimRetentionPolicy: this.persistentVolumeClaimRetentionPolicy,
    });
  }

  private errors(): string[] {
    return this.containers.length === 0 ? ['containers are missing; give the app at least one'] : [
      ...this._podCount.errors(),
      ...podSelectorErrors(this),
      ...this.servicesOfPods.errors(),
      ...this.claims.errors(),
      ...this.spreads.flatMap(spread => constraintErrors(spread, selectorLabels(this))),
    ];
  }
}
