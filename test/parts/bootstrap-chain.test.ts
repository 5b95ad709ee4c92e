import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { CloneServer, BootstrapChain, BootstrapChainProps, StatefulApp, StatefulAppProps } from '../../src';
import { BOOTSTRAP_SCRIPT } from '../../src/parts/bootstrap-script';
import { chart, CONTAINER, Manifest, manifestOf, statefulApp } from '../support';

const SERVER: CloneServer = { command: ['serve'], port: 3307 };

function dbWithClaim(props: Partial<StatefulAppProps> = {}, scope = chart('prod')): StatefulApp {
  // the server is a sidecar
  return statefulApp(scope, { targetVersion: '1.29-1.37', replicas: 3, volumeClaimTemplates: [{ name: 'data', storage: Size.gibibytes(1) }], ...props });
}

function chainOf(db: StatefulApp, props: Partial<BootstrapChainProps> = {}): BootstrapChain {
  return new BootstrapChain(db, 'Bootstrap', {
    volumeClaimTemplate: db.volumeClaimTemplate('data'), path: '/var/lib/db', initialize: ['create-db', '--here'], clone: ['copy-db'], ...props,
  });
}

/** The containers of the pods, by name. */
function containersOf(
  props: Partial<BootstrapChainProps> = {}, app: Partial<StatefulAppProps> = {}, then = (_: StatefulApp, __: BootstrapChain) => {},
) {
  const scope = chart('prod');
  const db = dbWithClaim(app, scope);
  then(db, chainOf(db, props));
  const { initContainers, containers } = manifestOf(scope, 'StatefulSet').spec.template.spec;
  return Object.fromEntries([...initContainers, ...containers].map((container: Manifest) => [container.name, container]));
}

function environmentOf(container: Manifest): Record<string, unknown> {
  return Object.fromEntries(container.env.map(({ name, value, valueFrom }: Manifest) => [name, value ?? valueFrom.fieldRef.fieldPath]));
}

const OWN_ENVIRONMENT = {
  POD_NAME: 'metadata.name',
  POD_NAMESPACE: 'metadata.namespace',
  POD_INDEX: "metadata.labels['apps.kubernetes.io/pod-index']",
  POD_DNS_NAME: '$(POD_NAME).db.$(POD_NAMESPACE).svc.cluster.local',
};

describe('the step', () => {
  test('runs the script on the data of the volume, with both commands', () => {
    expect(containersOf()['start-up'].command).toEqual([
      '/bin/sh', '-euc', BOOTSTRAP_SCRIPT, 'start-up', '/start-up/volume/data', '0', '', '', '2', 'create-db', '--here', 'copy-db',
    ]);
  });

  test('sees the whole volume', () => {
    expect(containersOf()['start-up'].volumeMounts).toEqual([{ name: 'data', mountPath: '/start-up/volume' }]);
  });

  test('knows the pod', () => {
    expect(environmentOf(containersOf()['start-up'])).toEqual(OWN_ENVIRONMENT);
  });

  test('knows the port of the server', () => {
    expect(environmentOf(containersOf({ server: SERVER })['start-up']).PREVIOUS_POD_PORT).toBe('3307');
  });

  test('knows the first ordinal', () => {
    expect(containersOf({}, { ordinals: { start: 5 } })['start-up'].command[5]).toBe('5');
  });

  test('knows whom the first pod is cloned from', () => {
    expect(containersOf({ cloneFirstFrom: 'db-4.old' })['start-up'].command[6]).toBe('db-4.old');
  });

  test('knows until when the first pod may be initialized', () => {
    expect(containersOf({ initializeBefore: '2026-12-24' })['start-up'].command[7]).toBe('20261224');
  });

  test('comes before the server, and both before what is added later', () => {
    const names = Object.keys(containersOf({ server: SERVER }, {}, db => db.addInitContainer({ name: 'later', image: 'busybox:1.36' })));
    expect(names).toEqual(['start-up', 'clone-server', 'later', 'main']);
  });

  test('is at hand', () => {
    expect(chainOf(dbWithClaim()).step.name).toBe('start-up');
  });
});

