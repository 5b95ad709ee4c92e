import { Chart, ChartProps, Size, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { Database, DatabaseProps } from './database';
import { Settings } from './main';
import { container, find, names, podSpec } from '../testing';

const PROPS: DatabaseProps = {
  name: 'ledger',
  team: 'payments',
  storage: Size.gibibytes(20),
  dataPath: '/data',
  server: members => ({ name: 'server', image: 'ledger:1.4.2', args: members.peers(), ports: [{ number: 7000 }] }),
};

function chart(props: Partial<DatabaseProps> = {}, chartProps: ChartProps = {}): Chart {
  const it = new Chart(Testing.app(), 'chart', chartProps);
  new Database(it, 'Database', { ...PROPS, ...props });
  return it;
}

const statefulSet = (props?: Partial<DatabaseProps>) => find(chart(props), 'StatefulSet', 'ledger');

describe('Database', () => {
  test('makes these objects', () => {
    expect(names(chart())).toMatchInlineSnapshot(`
[
  "StatefulSet/ledger",
  "Service/ledger",
  "Service/ledger-client",
  "PodDisruptionBudget/ledger",
  "Service/ledger-0",
  "Service/ledger-1",
  "Service/ledger-2",
]
`);
  });

  test('decides this for the pods', () => {
    const { containers, ...pod } = podSpec(chart(), 'StatefulSet', 'ledger');
    expect(containers).toHaveLength(1);
    expect(pod).toMatchInlineSnapshot(`
{
  "automountServiceAccountToken": false,
  "dnsPolicy": "ClusterFirst",
  "enableServiceLinks": false,
  "hostNetwork": false,
  "priorityClassName": "database",
  "restartPolicy": "Always",
  "securityContext": {
    "fsGroup": 10001,
    "fsGroupChangePolicy": "OnRootMismatch",
    "runAsGroup": 10001,
    "runAsNonRoot": true,
    "runAsUser": 10001,
  },
  "setHostnameAsFQDN": false,
  "terminationGracePeriodSeconds": 30,
  "topologySpreadConstraints": [
    {
      "labelSelector": {
        "matchLabels": {
          "platform.example.com/database": "ledger",
        },
      },
      "maxSkew": 1,
      "topologyKey": "topology.kubernetes.io/zone",
      "whenUnsatisfiable": "DoNotSchedule",
    },
  ],
}
`);
  });

  test('puts the data onto encrypted disks', () => {
    expect(statefulSet()).toMatchObject({
      spec: { volumeClaimTemplates: [{ spec: { storageClassName: 'encrypted-ssd', resources: { requests: { storage: '20Gi' } } } }] },
    });
  });

  test('mounts the data where the server wants it', () => {
    expect(container(chart({ dataPath: '/ledger' }), 'StatefulSet', 'ledger', 'server')).toMatchObject({
      volumeMounts: [{ name: 'data', mountPath: '/ledger' }],
    });
  });

  test('never deletes data', () => {
    expect(statefulSet()).toHaveProperty('spec.persistentVolumeClaimRetentionPolicy', { whenDeleted: 'Retain', whenScaled: 'Retain' });
  });

  test('has three members', () => {
    expect(statefulSet()).toHaveProperty('spec.replicas', 3);
  });

  test('starts all members at once', () => {
    expect(statefulSet()).toHaveProperty('spec.podManagementPolicy', 'Parallel');
  });

  test('tells the server its members', () => {
    expect(container(chart({ members: 5 }), 'StatefulSet', 'ledger', 'server')).toHaveProperty('args', [
      'ledger-0.ledger', 'ledger-1.ledger', 'ledger-2.ledger', 'ledger-3.ledger', 'ledger-4.ledger',
    ]);
  });

  test('labels the pods with the team', () => {
    expect(statefulSet()).toMatchObject({ spec: { template: { metadata: { labels: { 'platform.example.com/team': 'payments' } } } } });
  });

  test('selects the pods by the name of the database alone', () => {
    expect(statefulSet()).toHaveProperty('spec.selector', { matchLabels: { 'platform.example.com/database': 'ledger' } });
  });

  test('labels of a chart reach neither selector nor claims', () => {
    const frozen = (labels?: Record<string, string>) => {
      const { selector, volumeClaimTemplates } = find(chart({}, { labels }), 'StatefulSet', 'ledger').spec as Record<string, unknown>;
      return { selector, volumeClaimTemplates };
    };
    expect(frozen({ version: '1.4.2' })).toEqual(frozen());
  });

  test('is the same StatefulSet wherever the construct stands', () => {
    const moved = new Chart(Testing.app(), 'another-chart');
    new Database(new Construct(new Construct(moved, 'Payments'), 'Storage'), 'Ledger', PROPS);
    expect(JSON.stringify(find(moved, 'StatefulSet', 'ledger'))).toBe(JSON.stringify(statefulSet()));
  });

  test('fails with an even number of members', () => {
    expect(() => chart({ members: 4 })).toThrow('members 4 is an even number, which fails no better than 3; give an odd one');
  });
});

describe('Settings', () => {
  test('every member of etcd knows all members', () => {
    expect(container(new Settings(Testing.app(), 'settings'), 'StatefulSet', 'settings', 'etcd')).toMatchObject({
      command: expect.arrayContaining([
        '--initial-cluster=settings-0=http://settings-0.settings:2380,settings-1=http://settings-1.settings:2380,settings-2=http://settings-2.settings:2380',
      ]),
    });
  });

  test('a member of etcd calls itself as the others call it', () => {
    expect(container(new Settings(Testing.app(), 'settings', { namespace: 'shop' }), 'StatefulSet', 'settings', 'etcd')).toMatchObject({
      command: expect.arrayContaining(['--initial-advertise-peer-urls=http://$(POD_NAME).settings.shop.svc.cluster.local:2380']),
    });
  });
});
