import { profileFaults } from '../field-faults/security-profiles';
import { Problem } from '../kubernetes/problem';
import { TargetVersions } from '../kubernetes/target-versions';
import { isObject, numberFaults, REFUSED, repeated, requiredTextFaults, strictChoiceFaults } from '../lint/faults';
import { Fault, NONE, Rule, source } from '../lint/rule';
import { Field } from '../model/field';
import { PodTemplate } from '../model/pod-template';

/** The highest number of a user or group. */
const HIGHEST_ID = 2147483647;

/** What the API server takes for the name of a kernel parameter. */
const SYSCTL = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;

/**
 * Rules on security contexts as the API server validates them.
 */
export const SECURITY: readonly Rule[] = [
  {
    id: 'P29',
    name: 'security-context-invalid',
    severity: 'error',
    demand: 'Users and groups are numbers of 0 or more, and what a container is allowed does not contradict what it is denied.',
    consequence: REFUSED,
    fix: 'correct the value, or remove one of the two settings',
    link: source('pkg/apis/core/validation/validation.go', 8053),
    check: {
      pod: (pod, { target }) => [
        ...podContextFaults(pod.spec),
        ...hostUsersFaults(pod, target),
        ...pod.allContainers.flatMap(({ field }) => {
          const context = field.at('securityContext');
          return isObject(context) ? containerContextFaults(context, pod.spec, target) : NONE;
        }),
      ],
    },
  },
];

function podContextFaults(spec: Field): readonly Fault[] {
  const context = spec.at('securityContext');
  if (!isObject(context)) {
    return NONE;
  }
  return [
    ...identityFaults(context),
    ...idFaults(context.at('fsGroup')),
    ...context.at('supplementalGroups').items.flatMap(group => idFaults(group)),
    ...strictChoiceFaults(context.at('fsGroupChangePolicy'), ['OnRootMismatch', 'Always']),
    ...strictChoiceFaults(context.at('supplementalGroupsPolicy'), ['Merge', 'Strict']),
    ...strictChoiceFaults(context.at('seLinuxChangePolicy'), ['Recursive', 'MountOption']),
    ...sysctlFaults(context.at('sysctls').items, spec),
    ...profileFaults(context),
  ];
}

function identityFaults(context: Field): readonly Fault[] {
  return ['runAsUser', 'runAsGroup'].flatMap(name => idFaults(context.at(name)));
}

function idFaults(id: Field): readonly Fault[] {
  return numberFaults(id, 0, HIGHEST_ID).map(fault => ({ ...fault, problem: `is not a whole number from 0 to ${HIGHEST_ID}` }));
}

function sysctlFaults(sysctls: readonly Field[], spec: Field): readonly Fault[] {
  const names = sysctls.map(sysctl => sysctl.at('name'));
  return [
    ...names.flatMap(name => requiredTextFaults(name, text => sysctlProblem(text, spec))),
    ...repeated(names).map(name => ({ at: name, problem: 'is set already' })),
  ];
}

function sysctlProblem(name: string, spec: Field): Problem | undefined {
  if (name.length > 253 || !SYSCTL.test(name)) {
    return { problem: 'is not the name of a kernel parameter' };
  }
  const normalized = name.replace(/\//g, '.');
  if (spec.at('hostNetwork').boolean === true && normalized.startsWith('net.')) {
    return { problem: 'is a parameter of the node, with hostNetwork' };
  }
  const isOfIpc = /^(kernel\.(sem|shmall|shmmax|shmmni|shm_rmid_forced|msgmax|msgmnb|msgmni)$|fs\.mqueue\.)/.test(normalized);
  return spec.at('hostIPC').boolean === true && isOfIpc ? { problem: 'is a parameter of the node, with hostIPC' } : undefined;
}

function hostUsersFaults({ spec, allContainers }: PodTemplate, target: TargetVersions): readonly Fault[] {
  const processes = spec.at('shareProcessNamespace');
  const faults = processes.boolean === true && spec.at('hostPID').boolean === true
    ? [{ at: processes, problem: 'stands beside hostPID', fix: 'keep one of them' }]
    : NONE;
  // older versions drop it
  if (spec.at('hostUsers').boolean !== false || !target.isPartlyFrom('1.33')) {
    return faults;
  }
  return [
    ...faults,
    ...['hostNetwork', 'hostPID', 'hostIPC'].map(name => spec.at(name)).filter(({ boolean }) => boolean === true)
      .map(field => ({ at: field, problem: 'stands beside hostUsers: false', fix: 'remove it, or hostUsers' })),
    ...allContainers.filter(container => container.volumeDevices.length > 0)
      .map(({ field }) => ({ at: field.at('volumeDevices'), problem: 'stands beside hostUsers: false', fix: 'mount the volume, or remove hostUsers' })),
  ];
}

function containerContextFaults(context: Field, spec: Field, target: TargetVersions): readonly Fault[] {
  return [
    ...identityFaults(context),
    ...profileFaults(context),
    ...escalationFaults(context),
    ...procMountFaults(context.at('procMount'), spec, target),
  ];
}

function escalationFaults(context: Field): readonly Fault[] {
  const escalation = context.at('allowPrivilegeEscalation');
  if (escalation.boolean !== false) {
    return NONE;
  }
  return [
    ...context.at('privileged').boolean === true
      ? [{ at: escalation, problem: 'stands beside privileged: true', fix: 'remove privileged: true' }]
      : NONE,
    // SYS_ADMIN, as the container runtimes write it, passes
    ...context.at('capabilities', 'add').items.filter(({ string }) => string === 'CAP_SYS_ADMIN')
      .map(capability => ({ at: capability, problem: 'stands beside allowPrivilegeEscalation: false', fix: 'remove the capability' })),
  ];
}

function procMountFaults(procMount: Field, spec: Field, target: TargetVersions): readonly Fault[] {
  if (!target.isPartlyFrom('1.33')) {
    return NONE;
  }
  return procMount.string === 'Unmasked' && spec.at('hostUsers').boolean !== false
    ? [{ at: procMount, problem: 'needs hostUsers: false', fix: 'set hostUsers: false for the pod' }]
    : strictChoiceFaults(procMount, ['Default', 'Unmasked']);
}
