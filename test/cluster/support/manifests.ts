import { Manifest } from './objects';

export interface StatefulSetOptions {
  name?: string;
  replicas?: number;
  image?: string;
  podManagementPolicy?: 'OrderedReady' | 'Parallel';
  updateStrategy?: { type: 'RollingUpdate' | 'OnDelete'; rollingUpdate?: { partition: number } };
  /** The start ordinal. */
  start?: number;
  /** Whether every pod gets a claim `www`. @default false */
  claim?: boolean;
  persistentVolumeClaimRetentionPolicy?: { whenDeleted: 'Retain' | 'Delete'; whenScaled: 'Retain' | 'Delete' };
}

export const IMAGE = 'nginx:1.28';
export const NEXT_IMAGE = 'nginx:1.29';

/** A StatefulSet with its headless Service: the document's `web`, changed where a test says so. */
export function statefulSet(options: StatefulSetOptions = {}): Manifest[] {
  const { name = 'web', replicas = 3, image = IMAGE, podManagementPolicy, updateStrategy, start, claim } = options;
  const labels = { app: name };
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name },
      spec: { clusterIP: 'None', publishNotReadyAddresses: true, selector: labels, ports: [{ name: 'web', port: 80 }] },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name },
      spec: {
        serviceName: name,
        replicas,
        selector: { matchLabels: labels },
        ...podManagementPolicy && { podManagementPolicy },
        ...updateStrategy && { updateStrategy },
        ...start !== undefined && { ordinals: { start } },
        ...options.persistentVolumeClaimRetentionPolicy && {
          persistentVolumeClaimRetentionPolicy: options.persistentVolumeClaimRetentionPolicy,
        },
        template: {
          metadata: { labels },
          spec: {
            terminationGracePeriodSeconds: 10,
            containers: [{
              name: 'nginx',
              image,
              ports: [{ name: 'web', containerPort: 80 }],
              ...claim && { volumeMounts: [{ name: 'www', mountPath: '/usr/share/nginx/html' }] },
            }],
          },
        },
        ...claim && {
          volumeClaimTemplates: [{
            apiVersion: 'v1',
            kind: 'PersistentVolumeClaim',
            metadata: { name: 'www' },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          }],
        },
      },
    },
  ];
}

/** The Service of one pod. */
export function podService(pod: string): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: pod },
    spec: { selector: { 'statefulset.kubernetes.io/pod-name': pod }, ports: [{ name: 'web', port: 80 }] },
  };
}
