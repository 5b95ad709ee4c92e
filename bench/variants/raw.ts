import { ApiObject, Chart } from 'cdk8s';
import { CLIENT_PORT, DATA_PATH, IMAGE, PEER_PORT, REPLICAS, synthesize } from './child';

// Every field is written out: what the two libraries set by default is part of the objects that are compared.

synthesize((chart, name) => {
  const labels = { 'cdk8s.io/metadata.addr': name };
  new ApiObject(chart, `${name}-service`, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { type: 'ClusterIP', clusterIP: 'None', selector: labels, ports: servicePorts(), publishNotReadyAddresses: true },
  });
  addStatefulSet(chart, name, labels);
  for (let ordinal = 0; ordinal < REPLICAS; ordinal++) {
    new ApiObject(chart, `${name}-pod-service-${ordinal}`, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: `${name}-${ordinal}` },
      spec: { type: 'ClusterIP', selector: { 'statefulset.kubernetes.io/pod-name': `${name}-${ordinal}` }, ports: servicePorts() },
    });
  }
});

function addStatefulSet(chart: Chart, name: string, labels: Record<string, string>): void {
  new ApiObject(chart, name, {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name },
    spec: {
      replicas: REPLICAS,
      serviceName: name,
      selector: { matchLabels: labels },
      podManagementPolicy: 'OrderedReady',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      minReadySeconds: 0,
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      template: { metadata: { labels }, spec: podSpec() },
      volumeClaimTemplates: [{
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage: '10Gi' } } },
      }],
    },
  });
}

function podSpec(): Record<string, unknown> {
  return {
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
      image: IMAGE,
      imagePullPolicy: 'Always',
      ports: [{ containerPort: CLIENT_PORT, name: 'client' }, { containerPort: PEER_PORT, name: 'peer' }],
      env: [
        { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
        { name: 'DATA_DIRECTORY', value: DATA_PATH },
      ],
      readinessProbe: { tcpSocket: { port: CLIENT_PORT }, failureThreshold: 3, periodSeconds: 5 },
      startupProbe: { tcpSocket: { port: CLIENT_PORT }, failureThreshold: 60 },
      resources: { requests: { cpu: '500m', memory: '1024Mi' }, limits: { cpu: '1000m', memory: '1024Mi' } },
      securityContext: { runAsNonRoot: true, runAsUser: 999, privileged: false, readOnlyRootFilesystem: true, allowPrivilegeEscalation: false },
      volumeMounts: [{ name: 'data', mountPath: DATA_PATH }],
    }],
  };
}

function servicePorts(): Record<string, unknown>[] {
  return [{ port: CLIENT_PORT, name: 'client' }, { port: PEER_PORT, name: 'peer' }];
}