test('the step has what the first container has, and the pod needs no more for it', () => {
  const containers = [{ ...CONTAINER, resources: { cpu: { request: kplus.Cpu.millis(70) }, memory: { limit: Size.mebibytes(70) } } }];
  expect(containersOf({}, { containers })['start-up'].resources).toEqual({ requests: { cpu: '70m' }, limits: { memory: '70Mi' } });
});

describe('the script goes through the expansion of Kubernetes unchanged', () => {
  test('without a doubled dollar, which stands for one', () => {
    expect(BOOTSTRAP_SCRIPT).not.toContain('$$');
  });

  test('without the name of a variable in parentheses, which stands for its value', () => {
    expect(BOOTSTRAP_SCRIPT).not.toMatch(/\$\([A-Za-z_]+\)/);
  });
});

describe('the app', () => {
  test('sees the complete data only', () => {
    expect(containersOf().main.volumeMounts).toEqual([{ name: 'data', mountPath: '/var/lib/db', subPath: 'data' }]);
  });

  test('can have other containers that see the data', () => {
    const scope = chart();
    const db = dbWithClaim({}, scope);
    chainOf(db, { containers: [db.addContainer({ name: 'other', image: 'busybox:1.36' })] });
    const { containers } = manifestOf(scope, 'StatefulSet').spec.template.spec;
    expect(containers.map((container: Manifest) => container.volumeMounts?.length ?? 0)).toEqual([0, 1]);
  });

  test('can have containers that see the data at a place of their own, and init containers after the step', () => {
    const { upgrade } = containersOf({}, {}, (db, chain) => chain.mountInto(db.addInitContainer({ name: 'upgrade', image: 'db:2' }), '/db'));
    expect(upgrade.volumeMounts).toEqual([{ name: 'data', mountPath: '/db', subPath: 'data' }]);
  });

  test('can be scaled by an autoscaler', () => {
    const scope = chart();
    const db = dbWithClaim({ replicas: undefined }, scope);
    chainOf(db);
    new kplus.HorizontalPodAutoscaler(scope, 'autoscaler', { target: db, maxReplicas: 4 });
    expect(manifestOf(scope, 'StatefulSet').spec.template.spec.initContainers[0].name).toBe('start-up');
  });
});

describe('the server', () => {
  test('is there only where it is asked for', () => {
    const chain = chainOf(dbWithClaim());
    expect([chain.server, chain.step.name]).toEqual([undefined, 'start-up']);
  });

  test('is a sidecar that the next pod waits for', () => {
    expect(containersOf({ server: SERVER })['clone-server']).toMatchObject({
      restartPolicy: 'Always',
      command: ['serve'],
      readinessProbe: { tcpSocket: { port: 3307 }, periodSeconds: 5 },
    });
  });

  test('sees the complete data only, and cannot write to it', () => {
    expect(containersOf({ server: SERVER })['clone-server'].volumeMounts).toEqual([
      { name: 'data', mountPath: '/start-up/data', subPath: 'data', readOnly: true },
    ]);
  });

  test('knows the pod and its data', () => {
    expect(environmentOf(containersOf({ server: SERVER })['clone-server'])).toEqual({ ...OWN_ENVIRONMENT, DATA_DIRECTORY: '/start-up/data' });
  });

  test('has no port in the Services of the app', () => {
    const scope = chart();
    chainOf(dbWithClaim({}, scope), { server: SERVER });
    expect(manifestOf(scope, 'Service', 'db-0').spec.ports).toEqual([{ name: 'client', port: 5432 }]);
  });

  test('is at hand', () => {
    expect(chainOf(dbWithClaim(), { server: SERVER }).server?.name).toBe('clone-server');
  });

  test.each<[keyof CloneServer, Partial<CloneServer>, object]>([
    ['writable', { writable: true }, { volumeMounts: [{ name: 'data', readOnly: false }] }],
    ['readiness', { readiness: kplus.Probe.fromCommand(['ready']) }, { readinessProbe: { exec: { command: ['ready'] } } }],
    ['liveness', { liveness: kplus.Probe.fromCommand(['alive']) }, { livenessProbe: { exec: { command: ['alive'] } } }],
    ['startup', { startup: kplus.Probe.fromCommand(['started']) }, { startupProbe: { exec: { command: ['started'] } } }],
    ['resources', { resources: { cpu: { request: kplus.Cpu.millis(50) } } }, { resources: { requests: { cpu: '50m' } } }],
  ])('renders %s', (_, props, expected) => {
    expect(containersOf({ server: { ...SERVER, ...props } })['clone-server']).toMatchObject(expected);
  });
});

