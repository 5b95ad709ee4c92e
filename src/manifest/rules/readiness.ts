import { isDeepStrictEqual } from 'node:util';
import { Fault, NONE, Rule, source } from '../lint/rule';
import { Field } from '../model/field';
import { Container, PodTemplate } from '../model/pod-template';

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'] as const;

/**
 * Rules on whether pods are ready.
 */
export const READINESS: readonly Rule[] = [
  {
    id: 'R50',
    name: 'readiness-probe-missing',
    severity: 'warning',
    demand: 'At least one container of a StatefulSet has a readiness probe.',
    consequence: 'a pod counts as ready as soon as it runs, so that neither the ordered start nor a rolling update nor a PodDisruptionBudget waits '
      + 'for the application',
    fix: 'add a readinessProbe that fails while the application cannot serve',
    link: 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/#readiness-probe',
    check: {
      statefulSet: ({ pod }) => {
        const [first, ...others] = pod.containers;
        return first === undefined || pod.longRunning.some(isProbed)
          ? NONE
          : [{ at: first.field.at('readinessProbe'), problem: others.length === 0 ? 'is missing' : 'is missing, and so it is in the other containers' }];
      },
    },
  },
  {
    id: 'R51',
    name: 'readiness-probe-partial',
    severity: 'info',
    demand: 'Every container of a StatefulSet has a readiness probe where one has.',
    consequence: 'the pod counts as ready while this container may not be',
    fix: 'add a readinessProbe to this container, too',
    link: 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/#readiness-probe',
    check: {
      statefulSet: ({ pod }) => pod.longRunning.some(isProbed)
        ? pod.longRunning.filter(container => !isProbed(container)).map(({ field }) => ({ at: field.at('readinessProbe'), problem: 'is missing' }))
        : NONE,
    },
  },
  {
    id: 'R52',
    name: 'probe-port-unknown',
    severity: 'error',
    demand: 'The named port of a probe or lifecycle hook is one of its own container.',
    consequence: 'the probe or hook fails every time',
    fix: 'name a port of the same container, or give its number',
    link: source('pkg/probe/util.go', 27),
    check: { pod: portsUnknown },
  },
  {
    id: 'R53',
    name: 'liveness-same-as-readiness',
    severity: 'info',
    demand: 'The liveness probe asks for something else than the readiness probe.',
    consequence: 'a pod that is too busy to answer is restarted, where it should only get no more requests',
    fix: 'let the liveness probe ask only whether the process still works at all',
    link: 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/#liveness-probe',
    check: {
      statefulSet: set => set.pod.longRunning.flatMap(({ field }) => {
        const [liveness, readiness] = [handlerOf(field.at('livenessProbe')), handlerOf(field.at('readinessProbe'))];
        return liveness && isDeepStrictEqual(liveness.value, readiness?.value) && liveness.name === readiness?.name
          ? [{ at: field.at('livenessProbe'), problem: 'does the same as the readinessProbe' }]
          : NONE;
      }),
    },
  },
  {
    id: 'R69',
    name: 'pod-gated',
    severity: 'warning',
    demand: 'Pods of a StatefulSet have no gates unless something opens them.',
    consequence: 'until something opens the gate the pod is never ready or never scheduled, and pods that start in order wait for it',
    fix: 'remove the gate, or make sure that a controller of the cluster opens it',
    link: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-readiness-gate',
    check: {
      statefulSet: ({ pod: { spec } }) => ['readinessGates', 'schedulingGates']
        .map(name => spec.at(name))
        .filter(gates => gates.items.length > 0)
        .map(gates => ({ at: gates, problem: `${gates.items.length === 1 ? 'is a gate' : 'are gates'} that a controller has to open` })),
    },
  },
];

function isProbed({ field }: Container): boolean {
  return field.at('readinessProbe').isSet;
}

function handlerOf(probe: Field): Field | undefined {
  return HANDLERS.map(name => probe.at(name)).find(handler => handler.isSet);
}

function portsUnknown({ longRunning }: PodTemplate): readonly Fault[] {
  return longRunning.flatMap(container => portsOf(container).flatMap(port => {
    const name = port.string;
    // a number as text is resolved as well; P16 reports what is no name of a port
    return name === undefined || name === '' || /^[0-9]+$/.test(name) || container.ports.some(other => other.at('name').string === name)
      ? NONE
      : [{ at: port, problem: `is not the name of a port of the container${suggestion(container)}` }];
  }));
}

/** The ports that the probes and hooks of a container use. */
function portsOf({ probes, field }: Container): Field[] {
  const hooks = ['postStart', 'preStop'].map(name => field.at('lifecycle', name));
  return [...probes, ...hooks].flatMap(handler => [handler.at('httpGet', 'port'), handler.at('tcpSocket', 'port')]);
}

function suggestion({ ports }: Container): string {
  const names = ports.map(port => port.at('name').string).filter(name => name !== undefined);
  return names.length === 0 ? ', which has no named port' : `, which has ${names.map(name => JSON.stringify(name)).join(', ')}`;
}
