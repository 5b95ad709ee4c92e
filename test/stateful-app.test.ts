import { ApiObject, App, Chart, Duration, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { PodServices, StatefulApp, StatefulAppProps } from '../src';
import { chart, CONTAINER, manifestOf, podSpecOf, specOf, statefulApp } from './support';

const ADDRESS = 'cdk8s.io/metadata.addr';

test('the least app is a StatefulSet with all of its choices spelled out', () => {
  const scope = chart();
  statefulApp(scope, { containers: [{ ...CONTAINER, resources: {} }] });
  expect(manifestOf(scope, 'StatefulSet')).toMatchInlineSnapshot(`
{
  "apiVersion": "apps/v1",
  "kind": "StatefulSet",
  "metadata": {
    "name": "db",
  },
  "spec": {
    "minReadySeconds": 0,
    "persistentVolumeClaimRetentionPolicy": {
      "whenDeleted": "Retain",
      "whenScaled": "Retain",
    },
    "podManagementPolicy": "OrderedReady",
    "replicas": 1,
    "selector": {
      "matchLabels": {
        "cdk8s.io/metadata.addr": "db",
      },
    },
    "serviceName": "db",
    "template": {
      "metadata": {
        "labels": {
          "cdk8s.io/metadata.addr": "db",
        },
      },
      "spec": {
        "automountServiceAccountToken": false,
        "containers": [
          {
            "image": "postgres:16.4",
            "imagePullPolicy": "Always",
            "name": "main",
            "ports": [
              {
                "containerPort": 5432,
                "name": "client",
              },
            ],
            "securityContext": {
              "allowPrivilegeEscalation": false,
              "privileged": false,
              "readOnlyRootFilesystem": true,
              "runAsNonRoot": true,
            },
          },
        ],
        "dnsPolicy": "ClusterFirst",
        "enableServiceLinks": false,
        "hostNetwork": false,
        "restartPolicy": "Always",
        "securityContext": {
          "fsGroupChangePolicy": "Always",
          "runAsNonRoot": true,
        },
        "setHostnameAsFQDN": false,
        "terminationGracePeriodSeconds": 30,
      },
    },
    "updateStrategy": {
      "rollingUpdate": {
        "partition": 0,
      },
      "type": "RollingUpdate",
    },
  },
}
`);
});

test('the default child is the StatefulSet', () => {
  expect(ApiObject.of(statefulApp(chart())).kind).toBe('StatefulSet');
});

test('the ids of its children are part of the contract', () => {
  const app = statefulApp(chart(), { ordinals: { start: 1 }, isolate: true });
  app.addVolumeClaimTemplate({ name: 'data', storage: Size.gibibytes(1) });
  app.addClientService();
  app.addPodService(1, { name: 'db-primary' });
  app.addPodDisruptionBudget();
  app.addNetworkPolicy();
  expect(app.node.children.map(child => child.node.id).sort()).toEqual([
    'Claim-data', 'DefaultDenyAll', 'NetworkPolicy', 'PodDisruptionBudget', 'PodService-1', 'Resource', 'Service', 'Service-db-client', 'Service-db-primary',
  ]);
});

describe('identity', () => {
  const props: StatefulAppProps = {
    metadata: { name: 'db' },
    containers: [CONTAINER],
    spread: true,
    volumeClaimTemplates: [{ name: 'data', storage: Size.gibibytes(1), mounts: [{ path: '/data' }] }],
    topologySpreadConstraints: [{ topology: kplus.Topology.ZONE }],
  };

  test('all manifests are byte for byte the same wherever the construct stands in the tree', () => {
    const [here, there] = [chart(), chart()];
    const add = (scope: Construct, id: string) => {
      const app = new StatefulApp(scope, id, props);
      app.addClientService();
      app.addPodDisruptionBudget();
    };
    add(here, 'db');
    add(new Construct(new Construct(there, 'platform'), 'databases'), 'other');
    expect(JSON.stringify(there.toJson())).toBe(JSON.stringify(here.toJson()));
  });

  test('without a name it is called as the StatefulSet of cdk8s-plus would be', () => {
    const name = new StatefulApp(chart(), 'db', { containers: [CONTAINER] }).name;
    expect(name).toBe(new kplus.StatefulSet(chart(), 'db', { containers: [{ image: 'nginx:1.27', portNumber: 80 }] }).name);
  });

  test('the selector is one label with the name of the set', () => {
    expect(specOf().selector).toEqual({ matchLabels: { [ADDRESS]: 'db' } });
  });

  test('the selector can be labels of your own, which the pods have as well', () => {
    const spec = specOf({ matchLabels: { app: 'db' } });
    expect([spec.selector, spec.template.metadata.labels]).toEqual([{ matchLabels: { app: 'db' } }, { app: 'db', [ADDRESS]: 'db' }]);
  });

  test('an address of your own is that of the pods', () => {
    const spec = specOf({ matchLabels: { [ADDRESS]: 'test-db-c8c0a72e' } });
    expect(spec.template.metadata.labels).toEqual({ [ADDRESS]: 'test-db-c8c0a72e' });
  });

  test('labels of the chart, the set and the pods never reach the selector', () => {
    const scope = new Chart(new App(), 'test', { labels: { team: 'data' } });
    statefulApp(scope, { metadata: { name: 'db', labels: { version: '1' } }, podMetadata: { labels: { version: '1' } } });
    expect(manifestOf(scope, 'StatefulSet').spec.selector).toEqual({ matchLabels: { [ADDRESS]: 'db' } });
  });

  test('labels and annotations of the pods render', () => {
    expect(specOf({ podMetadata: { labels: { version: '1' }, annotations: { 'example.com/a': 'b' } } }).template.metadata)
      .toEqual({ labels: { version: '1', [ADDRESS]: 'db' }, annotations: { 'example.com/a': 'b' } });
  });

  test('pods can get labels later', () => {
    const scope = chart();
    statefulApp(scope).podMetadata.addLabel('version', '1');
    expect(manifestOf(scope, 'StatefulSet').spec.template.metadata.labels.version).toBe('1');
  });

  test('a selector can be added', () => {
    const scope = chart();
    statefulApp(scope, { podMetadata: { labels: { tier: 'data' } } })
      .select(kplus.LabelSelector.of({ expressions: [kplus.LabelExpression.exists('tier')] }));
    expect(manifestOf(scope, 'StatefulSet').spec.selector)
      .toEqual({ matchLabels: { [ADDRESS]: 'db' }, matchExpressions: [{ key: 'tier', operator: 'Exists' }] });
  });
});

describe('the labels for a Service', () => {
  test('are those that select the pods', () => {
    expect(statefulApp(chart(), { matchLabels: { app: 'db' } }).selectorLabels).toEqual({ app: 'db' });
  });

  test('are the name of the app where the selector consists of expressions', () => {
    const app = statefulApp(chart(), { select: false });
    app.select(kplus.LabelSelector.of({ expressions: [kplus.LabelExpression.exists('tier')] }));
    expect(app.selectorLabels).toEqual({ [ADDRESS]: 'db' });
  });

  test('are a copy', () => {
    const app = statefulApp(chart(), { matchLabels: { app: 'db' } });
    app.selectorLabels.app = 'web';
    expect(app.selectorLabels).toEqual({ app: 'db' });
  });
});

describe('scale', () => {
  test('the number of pods renders', () => {
    expect(specOf({ replicas: 3 }).replicas).toBe(3);
  });

  test('no pods are a number, too', () => {
    expect(specOf({ replicas: 0 }).replicas).toBe(0);
  });

  test('an autoscaler takes the number out', () => {
    const scope = chart();
    new kplus.HorizontalPodAutoscaler(scope, 'autoscaler', { target: statefulApp(scope), maxReplicas: 3 });
    expect(manifestOf(scope, 'StatefulSet').spec).not.toHaveProperty('replicas');
  });

  test('an autoscaler finds the set', () => {
    const scope = chart();
    new kplus.HorizontalPodAutoscaler(scope, 'autoscaler', { target: statefulApp(scope), maxReplicas: 3 });
    expect(manifestOf(scope, 'HorizontalPodAutoscaler').spec.scaleTargetRef).toEqual({ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db' });
  });

  test('an autoscaler of another kind takes the number out, too', () => {
    const scope = chart();
    statefulApp(scope, { podServices: PodServices.none() }).markHasAutoscaler();
    expect(manifestOf(scope, 'StatefulSet').spec).not.toHaveProperty('replicas');
  });

  test.each([0, 3])('fails for %d replicas and an autoscaler', replicas => {
    const scope = chart();
    statefulApp(scope, { replicas, podServices: PodServices.none() }).markHasAutoscaler();
    expect(() => manifestOf(scope, 'StatefulSet')).toThrow(`replicas ${replicas} is fixed, and an autoscaler sets it as well; leave it out`);
  });
});

describe('the rest of the pod', () => {
  test('ports are those of containers and sidecars, not those of init containers that end', () => {
    const app = statefulApp(chart(), {
      initContainers: [
        { name: 'sidecar', image: 'sidecar:1.0', ports: [{ number: 8080 }], restartPolicy: kplus.ContainerRestartPolicy.ALWAYS },
        { name: 'setup', image: 'setup:1.0', ports: [{ number: 9090 }] },
      ],
    });
    expect(app.containerPorts.map(port => port.number)).toEqual([5432, 8080]);
  });

  test('pods are told their ordinal in an environment variable', () => {
    const { containers } = podSpecOf({ containers: [{ ...CONTAINER, envVariables: { POD_INDEX: StatefulApp.POD_INDEX } }] });
    expect(containers[0].env).toEqual([{ name: 'POD_INDEX', valueFrom: { fieldRef: { fieldPath: "metadata.labels['apps.kubernetes.io/pod-index']" } } }]);
  });

  test('spreading renders once, however often it is synthesized', () => {
    const scope = chart();
    statefulApp(scope, { spread: true });
    manifestOf(scope, 'StatefulSet');
    const { podAntiAffinity } = manifestOf(scope, 'StatefulSet').spec.template.spec.affinity;
    expect(podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution.map((term: any) => term.topologyKey))
      .toEqual(['kubernetes.io/hostname', 'topology.kubernetes.io/zone']);
  });

  test('isolation is a policy that denies all', () => {
    const scope = chart();
    statefulApp(scope, { isolate: true });
    expect(manifestOf(scope, 'NetworkPolicy').spec).toEqual({ podSelector: { matchLabels: { [ADDRESS]: 'db' } }, policyTypes: ['Egress', 'Ingress'] });
  });

  test('it tells its choices', () => {
    const app = statefulApp(chart(), { minReady: Duration.seconds(5) });
    expect([app.podManagementPolicy, app.minReady.toSeconds(), app.persistentVolumeClaimRetentionPolicy, app.serviceName])
      .toEqual(['OrderedReady', 5, { whenDeleted: 'Retain', whenScaled: 'Retain' }, 'db']);
  });
});

describe('the escape hatch', () => {
  test.each<[string, unknown]>([
    ['/spec/updateStrategy/rollingUpdate/maxUnavailable', 2],
    ['/spec/template/spec/hostUsers', false],
  ])('takes plain JSON at %s', (path, value) => {
    const scope = chart();
    ApiObject.of(statefulApp(scope)).addJsonPatch(JsonPatch.add(path, value));
    const found = path.split('/').slice(1).reduce((part: any, key) => part[key], manifestOf(scope, 'StatefulSet'));
    expect(found).toEqual(value);
  });

  test('takes a field of the future where it is said to be meant', () => {
    const scope = chart();
    const app = statefulApp(scope, { acceptedFindings: { V15: 'the cluster knows the field' } });
    ApiObject.of(app).addJsonPatch(JsonPatch.add('/spec/aFieldOfTheFuture', { some: ['value'] }));
    expect(manifestOf(scope, 'StatefulSet').spec.aFieldOfTheFuture).toEqual({ some: ['value'] });
  });

  test('fails for a field that no version of Kubernetes knows', () => {
    const scope = chart();
    ApiObject.of(statefulApp(scope)).addJsonPatch(JsonPatch.add('/spec/replica', 3));
    expect(() => manifestOf(scope, 'StatefulSet')).toThrow(/StatefulSet "db" spec\.replica .*V15/);
  });

  test('takes claim templates with plain quantities, apiVersion and kind', () => {
    const scope = chart();
    const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
    const template = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec };
    ApiObject.of(statefulApp(scope)).addJsonPatch(JsonPatch.add('/spec/volumeClaimTemplates', [template]));
    expect(manifestOf(scope, 'StatefulSet').spec.volumeClaimTemplates).toEqual([template]);
  });
});

describe('what only the end of the synthesis knows', () => {
  test('fails without a container', () => {
    const scope = chart();
    statefulApp(scope, { containers: [] });
    expect(() => manifestOf(scope, 'StatefulSet')).toThrow('[test/db] containers are missing; give the app at least one');
  });

  test('fails without a selector', () => {
    const scope = chart();
    statefulApp(scope, { select: false });
    expect(() => manifestOf(scope, 'StatefulSet')).toThrow('select is false and nothing else selects the pods; give matchLabels, or call select()');
  });

  test('fails where the selector compares with nothing', () => {
    const scope = chart();
    statefulApp(scope).select(kplus.LabelSelector.of({ expressions: [kplus.LabelExpression.in('app', [])] }));
    expect(() => manifestOf(scope, 'StatefulSet')).toThrow('compares "app" with no value; the API server refuses the StatefulSet: give at least one value');
  });

  test('fails where the selector does not select the pods', () => {
    const scope = chart();
    statefulApp(scope).select(kplus.LabelSelector.of({ labels: { tier: 'data' } }));
    expect(() => manifestOf(scope, 'StatefulSet')).toThrow('podMetadata.labels do not meet the selector, which demands tier=data');
  });

  test('fails where a label that selects the pods is changed', () => {
    const scope = chart();
    statefulApp(scope, { matchLabels: { app: 'db' } }).podMetadata.addLabel('app', 'other');
    expect(() => manifestOf(scope, 'StatefulSet')).toThrow('podMetadata.labels do not meet the selector, which demands app=db');
  });

  test('all faults are told at once', () => {
    const scope = chart();
    statefulApp(scope, { select: false, podServices: PodServices.clusterIP({ perOrdinal: [{ ordinal: 7 }] }) });
    expect(() => manifestOf(scope, 'StatefulSet')).toThrow(/select is false[^]*podServices.perOrdinal.ordinal 7/);
  });
});

test.each([
  ['a'.repeat(53), 'metadata.name "a{53}" has 53 characters, and a StatefulSet whose name has more than 52 never gets a pod'],
  ['my_db', 'metadata.name "my_db" is not a DNS label'],
  ['my.db', 'metadata.name "my.db" is not a DNS label'],
  ['0db', 'service.name "0db" begins with a digit'],
])('fails for the name %s', (name, message) => {
  expect(() => statefulApp(chart(), { metadata: { name } })).toThrow(new RegExp(message));
});

test('fails where the construct path makes too long a name', () => {
  expect(() => new StatefulApp(chart(), 'a'.repeat(60), { containers: [CONTAINER] }))
    .toThrow(/the name made from the construct path ".*" has \d\d characters, .*; set a shorter metadata.name/);
});