describe('the step and the server', () => {
  const both = (props: Partial<BootstrapChainProps> = {}, app: Partial<StatefulAppProps> = {}) => {
    const { 'start-up': step, 'clone-server': server } = containersOf({ server: SERVER, ...props }, app);
    return [step, server];
  };

  test('are as the first container: image, pull policy and security', () => {
    const main = {
      ...CONTAINER,
      imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
      securityContext: {
        user: 999, capabilities: { drop: [kplus.Capability.ALL] }, seccompProfile: { type: kplus.SeccompProfileType.RUNTIME_DEFAULT },
      },
    };
    for (const container of both({}, { containers: [main] })) {
      expect(container).toMatchObject({
        image: 'postgres:16.4',
        imagePullPolicy: 'IfNotPresent',
        securityContext: { runAsUser: 999, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] }, seccompProfile: { type: 'RuntimeDefault' } },
      });
    }
  });

  const scratch = kplus.Volume.fromEmptyDir(chart(), 'Scratch', 'scratch');

  test.each<[keyof BootstrapChainProps, Partial<BootstrapChainProps>, object]>([
    ['image', { image: 'tools:1.0' }, { image: 'tools:1.0' }],
    ['imagePullPolicy', { imagePullPolicy: kplus.ImagePullPolicy.NEVER }, { imagePullPolicy: 'Never' }],
    ['securityContext', { securityContext: { user: 70 } }, { securityContext: { runAsUser: 70, runAsNonRoot: true } }],
    ['resources', { resources: { memory: { limit: Size.mebibytes(64) } } }, { resources: { limits: { memory: '64Mi' } } }],
    ['volumeMounts', { volumeMounts: [{ path: '/tmp', volume: scratch }] }, { volumeMounts: [{ name: 'scratch', mountPath: '/tmp' }, { name: 'data' }] }],
  ])('render %s', (_, props, expected) => {
    for (const container of both(props)) {
      expect(container).toMatchObject(expected);
    }
  });

  test('render envVariables after what is known of the pod, so that they can use it', () => {
    for (const container of both({ envVariables: { ID: kplus.EnvValue.fromValue('$(POD_INDEX)') } })) {
      expect(container.env[container.env.length - 1]).toEqual({ name: 'ID', value: '$(POD_INDEX)' });
    }
  });

  test('can have what the identity gives to all containers', () => {
    const scope = chart('prod');
    const db = dbWithClaim({}, scope);
    chainOf(db, { server: SERVER, envVariables: db.identity.environment() });
    expect(environmentOf(manifestOf(scope, 'StatefulSet').spec.template.spec.initContainers[1])).toEqual({ ...OWN_ENVIRONMENT, DATA_DIRECTORY: '/start-up/data' });
  });
});

