import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { CloneServer, BootstrapChainProps } from './bootstrap-chain-props';
import { BOOTSTRAP_SCRIPT } from './bootstrap-script';
import { requireOwnTemplate } from './claims-of-template';
import { containersOf, isSameValue, requireAbsolute } from './containers';
import { errorMessage, refuse, requireInteger } from '../private/errors';
import { StatefulApp } from '../stateful-app';

/** Where the step sees the whole volume. The others see only the directory in it that is complete. */
const VOLUME = '/start-up/volume';
const DIRECTORY = 'data';
const SERVED = `/start-up/${DIRECTORY}`;

/** What the script sets, whatever the container says. */
const SET_BY_SCRIPT = ['DATA_DIRECTORY', 'PREVIOUS_POD_HOST', 'PREVIOUS_POD_PORT'];

/**
 * How each pod gets its data before the app starts: the first pod is initialized, once, and each further one is cloned
 * from the one before it, which is ready by then. The commands are yours, the order and the wiring are made here.
 *
 * The step is an init container. The data is made in a directory of its own and renamed when it is complete, so that
 * there is never half of it: a step that breaks off starts again from nothing, and one that finds the data does nothing.
 * The containers of the app see only the complete directory.
 *
 * An empty volume of the first pod looks the same on the first day and after its disk was lost, so nothing is guessed: the
 * step waits, and its log has the two commands that go on. `touch /start-up/volume/initialize` in it permits the first
 * start, and is refused while DNS knows other pods; `touch /start-up/volume/clone-from-db-2` gets the data of another pod.
 * Where nobody can run a command in a pod, `initializeBefore` permits the first start until a day.
 *
 * The step runs as no root and owns what it makes; the volume must be writable for it, by `fsGroup` in the
 * `securityContext` of the app. Use `fsGroupChangePolicy` ON_ROOT_MISMATCH with databases that refuse data which their
 * group can write: with ALWAYS, each start of a pod makes it so.
 *
 * It needs `podManagementPolicy` OrderedReady. With a `server` it needs Kubernetes 1.29 or later.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/
 * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
 */
export class BootstrapChain extends Construct {
  /**
   * The init container `start-up`, which makes the data.
   */
  public readonly step: kplus.Container;

  /**
   * The sidecar that gives the data to the next pod, where there is one.
   */
  public readonly server?: kplus.Container;

  /**
   * @throws where properties contradict each other, or the app has no container yet and `image` or `containers` is missing
   */
  constructor(private readonly app: StatefulApp, id: string, private readonly props: BootstrapChainProps) {
    super(app, id);
    requireOrder(app);
    requireCommands(props);
    requireFirst(props);
    requireTemplate(app, props);
    requireEnvironment(app, props);
    this.step = this.createStep();
    this.server = props.server && this.createServer(props.server);
    containersOf(app, props.containers, 'the data').forEach(container => this.mountInto(container));
  }

  /**
   * Lets another container of the app see the data.
   *
   * @param path the directory, where it is another than `path` of the properties
   * @throws where the container is an init container that runs before the data is there
   */
  public mountInto(container: kplus.Container, path: string = this.props.path): void {
    requireAbsolute(path);
    const order = this.app.initContainers.indexOf(container);
    const isEarly = order !== -1 && order < this.app.initContainers.indexOf(this.step);
    refuse('container', container.name,
      isEarly ? { problem: 'is an init container that runs before the data is there', fix: 'add it after the BootstrapChain' } : undefined);
    container.mount(path, this.props.volumeClaimTemplate.asVolume(), { subPath: DIRECTORY });
  }

  private createStep(): kplus.Container {
    const { initialize, clone, server, cloneFirstFrom = '', initializeBefore = '', envVariables, volumeMounts } = this.props;
    const { identity } = this.app;
    return this.app.addInitContainer({
      ...this.shared(),
      name: 'start-up',
      command: [
        '/bin/sh', '-euc', BOOTSTRAP_SCRIPT, 'start-up',
        `${VOLUME}/${DIRECTORY}`, `${identity.firstOrdinal}`, cloneFirstFrom, initializeBefore.replaceAll('-', ''),
        `${initialize.length}`, ...initialize, ...clone,
      ],
      envVariables: {
        ...identity.environment(),
        ...server && { PREVIOUS_POD_PORT: kplus.EnvValue.fromValue(`${server.port}`) },
        ...envVariables,
      },
      volumeMounts: [...volumeMounts ?? [], { path: VOLUME, volume: this.props.volumeClaimTemplate.asVolume() }],
      // it runs before the app, and so the pod needs nothing more for it
      resources: this.props.resources ?? this.app.containers[0]?.resources,
    });
  }

