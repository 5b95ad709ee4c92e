import { Chart, ChartProps, Size, Testing } from 'cdk8s';
import { testing } from 'cdk8s-stateful-app';
import { Construct } from 'constructs';
import { Database, DatabaseProps } from './database';
import { Settings } from './main';

const PROPS: DatabaseProps = {
  name: 'ledger',
  team: 'payments',
  storage: Size.gibibytes(20),
  dataPath: '/data',
  server: members => ({ name: 'server', image: 'ledger:1.4.2', args: members.peers(), ports: [{ number: 7000 }] }),
};

function manifests(props: Partial<DatabaseProps> = {}, chartProps: ChartProps = {}): testing.Manifests {
  const chart = new Chart(Testing.app(), 'chart', chartProps);
  new Database(chart, 'Database', { ...PROPS, ...props });
  return testing.Manifests.of(chart);
}

const ledger = (props?: Partial<DatabaseProps>) => manifests(props).statefulApp('ledger');
const server = (image: string): Partial<DatabaseProps> => ({ server: () => ({ name: 'server', image, ports: [{ number: 7000 }] }) });

describe('Database', () => {
  test('makes these objects', () => {
    expect(manifests().names).toMatchInlineSnapshot(`
[
  "PodDisruptionBudget/ledger",
  "Service/ledger",
  "Service/ledger-0",
  "Service/ledger-1",
  "Service/ledger-2",
  "Service/ledger-client",
  "StatefulSet/ledger",
]
`);
  });

  test('decides this for the StatefulSet', () => {
    expect(testing.Manifests.fromObjects([manifests().find('StatefulSet', 'ledger')]).snapshot()).toMatchInlineSnapshot(`
"apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: ledger
  labels:
    platform.example.com/team: payments
spec:
  podManagementPolicy: Parallel
  replicas: 3
  selector:
    matchLabels:
      platform.example.com/database: ledger
  serviceName: ledger
  template:
    metadata:
      labels:
        cdk8s.io/metadata.addr: ledger
        platform.example.com/database: ledger
        platform.example.com/team: payments
    spec:
      automountServiceAccountToken: false
      containers:
        - name: server
          args:
            - ledger-0.ledger
            - ledger-1.ledger
            - ledger-2.ledger
          image: ledger:1.4.2
          ports:
            - containerPort: 7000
          resources:
            limits:
              cpu: 1500m
              memory: 2048Mi
            requests:
              cpu: 1000m
              memory: 512Mi
          securityContext:
            allowPrivilegeEscalation: false
            privileged: false
            readOnlyRootFilesystem: true
            runAsNonRoot: true
          volumeMounts:
            - name: data
              mountPath: /data
      enableServiceLinks: false
      priorityClassName: database
      securityContext:
        fsGroup: 10001
        fsGroupChangePolicy: OnRootMismatch
        runAsGroup: 10001
        runAsNonRoot: true
        runAsUser: 10001
      setHostnameAsFQDN: false
      topologySpreadConstraints:
        - labelSelector:
            matchLabels:
              platform.example.com/database: ledger
          maxSkew: 1
          topologyKey: topology.kubernetes.io/zone
          whenUnsatisfiable: DoNotSchedule
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: 20Gi
        storageClassName: encrypted-ssd
"
`);
  });

  test('puts the data of each member onto an encrypted disk of its own', () => {
    expect(ledger().claims.map(({ name, storage, storageClassName }) => [name, storage, storageClassName])).toEqual([
      ['data-ledger-0', '20Gi', 'encrypted-ssd'],
      ['data-ledger-1', '20Gi', 'encrypted-ssd'],
      ['data-ledger-2', '20Gi', 'encrypted-ssd'],
    ]);
  });

  test('mounts the data where the server wants it', () => {
    expect(manifests({ dataPath: '/ledger' }).container('StatefulSet', 'ledger', 'server')).toMatchObject({
      volumeMounts: [{ name: 'data', mountPath: '/ledger' }],
    });
  });

  test('never deletes data', () => {
    expect(ledger().claim('data-ledger-0')).toMatchObject({ whenDeleted: 'Retain', whenScaled: 'Retain' });
  });

  test('has three members', () => {
    expect(ledger().podNames).toEqual(['ledger-0', 'ledger-1', 'ledger-2']);
  });

  test('starts all members at once', () => {
    expect(ledger().podManagementPolicy).toBe('Parallel');
  });

  test('gives each member a name in DNS', () => {
    expect(manifests({}, { namespace: 'shop' }).statefulApp('ledger').pod(2).dnsName).toBe('ledger-2.ledger.shop.svc.cluster.local');
  });

  test('leads clients to all members', () => {
    expect(ledger().service('ledger-client').podNames).toEqual(['ledger-0', 'ledger-1', 'ledger-2']);
  });

  test('tells the server its members', () => {
    expect(manifests({ members: 5 }).container('StatefulSet', 'ledger', 'server')).toHaveProperty('args', [
      'ledger-0.ledger', 'ledger-1.ledger', 'ledger-2.ledger', 'ledger-3.ledger', 'ledger-4.ledger',
    ]);
  });

  test('labels the pods with the team', () => {
    expect(manifests().find('StatefulSet', 'ledger')).toHaveProperty(
      ['spec', 'template', 'metadata', 'labels', 'platform.example.com/team'], 'payments');
  });

  test('selects the pods by the name of the database alone', () => {
    expect(manifests().find('StatefulSet', 'ledger')).toHaveProperty('spec.selector', { matchLabels: { 'platform.example.com/database': 'ledger' } });
  });

  test('labels of a chart reach neither selector nor claims', () => {
    const frozen = (labels?: Record<string, string>) => {
      const { selector, volumeClaimTemplates } = manifests({}, { labels }).find('StatefulSet', 'ledger').spec as Record<string, unknown>;
      return { selector, volumeClaimTemplates };
    };
    expect(frozen({ version: '1.4.2' })).toEqual(frozen());
  });

  test('is the same StatefulSet wherever the construct stands', () => {
    const moved = new Chart(Testing.app(), 'another-chart');
    new Database(new Construct(new Construct(moved, 'Payments'), 'Storage'), 'Ledger', PROPS);
    expect(JSON.stringify(testing.Manifests.of(moved).find('StatefulSet', 'ledger'))).toBe(JSON.stringify(manifests().find('StatefulSet', 'ledger')));
  });

  test('a new version reaches one member after the other', () => {
    expect(ledger(server('ledger:1.5.0')).rolloutFrom(ledger(server('ledger:1.4.2'))).replaced).toEqual(['ledger-2', 'ledger-1', 'ledger-0']);
  });

  test('more members leave those that are there alone', () => {
    const members = (count: number) => ledger({ members: count, ...server('ledger:1.4.2') });
    expect(members(5).rolloutFrom(members(3)).replaced).toEqual([]);
  });

  test('another team takes it over without losing data', () => {
    manifests({ team: 'treasury' }).assertUpdateFrom(manifests());
  });

  test('fails with an even number of members', () => {
    expect(() => manifests({ members: 4 })).toThrow('members 4 is an even number, which fails no better than 3; give an odd one');
  });
});

describe('Settings', () => {
  const etcd = (props?: ChartProps) => testing.Manifests.of(new Settings(Testing.app(), 'settings', props)).container('StatefulSet', 'settings', 'etcd');

  test('every member of etcd knows all members', () => {
    expect(etcd()).toMatchObject({
      command: expect.arrayContaining([
        '--initial-cluster=settings-0=http://settings-0.settings:2380,settings-1=http://settings-1.settings:2380,settings-2=http://settings-2.settings:2380',
      ]),
    });
  });

  test('a member of etcd calls itself as the others call it', () => {
    expect(etcd({ namespace: 'shop' })).toMatchObject({
      command: expect.arrayContaining(['--initial-advertise-peer-urls=http://$(POD_NAME).settings.shop.svc.cluster.local:2380']),
    });
  });

  test('breaks no rule', () => {
    const chart = new Settings(Testing.app(), 'settings');
    testing.Manifests.of(chart).assertNoFindings();
  });
});
