import * as kplus from 'cdk8s-plus-28';
import { VolumeClaimTemplate } from '../volume-claim-template';

/**
 * The sidecar that gives a pod's data to the pod after it.
 *
 * It starts before the app, and a pod is ready only when both are. What needs the running app, such as a hot backup, asks
 * it at `localhost` for each clone.
 */
export interface CloneServer {
  /**
   * What runs beside the app for the life of the pod, and answers on `port`. It finds the data in `DATA_DIRECTORY`.
   */
  readonly command: string[];

  /**
   * The port on which the next pod asks for the data. It is in no Service of the app; who can reach a pod can reach it, so
   * let the server ask for a password or a certificate, or close it with a NetworkPolicy.
   */
  readonly port: number;

  /**
   * Whether the server may write to the data.
   *
   * @default false
   */
  readonly writable?: boolean;

  /**
   * Whether the server is ready to give the data. The next pod is not made before.
   *
   * @default - a connection to the port, every 5 seconds
   */
  readonly readiness?: kplus.Probe;

  /**
   * Whether the server is alive; it is started again otherwise.
   *
   * @default - it is while it runs
   */
  readonly liveness?: kplus.Probe;

  /**
   * Whether the server has started; the app does not start before.
   *
   * @default - as soon as it runs
   */
  readonly startup?: kplus.Probe;

  /**
   * CPU and memory of the server. The pod needs them beside those of the app.
   *
   * @default - `resources` where they are given, or else those that cdk8s-plus gives to a container
   */
  readonly resources?: kplus.ContainerResources;
}

/**
 * Properties of `BootstrapChain`.
 *
 * Commands find `POD_NAME`, `POD_NAMESPACE`, `POD_INDEX` and `POD_DNS_NAME` in their environment beside what is said of
 * each. Kubernetes expands only `$(NAME)` of the container's own variables in them; use a shell for the others, such as
 * `['sh', '-ec', 'copy-from "$PREVIOUS_POD_HOST" "$DATA_DIRECTORY"']`.
 */
export interface BootstrapChainProps {
  /**
   * The template of the claims that hold the data.
   */
  readonly volumeClaimTemplate: VolumeClaimTemplate;

  /**
   * The directory in which the containers of the app see the data: `data` on the volume.
   */
  readonly path: string;

  /**
   * What fills the empty directory `DATA_DIRECTORY` in the first pod, once a person or `initializeBefore` permits it. With
   * `['true']` it stays empty, for an app that initializes itself.
   */
  readonly initialize: string[];

  /**
   * What fills the empty directory `DATA_DIRECTORY` in each further pod from the one before it, whose DNS name is in
   * `PREVIOUS_POD_HOST`, and the port of its `server`, where there is one, in `PREVIOUS_POD_PORT`.
   */
  readonly clone: string[];

  /**
   * The sidecar that gives the data to the next pod.
   *
   * @default - none; the app itself does, on a port of its own that `clone` knows
   */
  readonly server?: CloneServer;

  /**
   * The day before which the first pod initializes an empty volume by itself, such as `2026-12-24` (from 00:00 UTC of that
   * day on it does not): for a first deployment where nobody can run a command in a pod. It only does where DNS answers
   * and knows no other pod.
   *
   * Choose a day soon after the first deployment. Then leave it: it permits nothing any more, and to change it replaces
   * the pods.
   *
   * @default - the first pod waits for a person's decision
   */
  readonly initializeBefore?: string;

  /**
   * The host that the first pod is cloned from, instead of being initialized, where the app continues ordinals that begin
   * in another one. `PREVIOUS_POD_PORT` is that of the `server`, as ever.
   *
   * @default - the first pod waits for a person's decision
   */
  readonly cloneFirstFrom?: string;

  /**
   * The containers of the app that see the data.
   *
   * @default - the first container
   */
  readonly containers?: kplus.Container[];

  /**
   * The image of the step and of the sidecar. The step needs `/bin/sh`, `mkdir`, `mv`, `rm`, `rmdir`,
   * `sleep`, `sync` and `touch`; to know of other pods `getent`, and for `initializeBefore` `date`.
   *
   * @default - that of the first container
   */
  readonly image?: string;

  /**
   * When that image is pulled.
   *
   * @default - as for the first container
   */
  readonly imagePullPolicy?: kplus.ImagePullPolicy;

  /**
   * Environment of the step and of the sidecar.
   *
   * @default - only what this construct adds
   */
  readonly envVariables?: { [name: string]: kplus.EnvValue };

  /**
   * What else the step and the sidecar mount, such as an `emptyDir` for /tmp.
   *
   * @default - nothing
   */
  readonly volumeMounts?: kplus.VolumeMount[];

  /**
   * The security context of the step and of the sidecar.
   *
   * @default - that of the first container
   */
  readonly securityContext?: kplus.ContainerSecurityContextProps;

  /**
   * CPU and memory of the step.
   *
   * @default - those of the first container, which the pod has anyway
   */
  readonly resources?: kplus.ContainerResources;
}
