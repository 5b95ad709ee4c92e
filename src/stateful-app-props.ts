import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { HeadlessService } from './headless-service';
import { PodServices } from './pod-services';
import { PersistentVolumeClaimRetentionPolicy } from './retention-policy';
import { TopologySpreadConstraint } from './topology-spread-constraint';
import { UpdateStrategy } from './update-strategy';
import { VolumeClaimTemplateProps } from './volume-claim-template-props';

/**
 * The numbers that the pods get.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#start-ordinal
 */
export interface StatefulAppOrdinals {
  /**
   * The ordinal of the first pod; 0 or more.
   *
   * @default 0
   */
  readonly start?: number;
}

/**
 * Properties of `StatefulApp`.
 */
export interface StatefulAppProps extends kplus.WorkloadProps {
  /**
   * How many pods there are; 0 or more. Leave it out where an autoscaler sets it.
   *
   * @default 1 - left out of the manifest where an autoscaler targets the app
   */
  readonly replicas?: number;

  /**
   * Whether something sets the number of pods that is no HorizontalPodAutoscaler of cdk8s-plus on this app, such as a
   * ScaledObject of KEDA or one in another repository. `replicas` is left out of the manifest then, as each apply would set it
   * back, and `podServices` need a `count`.
   *
   * @see https://keda.sh/docs/latest/concepts/scaling-deployments/#scaling-of-deployments-and-statefulsets
   * @default - true where a HorizontalPodAutoscaler targets the app
   */
  readonly hasAutoscaler?: boolean;

  /**
   * The numbers that the pods get.
   *
   * @default - from 0 on
   */
  readonly ordinals?: StatefulAppOrdinals;

  /**
   * The labels that select the pods; they are put onto the pods, too. Kubernetes refuses to change them later, so give
   * them what never changes: no version, nothing that is common to several apps of a namespace.
   *
   * @default - `cdk8s.io/metadata.addr` with the name of the StatefulSet; nothing where `select` is false
   */
  readonly matchLabels?: { [key: string]: string };

  /**
   * The headless Service that gives the pods their DNS names.
   *
   * @default HeadlessService.create()
   */
  readonly service?: HeadlessService;

  /**
   * The Service that each pod has.
   *
   * @default PodServices.clusterIP() - no Services where no container has a port
   */
  readonly podServices?: PodServices;

  /**
   * Whether pods are made and ended one by one in the order of their ordinals, or all at once. It cannot be changed
   * later.
   *
   * @default PodManagementPolicy.ORDERED_READY
   */
  readonly podManagementPolicy?: kplus.PodManagementPolicy;

  /**
   * How a change of the pod template reaches the pods.
   *
   * @default UpdateStrategy.rollingUpdate()
   */
  readonly updateStrategy?: UpdateStrategy;

  /**
   * How long a new pod must be ready, without a crash, before it counts as available; whole seconds.
   *
   * @default Duration.seconds(0) - as soon as it is ready
   */
  readonly minReady?: Duration;

  /**
   * How many former revisions are kept for `kubectl rollout undo`; 0 or more. It cannot be changed later before
   * Kubernetes 1.33.
   *
   * @default - 10, set by the API server
   */
  readonly revisionHistoryLimit?: number;

  /**
   * The claim templates: each pod gets a PersistentVolumeClaim from each of them. They cannot be changed later.
   *
   * @default - none
   */
  readonly volumeClaimTemplates?: VolumeClaimTemplateProps[];

  /**
   * What becomes of the claims, and so of the data, when their pods go for good.
   *
   * @default - claims are retained
   */
  readonly persistentVolumeClaimRetentionPolicy?: PersistentVolumeClaimRetentionPolicy;

  /**
   * How the pods spread over zones, nodes or any other topology.
   *
   * @default - as the scheduler sees fit
   */
  readonly topologySpreadConstraints?: TopologySpreadConstraint[];

  /**
   * The name of the PriorityClass of the pods.
   *
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
   * @default - the default PriorityClass of the cluster
   */
  readonly priorityClassName?: string;

  /**
   * The name of the RuntimeClass of the pods.
   *
   * @see https://kubernetes.io/docs/concepts/containers/runtime-class/
   * @default - the default runtime of the node
   */
  readonly runtimeClassName?: string;

  /**
   * The name of the scheduler.
   *
   * @default - `default-scheduler`, set by the API server
   */
  readonly schedulerName?: string;

  /**
   * The labels that a node must have to run a pod. Where one of several would do, or should rather do, use
   * `scheduling.attract()`.
   *
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodeselector
   * @default - any node
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * Whether every Service of the namespace is described in the environment of the containers. With a Service per pod
   * these are many variables, and a Service called `db` gives a `DB_PORT` of `tcp://…` to a program that may take it for
   * its own setting.
   *
   * @default false
   */
  readonly enableServiceLinks?: boolean;

  /**
   * Whether the pods get what nobody gave them: what cdk8s-plus chooses for them (`runAsNonRoot`, `readOnlyRootFilesystem`,
   * `automountServiceAccountToken`, CPU and memory, …), `enableServiceLinks`, and beside `matchLabels` the label
   * `cdk8s.io/metadata.addr`. Without them a field stands in the manifest only where its property is given, and volumes are
   * in the order of `volumes`: so an existing StatefulSet is written down without a change of its pods.
   *
   * @default true
   */
  readonly podDefaults?: boolean;

  /**
   * The domain under which the cluster publishes its Services. It only enters the names in `identity`.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;

  /**
   * The versions of Kubernetes that the app is written for: one (`1.34`), one with its patch (`1.35.2`), or a range
   * (`1.30-1.34`), within 1.28 to 1.37. It is checked for them at its synthesis; all objects below it get an annotation, by
   * which the plugin and the command judge them for the same versions. Pods and claim templates get none.
   *
   * @default - 1.28-1.37, and no annotation
   */
  readonly targetVersion?: string;

  /**
   * Findings of the check that are meant: the id of the rule, or its name, and the reason. They become annotations of the
   * StatefulSet, so that `stateful-app check` and the plugin of cdk8s know of them, too. One is `R50` with the reason
   * `the process is ready as soon as it runs`.
   *
   * @default - none
   */
  readonly acceptedFindings?: { [rule: string]: string };
}
