import * as fc from 'fast-check';
import { AddressedServiceChoices, AddressedType, Claim, ContainerChoices, Labels, Port, Program, ServiceChoices, Spread } from './program';
import { anyLabels, dnsName, maybe, mostly, numbers, records, selector, share } from './values';
import { ofPlainFields } from '../../plain-field-values';

// Programs are mostly valid, with a value here and there that may not be: where two are wrong at once, a rule that is
// missing on one side hides behind the other.

const CONTAINERS: ContainerChoices[][] = [
  [{ name: 'main', ports: [{ number: 5432, name: 'client' }] }],
  [{ name: 'main', ports: [{ number: 5432, name: 'client' }, { number: 8080 }] }],
  [{ name: 'main', ports: [{ number: 5432 }] }, { name: 'sidecar', ports: [{ number: 8080, name: 'client' }] }],
  [{ name: 'main', ports: [{ number: 5432, name: 'client' }, { number: 5432, name: 'gossip', protocol: 'UDP' }, { number: 8080 }] }],
];

const port: fc.Arbitrary<Port> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Port>({ port: 5432 }) },
  { weight: 1, arbitrary: fc.constant<Port>({ port: 80, targetPort: 5432 }) },
  {
    weight: 1,
    arbitrary: records<Port>({
      port: mostly(fc.constantFrom(80, 81, 82), fc.constantFrom(0, -1, 1.5, 65535, 65536)),
      targetPort: mostly(fc.constant(5432), fc.constantFrom(0, -1, 1.5, 65536, 9999)),
      nodePort: maybe(mostly(fc.constantFrom(30000, 30001, 30002, 30003), fc.constantFrom(0, -1, 1.5, 65536)), 20),
      protocol: maybe(mostly(fc.constant('TCP'), fc.constantFrom('UDP', 'SCTP'))),
      name: maybe(dnsName('client', 'peer')),
    }),
  },
);

const ports = fc.oneof(
  { weight: 6, arbitrary: fc.uniqueArray(port, { minLength: 1, maxLength: 3, selector: ({ port: number }) => number }) },
  { weight: 1, arbitrary: fc.array(port, { maxLength: 3 }) },
);

const CIDRS = ['', '10.0.0.0/8', '10.0.0.0', '10.0.0.0/33', 'all', ' 10.0.0.0/8', '010.0.0.0/8', '10.0.0.1/8', 'fd00::/8'];

const common = {
  ports: maybe(ports, 20),
  labels: maybe(anyLabels(), 10),
  annotations: maybe(anyLabels('an annotation takes anything'), 10),
  ipFamilies: maybe(mostly<('IPv4' | 'IPv6')[]>(fc.constant(['IPv4']), fc.array(fc.constantFrom('IPv4', 'IPv6'), { maxLength: 3 }), 2), 5),
  ipFamilyPolicy: maybe(fc.constantFrom('SingleStack' as const, 'PreferDualStack' as const, 'RequireDualStack' as const), 3),
  publishNotReadyAddresses: maybe(fc.boolean(), 10),
};

const headless: fc.Arbitrary<{ name?: string } & ServiceChoices> = records({ name: maybe(dnsName('peers')), ...common });

type Typed = AddressedServiceChoices & { type?: AddressedType };

/** Mostly with what goes with its type. */
function addressed(type: fc.Arbitrary<AddressedType | undefined>): fc.Arbitrary<Typed> {
  return type.chain((chosen) => records<Typed>({
    ...common,
    type: fc.constant(chosen),
    sessionAffinity: maybe(fc.constantFrom('None', 'ClientIP'), 10),
    externalTrafficPolicy: maybe(fc.constantFrom('Cluster', 'Local'), chosen === 'NodePort' || chosen === 'LoadBalancer' ? 15 : 1),
    loadBalancerIP: maybe(fc.constantFrom('192.0.2.1', 'none'), chosen === 'LoadBalancer' ? 15 : 1),
    loadBalancerClass: maybe(
      mostly(fc.constant('example.com/nlb'), fc.constantFrom('nlb', '', 'a b', 'Example.com/a', 'x/y/z', '-'), 3), chosen === 'LoadBalancer' ? 20 : 1),
    loadBalancerSourceRanges: maybe(
      fc.array(mostly(fc.constant('10.0.0.0/8'), fc.constantFrom(...CIDRS), 3), { maxLength: 2 }), chosen === 'LoadBalancer' ? 20 : 1),
    allocateLoadBalancerNodePorts: maybe(fc.boolean(), chosen === 'LoadBalancer' ? 15 : 1),
  }));
}

