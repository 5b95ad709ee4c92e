local replicas = 3;
local client = 5432;
local peer = 5433;
local data = '/var/lib/database';
local ports = [{ name: 'client', port: client }, { name: 'peer', port: peer }];

local object(apiVersion, kind, name, spec) = {
  apiVersion: apiVersion,
  kind: kind,
  metadata: { name: name, namespace: 'bench' },
  spec: spec,
};

local service(name, selector, more={}) = object('v1', 'Service', name, { type: 'ClusterIP', selector: selector, ports: ports } + more);

local pod = {
  restartPolicy: 'Always',
  dnsPolicy: 'ClusterFirst',
  setHostnameAsFQDN: false,
  hostNetwork: false,
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  terminationGracePeriodSeconds: 60,
  securityContext: { runAsNonRoot: true, fsGroupChangePolicy: 'Always', fsGroup: 999 },
  containers: [{
    name: 'database',
    image: 'example.com/database:16.4',
    imagePullPolicy: 'Always',
    ports: [{ name: 'client', containerPort: client }, { name: 'peer', containerPort: peer }],
    env: [
      { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'DATA_DIRECTORY', value: data },
    ],
    readinessProbe: { tcpSocket: { port: client }, failureThreshold: 3, periodSeconds: 5 },
    startupProbe: { tcpSocket: { port: client }, failureThreshold: 60 },
    resources: { requests: { cpu: '500m', memory: '1024Mi' }, limits: { cpu: '1000m', memory: '1024Mi' } },
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 999,
      privileged: false,
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
    },
    volumeMounts: [{ name: 'data', mountPath: data }],
  }],
};

local statefulSet(name, labels) = object('apps/v1', 'StatefulSet', name, {
  replicas: replicas,
  serviceName: name,
  selector: { matchLabels: labels },
  podManagementPolicy: 'OrderedReady',
  updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
  minReadySeconds: 0,
  persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
  template: { metadata: { labels: labels }, spec: pod },
  volumeClaimTemplates: [{
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage: '10Gi' } } },
  }],
});

local application(name) =
  local labels = { 'cdk8s.io/metadata.addr': name };
  [service(name, labels, { clusterIP: 'None', publishNotReadyAddresses: true })]
  + [service('%s-%d' % [name, ordinal], { 'statefulset.kubernetes.io/pod-name': '%s-%d' % [name, ordinal] }) for ordinal in std.range(0, replicas - 1)]
  + [statefulSet(name, labels)];

function(count) std.flattenArrays([application('db-%05d' % index) for index in std.range(0, count - 1)])
