import { NONE, Rule } from '../lint/rule';

/**
 * Rules on init containers that go on beside the others.
 */
export const SIDECARS: readonly Rule[] = [
  {
    id: 'R101',
    name: 'sidecar-dropped',
    severity: 'error',
    demand: 'Init containers with `restartPolicy: Always` are for Kubernetes 1.29 or later.',
    consequence: 'before Kubernetes 1.29 the API server drops the field unless the feature gate SidecarContainers is on: the pod waits for ever for the init container to end, or is refused for its probes',
    fix: 'make it one of the containers, or say that the manifests are for Kubernetes 1.29 or later',
    link: 'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/',
    versions: 'before 1.29',
    check: {
      pod: ({ initContainers }, { target }) => !target.isPartlyBefore('1.29') ? NONE : initContainers
        .filter(container => container.isLongRunning)
        .map(({ field }) => ({ at: field.at('restartPolicy'), problem: 'is dropped before Kubernetes 1.29' })),
    },
  },
];