const types = fc.constantFrom<AddressedType[]>('ClusterIP', 'NodePort', 'LoadBalancer');
const typed = addressed(maybe(types, 60));

type PerOrdinal = { ordinal: number } & AddressedServiceChoices;

/** Together, in one flat object. */
function both<A extends object, B extends object>(one: fc.Arbitrary<A>, other: fc.Arbitrary<B>): fc.Arbitrary<A & B> {
  return fc.tuple(one, other).map(([a, b]) => ({ ...a, ...b }));
}

const podServices: fc.Arbitrary<NonNullable<Program['podServices']>> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ none: true as const }) },
  {
    weight: 5,
    arbitrary: types.chain((type) => {
      const own = both(
        records<{ ordinal: number }>({ ordinal: mostly(fc.nat(1), fc.constantFrom(-1, 1.5, 7)) }),
        addressed(fc.constant(type)).map(({ type: _, ...rest }) => rest));
      return both(addressed(fc.constant(type)).map((all) => ({ ...all, type })), records<{ count?: number; perOrdinal?: PerOrdinal[] }>({
        count: maybe(mostly(fc.integer({ min: 2, max: 3 }), fc.constantFrom(0, -1, 1.5)), 50),
        perOrdinal: maybe(fc.uniqueArray(own, { maxLength: 2, selector: ({ ordinal }) => ordinal })),
      }));
    }),
  },
);

const mount: fc.Arbitrary<NonNullable<Claim['mounts']>[number]> = records({
  path: mostly(fc.constantFrom('/data', '/wal', '/log', '/tmp', '/run', '/etc/db'), fc.constantFrom('', 'data', '/a:b', '/data/')),
  containers: maybe(mostly<string[]>(fc.constant(['main']), fc.constantFrom<string[][]>([], ['other'], ['main', 'sidecar'], ['main', 'main'])), 15),
  readOnly: maybe(fc.boolean(), 10),
  subPath: maybe(mostly(fc.constant('sub'), fc.constantFrom('', '/abs', '..', 'a/../b', 'a/..', '..a')), 10),
  subPathExpr: maybe(mostly(fc.constant('$(POD)'), fc.constantFrom('', '/abs', 'a/..', '$(')), 7),
});

const MODES = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'] as const;

const claim: fc.Arbitrary<Claim> = records<Claim>({
  name: dnsName('data', 'wal'),
  storage: records<Claim['storage']>({
    amount: mostly(fc.integer({ min: 1, max: 9 }), fc.constantFrom(0, 0.5, 1.5, 0.001, 1e-6, 8, 1000)),
    unit: fc.constantFrom('Gi', 'Ki', 'Mi', 'Ti', 'Pi'),
  }),
  accessModes: maybe(mostly(fc.constant([MODES[0]]), fc.array(fc.constantFrom(...MODES), { maxLength: 3 })), 30),
  storageClassName: maybe(dnsName('fast'), 20),
  volumeMode: maybe(fc.constantFrom('Filesystem', 'Block'), 20),
  labels: maybe(anyLabels(), 15),
  annotations: maybe(anyLabels('an annotation takes anything'), 15),
  selector: maybe(selector(), 15),
  dataSource: maybe(fc.oneof<fc.Arbitrary<NonNullable<Claim['dataSource']>>[]>(
    fc.record({ snapshot: dnsName('daily') }),
    fc.record({ claim: dnsName('old') }),
    fc.record({
      reference: records({
        apiGroup: maybe(mostly(fc.constant('example.com'), fc.constantFrom('', 'Example.com', 'a b')), 70),
        kind: mostly(fc.constantFrom('Backup', 'PersistentVolumeClaim'), fc.constantFrom('', 'a b')),
        name: dnsName('daily'),
      }),
    }),
  ), 10),
  mounts: maybe(fc.array(mount, { minLength: 1, maxLength: 2 }), 40),
});

