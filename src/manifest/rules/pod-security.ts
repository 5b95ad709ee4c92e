import { Context, Fault, NONE, Rule } from '../lint/rule';
import { Field } from '../model/field';
import { Inventory } from '../model/inventory';
import { Container, PodTemplate } from '../model/pod-template';

const ENFORCE_LABEL = 'pod-security.kubernetes.io/enforce';

/** The capabilities that the level baseline lets a container add. */
const BASELINE_CAPABILITIES = [
  'AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID',
  'SYS_CHROOT',
];

/** The kinds of volumes that the level restricted knows as harmless. */
const RESTRICTED_VOLUMES = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'image', 'persistentVolumeClaim', 'projected', 'secret'];

/**
 * Rules on the security level of a namespace.
 */
export const POD_SECURITY: readonly Rule[] = [
  {
    id: 'R68',
    name: 'pod-security-violated',
    severity: 'warning',
    demand: 'Pods keep to the Pod Security level that their Namespace enforces, where it is among the manifests.',
    consequence: 'the API server takes the workload, with a warning at most, and refuses each of its pods',
    fix: 'set what the level demands, or lower the level of the Namespace',
    link: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    check: { pod: violations },
  },
];

type Violation = readonly [at: Field, problem: string];

function violations(pod: PodTemplate, { inventory }: Context): readonly Fault[] {
  const level = enforcedLevel(pod, inventory);
  if (level === undefined) {
    return NONE;
  }
  const isWindows = pod.spec.at('os', 'name').string === 'windows';
  const found = level === 'baseline' || isWindows ? baseline(pod) : [...baseline(pod), ...restricted(pod)];
  return found.map(([at, problem]) => ({ at, problem: `${problem}, and the Namespace enforces the level ${level}` }));
}

function enforcedLevel({ owner }: PodTemplate, inventory: Inventory): string | undefined {
  const [namespace] = owner.namespace === undefined ? [] : inventory.find('/Namespace', owner.namespace, owner);
  const level = namespace?.labels[ENFORCE_LABEL];
  return level === 'baseline' || level === 'restricted' ? level : undefined;
}

/** What the level baseline refuses. */
function baseline({ spec, volumes, allContainers }: PodTemplate): Violation[] {
  const ofPod: Violation[] = [
    ...['hostNetwork', 'hostPID', 'hostIPC'].map(name => spec.at(name)).filter(at => at.boolean).map((at): Violation => [at, 'shares a namespace of the node']),
    ...volumes.map(volume => volume.at('hostPath')).filter(at => at.isSet).map((at): Violation => [at, 'mounts a directory of the node']),
    ...unconfined(spec.at('securityContext')),
  ];
  return [...ofPod, ...allContainers.flatMap(({ field, ports }): Violation[] => {
    const context = field.at('securityContext');
    const [privileged, procMount] = [context.at('privileged'), context.at('procMount')];
    return [
      ...(privileged.boolean ? [[privileged, 'lets the container do everything on the node'] as const] : []),
      ...ports.map(port => port.at('hostPort')).filter(at => at.number).map((at): Violation => [at, 'takes a port of the node']),
      ...added(context).filter(at => !BASELINE_CAPABILITIES.includes(at.string ?? '')).map((at): Violation => [at, 'is a capability beyond the default']),
      ...(procMount.string && procMount.string !== 'Default' ? [[procMount, 'is not Default'] as const] : []),
      ...unconfined(context),
    ];
  })];
}

/** What the level restricted demands beside it. */
function restricted(pod: PodTemplate): Violation[] {
  const { spec, volumes, allContainers } = pod;
  const runsAsUser = spec.at('hostUsers').boolean !== false;
  return [
    ...volumes.flatMap(volume => volume.fields.filter(at => at.name !== 'name' && at.name !== 'hostPath' && !RESTRICTED_VOLUMES.includes(at.name)))
      .map((at): Violation => [at, 'is not a kind of volume that is known as harmless']),
    ...(runsAsUser ? rootUsers([spec, ...allContainers.map(({ field }) => field)]) : []),
    ...allContainers.flatMap(container => restrictedContainer(container, spec.at('securityContext'), runsAsUser)),
  ];
}

function restrictedContainer({ field }: Container, ofPod: Field, runsAsUser: boolean): Violation[] {
  const context = field.at('securityContext');
  const escalation = context.at('allowPrivilegeEscalation');
  const drop = context.at('capabilities', 'drop');
  const nonRoot = context.at('runAsNonRoot');
  const profile = context.at('seccompProfile', 'type');
  return [
    ...(escalation.boolean === false ? [] : [[escalation, 'is not false'] as const]),
    ...(drop.strings.includes('ALL') ? [] : [[drop, 'does not have ALL'] as const]),
    ...added(context).filter(at => BASELINE_CAPABILITIES.includes(at.string ?? '') && at.string !== 'NET_BIND_SERVICE')
      .map((at): Violation => [at, 'is a capability other than NET_BIND_SERVICE']),
    ...(!runsAsUser || (nonRoot.boolean ?? ofPod.at('runAsNonRoot').boolean) ? [] : [[nonRoot, 'is not true'] as const]),
    ...(profile.isSet || ofPod.at('seccompProfile', 'type').isSet ? [] : [[profile, 'is neither RuntimeDefault nor Localhost'] as const]),
  ];
}

function added(context: Field): Field[] {
  return context.at('capabilities', 'add').items;
}

function unconfined(context: Field): Violation[] {
  return ['seccompProfile', 'appArmorProfile'].map(name => context.at(name, 'type')).filter(at => at.string === 'Unconfined')
    .map((at): Violation => [at, 'turns the profile off']);
}

function rootUsers(fields: readonly Field[]): Violation[] {
  return fields.map(field => field.at('securityContext', 'runAsUser')).filter(at => at.number === 0).map((at): Violation => [at, 'is root']);
}