test.each<[string, Partial<BootstrapChainProps>, string]>([
  ['a first pod without a command', { initialize: [] }, 'initialize [] is no command; say what fills DATA_DIRECTORY in the first pod'],
  ['further pods without a command', { clone: [] }, 'clone [] is no command; say what fills DATA_DIRECTORY from PREVIOUS_POD_HOST'],
  ['a server without a command', { server: { ...SERVER, command: [] } }, 'server.command [] is no command; say what gives DATA_DIRECTORY to the next pod'],
  ['a port that is none', { server: { ...SERVER, port: 0 } }, 'server.port 0 is not a whole number from 1 to 65535'],
  ['nobody to clone from', { cloneFirstFrom: '' }, 'cloneFirstFrom "" is no host; leave it out to initialize the first pod'],
  ['a day that is none', { initializeBefore: 'tomorrow' }, 'initializeBefore "tomorrow" is no day; write it as "2026-12-24"'],
  ['a day that its month does not have', { initializeBefore: '2026-02-30' }, 'initializeBefore "2026-02-30" is no day; write it as "2026-12-24"'],
  ['a first pod that is both cloned and initialized', { cloneFirstFrom: 'db-4.old', initializeBefore: '2026-12-24' },
    'initializeBefore "2026-12-24" initializes a first pod that cloneFirstFrom clones; give one of them'],
  ['a relative path', { path: 'data' }, 'path "data" is not absolute; begin it with "/"'],
  ['a variable that the script sets', { envVariables: { DATA_DIRECTORY: kplus.EnvValue.fromValue('/data') } }, 'envVariables "DATA_DIRECTORY" is set by the BootstrapChain; choose another name'],
  ['another value of what is known of the pod', { envVariables: { POD_NAME: kplus.EnvValue.fromValue('db-0') } }, 'envVariables "POD_NAME" is set by the BootstrapChain; choose another name'],
])('fails for %s', (_, props, message) => {
  expect(() => chainOf(dbWithClaim(), props)).toThrow(message);
});

test('fails where all pods start at once', () => {
  expect(() => chainOf(dbWithClaim({ podManagementPolicy: kplus.PodManagementPolicy.PARALLEL })))
    .toThrow('podManagementPolicy "Parallel" starts all pods at once, so that the pod before may have nothing to clone; use ORDERED_READY');
});

test('fails for a claim of another app', () => {
  const other = new StatefulApp(chart(), 'other', { containers: [CONTAINER], volumeClaimTemplates: [{ name: 'data', storage: Size.gibibytes(1) }] });
  expect(() => chainOf(dbWithClaim(), { volumeClaimTemplate: other.volumeClaimTemplate('data') }))
    .toThrow('volumeClaimTemplate "data" is a claim template of another app; use one of this app');
});

test('fails for a block device', () => {
  const volumeClaimTemplates = [{ name: 'data', storage: Size.gibibytes(1), volumeMode: kplus.PersistentVolumeMode.BLOCK }];
  expect(() => chainOf(dbWithClaim({ volumeClaimTemplates }))).toThrow('volumeClaimTemplate "data" is a block device, and the data is a directory; use volumeMode FILE_SYSTEM');
});

test('fails for a second chain', () => {
  const db = dbWithClaim();
  chainOf(db);
  expect(() => new BootstrapChain(db, 'Again', { volumeClaimTemplate: db.volumeClaimTemplate('data'), path: '/db', initialize: ['a'], clone: ['b'] }))
    .toThrow('app "db" has a BootstrapChain already, and its data is one directory; keep one');
});

test('fails for an init container that runs before the data is there', () => {
  const db = dbWithClaim();
  const early = db.addInitContainer({ name: 'early', image: 'busybox:1.36' });
  expect(() => chainOf(db, { containers: [early] })).toThrow('container "early" is an init container that runs before the data is there; add it after the BootstrapChain');
});

test('fails where there is no container whose image could be taken', () => {
  expect(() => chainOf(dbWithClaim({ containers: [] }))).toThrow('image is missing, and the app has no container yet');
});

test('fails where there is no container to see the data', () => {
  expect(() => chainOf(dbWithClaim({ containers: [] }), { image: 'db:1' })).toThrow('containers are missing: the app has none yet');
});