  private createServer({ command, port, writable, readiness, liveness, startup, resources }: CloneServer): kplus.Container {
    const { volumeClaimTemplate, envVariables, volumeMounts } = this.props;
    return this.app.addInitContainer({
      ...this.shared(),
      name: 'clone-server',
      // what makes it a sidecar: it starts before the app, and is ended after it
      restartPolicy: kplus.ContainerRestartPolicy.ALWAYS,
      command,
      // the port is not declared, as the Services of the app would then lead clients to it
      readiness: readiness ?? kplus.Probe.fromTcpSocket({ port, periodSeconds: Duration.seconds(5) }),
      liveness,
      startup,
      envVariables: { ...this.app.identity.environment(), DATA_DIRECTORY: kplus.EnvValue.fromValue(SERVED), ...envVariables },
      volumeMounts: [...volumeMounts ?? [], { path: SERVED, volume: volumeClaimTemplate.asVolume(), subPath: DIRECTORY, readOnly: !writable }],
      resources: resources ?? this.props.resources,
    });
  }

  /** As for the first container: what the app writes must be what the step made, by the same program and user. */
  private shared(): Pick<kplus.ContainerProps, 'image' | 'imagePullPolicy' | 'securityContext'> {
    const { containers: [first] } = this.app;
    const { image = first?.image, imagePullPolicy = first?.imagePullPolicy, securityContext = first?.securityContext } = this.props;
    if (image === undefined) {
      throw new Error('image is missing, and the app has no container yet whose image could be taken; give one');
    }
    return { image, imagePullPolicy, securityContext };
  }
}

function requireOrder(app: StatefulApp): void {
  refuse('podManagementPolicy', app.podManagementPolicy, app.podManagementPolicy === kplus.PodManagementPolicy.PARALLEL
    ? { problem: 'starts all pods at once, so that the pod before may have nothing to clone', fix: 'use ORDERED_READY' } : undefined);
  if (app.initContainers.some(container => container.name === 'start-up')) {
    throw new Error(errorMessage('app', app.name, 'has a BootstrapChain already, and its data is one directory', 'keep one'));
  }
}

function requireCommands({ initialize, clone, server }: BootstrapChainProps): void {
  refuse('initialize', initialize,
    initialize.length === 0 ? { problem: 'is no command', fix: 'say what fills DATA_DIRECTORY in the first pod' } : undefined);
  refuse('clone', clone, clone.length === 0 ? { problem: 'is no command', fix: 'say what fills DATA_DIRECTORY from PREVIOUS_POD_HOST' } : undefined);
  refuse('server.command', server?.command,
    server?.command.length === 0 ? { problem: 'is no command', fix: 'say what gives DATA_DIRECTORY to the next pod' } : undefined);
  requireInteger('server.port', server?.port, 1, 65535);
}

function requireFirst({ cloneFirstFrom, initializeBefore }: BootstrapChainProps): void {
  refuse('cloneFirstFrom', cloneFirstFrom,
    cloneFirstFrom === '' ? { problem: 'is no host', fix: 'leave it out to initialize the first pod' } : undefined);
  refuse('initializeBefore', initializeBefore,
    initializeBefore !== undefined && !isDay(initializeBefore) ? { problem: 'is no day', fix: 'write it as "2026-12-24"' } : undefined);
  refuse('initializeBefore', initializeBefore, initializeBefore !== undefined && cloneFirstFrom !== undefined
    ? { problem: 'initializes a first pod that cloneFirstFrom clones', fix: 'give one of them' } : undefined);
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  // a day that no month has is another one here
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function requireTemplate(app: StatefulApp, { volumeClaimTemplate: template }: BootstrapChainProps): void {
  requireOwnTemplate(app, template);
  refuse('volumeClaimTemplate', template.name, template.volumeMode === kplus.PersistentVolumeMode.BLOCK
    ? { problem: 'is a block device, and the data is a directory', fix: 'use volumeMode FILE_SYSTEM' } : undefined);
}

function requireEnvironment(app: StatefulApp, { envVariables = {} }: BootstrapChainProps): void {
  const own = app.identity.environment();
  for (const [name, value] of Object.entries(envVariables)) {
    const isTaken = SET_BY_SCRIPT.includes(name) || (name in own && !isSameValue(value, own[name]));
    refuse('envVariables', name, isTaken ? { problem: 'is set by the BootstrapChain', fix: 'choose another name' } : undefined);
  }
}
