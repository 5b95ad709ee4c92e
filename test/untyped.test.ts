import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { HeadlessService, PodServices, StatefulApp, StatefulAppProps, UpdateStrategy } from '../src';
import { chart, CONTAINER, specOf, statefulApp } from './support';

/** Properties as a program has them whose types nobody checks. */
function untyped(props: object): Partial<StatefulAppProps> {
  return props;
}

const DATA = { name: 'data', storage: Size.gibibytes(1) };

test.each<[object, string]>([
  [{ replica: 3 }, 'replica is no property of StatefulApp; write replicas'],
  [{ minReadySeconds: 5 }, 'minReadySeconds is no property of StatefulApp; write minReady'],
  [{ color: 'red' }, 'color is no property of StatefulApp; leave it out, as nothing would read it'],
  [
    { strategy: kplus.StatefulSetUpdateStrategy.onDelete() },
    'strategy is no property of StatefulApp; write updateStrategy: UpdateStrategy.rollingUpdate(…) or UpdateStrategy.onDelete()',
  ],
  [{ serviceName: 'db' }, "serviceName is no property of StatefulApp; write service: HeadlessService.create({ name: '…' })"],
  [{ ordinals: { first: 3 } }, 'first is no property of ordinals; leave it out, as nothing would read it'],
  [
    { persistentVolumeClaimRetentionPolicy: { whenScale: 'Delete' } },
    'whenScale is no property of persistentVolumeClaimRetentionPolicy; write whenScaled',
  ],
  [{ volumeClaimTemplates: [{ ...DATA, size: '1Gi' }] }, 'size is no property of volumeClaimTemplates; write storage: Size.gibibytes(…)'],
  [
    { volumeClaimTemplates: [{ ...DATA, mounts: [{ path: '/data', subpath: 'a' }] }] },
    'subpath is no property of volumeClaimTemplates.mounts; write subPath',
  ],
  [
    { topologySpreadConstraints: [{ topology: kplus.Topology.ZONE, maxSkews: 1 }] },
    'maxSkews is no property of topologySpreadConstraints; write maxSkew',
  ],
])('fails for a property that nothing would read: %o', (props, message) => {
  expect(() => statefulApp(chart(), untyped(props))).toThrow(new Error(message));
});

test.each<[string, () => unknown, string]>([
  ['HeadlessService', () => HeadlessService.create({ label: {} } as object), 'label is no property of HeadlessService.create; write labels'],
  ['PodServices', () => PodServices.nodePort({ count: 1, type: 'NodePort' } as object), 'type is no property of podServices; leave it out, as nothing would read it'],
  [
    'the Service of one pod',
    () => PodServices.clusterIP({ perOrdinal: [{ ordinal: 0, annotation: {} } as { ordinal: number }] }),
    'annotation is no property of podServices.perOrdinal; write annotations',
  ],
  ['UpdateStrategy', () => UpdateStrategy.rollingUpdate({ partitions: 1 } as object), 'partitions is no property of UpdateStrategy.rollingUpdate; write partition'],
  [
    'a Service for clients',
    () => statefulApp(chart()).addClientService({ selector: {} } as object),
    'selector is no property of Service "db-client"; write podLabels',
  ],
  [
    'a PodDisruptionBudget',
    () => statefulApp(chart()).addPodDisruptionBudget({ maxUnavailabel: 1 } as object),
    'maxUnavailabel is no property of addPodDisruptionBudget; write maxUnavailable',
  ],
  ['a NetworkPolicy', () => statefulApp(chart()).addNetworkPolicy({ client: [] } as object), 'client is no property of addNetworkPolicy; write clients'],
])('fails for an option of %s that nothing would read', (_, make, message) => {
  expect(make).toThrow(new Error(message));
});

test.each<[string, (scope: ReturnType<typeof chart>) => object, string]>([
  [
    'a Service of cdk8s-plus',
    scope => ({ service: new kplus.Service(scope, 'service', { clusterIP: 'None', ports: [{ port: 80 }] }) }),
    'service (a Service) is of another type; write HeadlessService.create(…), HeadlessService.fromService(service) for one that you made, '
      + 'or HeadlessService.fromServiceName(name)',
  ],
  ['the name of a Service', () => ({ service: 'db' }), 'service "db" is of another type; write HeadlessService.create(…)'],
  ['a number of seconds', () => ({ minReady: 5 }), 'minReady 5 is of another type; write Duration.seconds(…)'],
  ['the name of a strategy', () => ({ updateStrategy: 'OnDelete' }), 'updateStrategy "OnDelete" is of another type; write UpdateStrategy.rollingUpdate(…)'],
  ['a plain object for the Services of pods', () => ({ podServices: {} }), 'podServices {} is of another type; write PodServices.clusterIP(…)'],
  [
    'a quantity for a size',
    () => ({ volumeClaimTemplates: [{ name: 'data', storage: '1Gi' }] }),
    'volumeClaimTemplates.storage "1Gi" is of another type; write Size.gibibytes(…)',
  ],
])('fails for %s, and says what to write', (_, propsOf, message) => {
  const scope = chart();
  expect(() => statefulApp(scope, untyped(propsOf(scope)))).toThrow(message);
});

test('undefined is no value, whatever the property is called', () => {
  expect(specOf(untyped({ strategy: undefined, color: undefined }))).toMatchObject({ replicas: 1 });
});

describe('a class of the user’s own', () => {
  interface DatabaseProps extends StatefulAppProps {
    readonly tier: string;
    readonly strategy?: unknown;
  }

  class Database extends StatefulApp {
    constructor(scope: ReturnType<typeof chart>, props: DatabaseProps) {
      super(scope, 'db', props);
    }
  }

  test('passes on properties of its own', () => {
    expect(() => new Database(chart(), { tier: 'gold', strategy: 'blue-green', containers: [CONTAINER] })).not.toThrow();
  });

  test('fails with the strategy of cdk8s-plus, which is none of its own', () => {
    const strategy = kplus.StatefulSetUpdateStrategy.onDelete();
    expect(() => new Database(chart(), { tier: 'gold', strategy, containers: [CONTAINER] })).toThrow('strategy is no property of StatefulApp');
  });
});