const spread: fc.Arbitrary<Spread> = records<Spread>({
  topology: mostly(fc.constantFrom('topology.kubernetes.io/zone', 'kubernetes.io/hostname'), fc.constantFrom('', 'rack', 'a b', 'A.b/c')),
  maxSkew: maybe(numbers(1)),
  minDomains: maybe(numbers(1), 10),
  whenUnsatisfiable: maybe(fc.constantFrom('DoNotSchedule', 'ScheduleAnyway')),
  labelSelector: maybe(selector(), 20),
  matchLabelKeys: maybe(mostly<string[]>(fc.constant(['controller-revision-hash']), fc.constantFrom<string[][]>([], ['app'], ['a b'], ['cdk8s.io/metadata.addr'], ['x', 'x'])), 20),
});

/** One or two, mostly told apart by what must tell them apart. */
function several<T>(one: fc.Arbitrary<T>, by: (value: T) => string): fc.Arbitrary<T[]> {
  return mostly(fc.uniqueArray(one, { minLength: 1, maxLength: 2, selector: by }), fc.array(one, { minLength: 1, maxLength: 2 }));
}

/** Any program over StatefulApp, mostly valid. */
export const programs: fc.Arbitrary<Program> = records<Program>({
  ...ofPlainFields('random'),
  name: dnsName('db'),
  labels: maybe(anyLabels(), 10),
  annotations: maybe(anyLabels('an annotation takes anything'), 10),
  podLabels: maybe(anyLabels(), 10),
  podAnnotations: maybe(anyLabels('an annotation takes anything'), 10),
  containers: mostly(fc.constantFrom(...CONTAINERS), fc.constantFrom<ContainerChoices[][]>([{ name: 'main' }], []), 20),
  volumes: maybe(fc.constantFrom(['tmp'], ['data']), 10),
  replicas: maybe(numbers(0)),
  ordinals: maybe(records<NonNullable<Program['ordinals']>>({ start: maybe(numbers(0), 90) })),
  matchLabels: maybe(anyLabels(), 10),
  podManagementPolicy: maybe(fc.constantFrom('OrderedReady', 'Parallel'), 10),
  updateStrategy: maybe(fc.oneof<fc.Arbitrary<NonNullable<Program['updateStrategy']>>[]>(
    fc.constant({ onDelete: true }),
    records({ partition: maybe(numbers(0), 50), maxUnavailable: maybe(share(), 50) }),
  )),
  minReadySeconds: maybe(numbers(0), 20),
  retention: maybe(records<NonNullable<Program['retention']>>({
    whenDeleted: maybe(fc.constantFrom('Retain', 'Delete')),
    whenScaled: maybe(fc.constantFrom('Retain', 'Delete')),
  }), 10),
  claims: maybe(several(claim, ({ name }) => name), 50),
  spreads: maybe(several(spread, ({ topology }) => topology), 20),
  service: maybe(fc.oneof({ weight: 3, arbitrary: headless }, { weight: 1, arbitrary: fc.record({ existing: dnsName('peers') }) }), 40),
  podServices: maybe(podServices, 40),
  clients: maybe(several(both(records<{ name?: string; podLabels?: Labels; select?: boolean }>({
    name: maybe(mostly(dnsName('db-read', 'db-rw'), fc.constantFrom('db', 'db-0', 'db-primary')), 50),
    podLabels: maybe(mostly(fc.constant({ role: 'primary' }), anyLabels()), 15),
    select: maybe(fc.boolean(), 10),
  }), typed), ({ name = '' }) => name), 35),
  podServicesBesides: maybe(several(both(records<{ name: string; ordinal: number }>({
    name: dnsName('db-primary', 'db-first'),
    ordinal: mostly(fc.constant(0), fc.constantFrom(-1, 1.5, 1, 9)),
  }), typed), ({ name }) => name), 20),
  budget: maybe(records<NonNullable<Program['budget']>>({
    name: maybe(dnsName('db', 'db.budget')),
    minAvailable: maybe(share(), 15),
    maxUnavailable: maybe(share(), 40),
    unhealthyPodEvictionPolicy: maybe(fc.constantFrom('AlwaysAllow', 'IfHealthyBudget')),
  }), 30),
});
