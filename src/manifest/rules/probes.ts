import { portNameProblem } from '../kubernetes/names';
import { integerProblem } from '../kubernetes/numbers';
import { Problem } from '../kubernetes/problem';
import { TargetVersions } from '../kubernetes/target-versions';
import { isEmpty, isObject, missing, numberFaults, choiceFaults, REFUSED, requiredTextFaults } from '../lint/faults';
import { Fault, faultsAt, NONE, Rule, source } from '../lint/rule';
import { Field } from '../model/field';
import { Container, PodTemplate } from '../model/pod-template';

const VALIDATION = 'pkg/apis/core/validation/validation.go';
const PROBES = ['startupProbe', 'readinessProbe', 'livenessProbe'];
const HOOKS = ['postStart', 'preStop'];
const PROBE_HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const HOOK_HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'sleep'];

/**
 * Rules on probes and lifecycle hooks.
 */
export const PROBES_AND_HOOKS: readonly Rule[] = [
  {
    id: 'P16',
    name: 'probe-invalid',
    severity: 'error',
    demand: 'A probe or lifecycle hook does exactly one thing, completely described, and the numbers of a probe are not negative.',
    consequence: REFUSED,
    fix: 'describe one action with its command or port, and keep the numbers at 0 or more',
    link: source(VALIDATION, 3223),
    check: {
      pod: ({ longRunning }) => longRunning.flatMap(({ field }) => [
        ...PROBES.map(name => field.at(name)).filter(isObject).flatMap(probeFaults),
        ...HOOKS.map(name => field.at('lifecycle', name)).filter(isObject).flatMap(hook => handlerFaults(hook, HOOK_HANDLERS)),
      ]),
    },
  },
  {
    id: 'P17',
    name: 'init-container-with-probe',
    severity: 'error',
    demand: 'Init containers have probes and hooks only where they run on beside the others, with `restartPolicy: Always`.',
    consequence: REFUSED,
    fix: 'remove it, or set restartPolicy: Always for a sidecar',
    link: source(VALIDATION, 3762),
    check: {
      // R101 reports that 1.28 drops the restartPolicy, and then refuses the probes
      pod: ({ initContainers }) => initContainers.filter(container => !container.isLongRunning)
        .flatMap(({ field }) => ['lifecycle', ...PROBES].map(name => field.at(name)).filter(({ isSet }) => isSet))
        .map(field => ({ at: field, problem: 'is on an init container that ends' })),
    },
  },
  {
    id: 'P18',
    name: 'sleep-too-long',
    severity: 'error',
    demand: 'A hook that sleeps ends within the grace period of the pod.',
    consequence: REFUSED,
    fix: 'shorten the sleep, or raise terminationGracePeriodSeconds',
    link: source(VALIDATION, 3297),
    check: {
      pod: (pod, { target }) => pod.longRunning.flatMap(({ field }) =>
        HOOKS.flatMap(hook => sleepFaults(pod, field.at('lifecycle', hook, 'sleep'), target))),
    },
  },
  {
    id: 'P19',
    name: 'stop-signal-without-system',
    severity: 'warning',
    demand: '`lifecycle.stopSignal` stands beside `spec.os.name`.',
    consequence: 'the API server drops it, or refuses the pod where its feature gate ContainerStopSignals is on',
    fix: 'remove it, or set spec.os.name and turn the feature gate on',
    link: source(VALIDATION, 3496),
    check: {
      pod: ({ spec, allContainers }) => spec.at('os', 'name').isSet
        ? NONE
        : stopSignals(allContainers).map(signal => ({ at: signal, problem: 'stands without spec.os.name' })),
    },
  },
];

function probeFaults(probe: Field): readonly Fault[] {
  const [grace, successes] = [probe.at('terminationGracePeriodSeconds'), probe.at('successThreshold')];
  const isReadiness = probe.name === 'readinessProbe';
  return [
    ...handlerFaults(probe, PROBE_HANDLERS),
    ...['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'failureThreshold'].flatMap(name => numberFaults(probe.at(name), 0)),
    // 0 is for the default, which is 1
    ...isReadiness || (successes.number ?? 0) <= 0
      ? numberFaults(successes, 0)
      : numberFaults(successes, 1, 1).map(fault => ({ ...fault, problem: 'is not 1', fix: 'remove it; only a readiness probe can ask for more' })),
    ...isReadiness && grace.isSet ? [{ at: grace, problem: 'is on a readiness probe, which ends no container', fix: 'remove it' }] : NONE,
    // 64 bits long
    ...isReadiness ? NONE : numberFaults(grace, 1, Number.MAX_SAFE_INTEGER),
  ];
}

function handlerFaults(holder: Field, known: readonly string[]): readonly Fault[] {
  const handlers = known.map(name => holder.at(name)).filter(handler => handler.isSet);
  if (handlers.length !== 1) {
    const names = handlers.map(handler => handler.name).join(', ');
    return [{ at: holder, problem: handlers.length === 0 ? `has none of ${known.join(', ')}` : `does more than one thing (${names})` }];
  }
  return isObject(handlers[0]) ? handlerFaultsOf(handlers[0]) : NONE;
}

function handlerFaultsOf(handler: Field): readonly Fault[] {
  switch (handler.name) {
    case 'exec': return isEmpty(handler.at('command')) ? [missing(handler.at('command'), 'name the program and its arguments')] : NONE;
    case 'tcpSocket':
    case 'grpc': return portFaults(handler.at('port'));
    case 'httpGet': return [
      ...portFaults(handler.at('port')),
      ...choiceFaults(handler.at('scheme'), ['HTTP', 'HTTPS']),
      ...handler.at('httpHeaders').items.flatMap(header => requiredTextFaults(header.at('name'), headerProblem)),
    ];
    default: return NONE;
  }
}

function portFaults(port: Field): readonly Fault[] {
  const fix = 'name a port of the container, or give its number, without quotes';
  if (!port.isSet) {
    return [missing(port, fix)];
  }
  const problem = port.string === undefined
    ? port.number === undefined ? undefined : integerProblem(port.number, 1, 65535)
    : portNameProblem(port.string);
  return faultsAt(port, problem && { ...problem, fix });
}

function headerProblem(name: string): Problem | undefined {
  return /^[-A-Za-z0-9]+$/.test(name) ? undefined : { problem: 'is not the name of a header', fix: "use letters, digits and '-'" };
}

function sleepFaults({ gracePeriod: most }: PodTemplate, sleep: Field, target: TargetVersions): readonly Fault[] {
  const seconds = sleep.at('seconds');
  if (seconds.number === undefined) {
    return NONE;
  }
  if (seconds.number === 0 && target.isPartlyBefore('1.33')) {
    return [{ at: seconds, problem: 'is refused before Kubernetes 1.33', fix: 'remove the hook, or sleep for a second or more' }];
  }
  const isWithin = integerProblem(seconds.number, 0) === undefined && seconds.number <= most;
  return isWithin ? NONE : [{ at: seconds, problem: `is not from 0 to terminationGracePeriodSeconds (${most})` }];
}

function stopSignals(containers: readonly Container[]): Field[] {
  return containers.map(({ field }) => field.at('lifecycle', 'stopSignal')).filter(signal => signal.isSet);
}
