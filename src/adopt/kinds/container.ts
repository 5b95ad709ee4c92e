import { sources, variables } from './environment';
import { handler, probe } from './probe';
import { Field } from '../../manifest/model/field';
import { call, Code, Entry, literal, name, Statement, struct, text, unlessEmpty } from '../code';
import { each, entriesOf, Row, row, table, Translate, place } from '../fields';
import { Scope } from '../scope';
import { cpu, localStorage, memory, oneOf } from '../values';

const CAPABILITIES = ['ALL', 'AUDIT_CONTROL', 'AUDIT_READ', 'AUDIT_WRITE', 'BLOCK_SUSPEND', 'BPF', 'CHECKPOINT_RESTORE', 'CHOWN', 'DAC_OVERRIDE',
  'DAC_READ_SEARCH', 'FOWNER', 'FSETID', 'IPC_LOCK', 'IPC_OWNER', 'KILL', 'LEASE', 'LINUX_IMMUTABLE', 'MAC_ADMIN', 'MAC_OVERRIDE', 'MKNOD',
  'NET_ADMIN', 'NET_BIND_SERVICE', 'NET_BROADCAST', 'NET_RAW', 'PERFMON', 'SETGID', 'SETFCAP', 'SETPCAP', 'SETUID', 'SYS_ADMIN', 'SYS_BOOT',
  'SYS_CHROOT', 'SYS_MODULE', 'SYS_NICE', 'SYS_PACCT', 'SYS_PTRACE', 'SYS_RAWIO', 'SYS_RESOURCE', 'SYS_TIME', 'SYS_TTY_CONFIG', 'SYSLOG', 'WAKE_ALARM'];
const capabilities = each(oneOf('kplus.Capability', CAPABILITIES));

/** A number; a name or anything else is a patch. */
const number: Translate = field => field.number === undefined ? undefined : text(field.number);

const port = table([
  row('name'),
  row('containerPort', 'number', number),
  row('protocol', 'protocol', oneOf('kplus.Protocol', ['TCP', 'UDP', 'SCTP'])),
  row('hostPort', 'hostPort', number),
  row('hostIP', 'hostIp'),
]);

const SECURITY: readonly Row[] = [
  row('runAsUser', 'user', number),
  row('runAsGroup', 'group', number),
  row('runAsNonRoot', 'ensureNonRoot'),
  row('privileged'),
  row('readOnlyRootFilesystem'),
  row('allowPrivilegeEscalation'),
  row('capabilities.add', 'capabilities.add', capabilities),
  row('capabilities.drop', 'capabilities.drop', capabilities),
  row('seccompProfile.type', 'seccompProfile.type', oneOf('kplus.SeccompProfileType', ['Localhost', 'RuntimeDefault', 'Unconfined'])),
  row('seccompProfile.localhostProfile', 'seccompProfile.localhostProfile'),
];

const RESOURCES: readonly Row[] = [
  row('requests.cpu', 'cpu.request', cpu),
  row('limits.cpu', 'cpu.limit', cpu),
  row('requests.memory', 'memory.request', memory),
  row('limits.memory', 'memory.limit', memory),
  row('requests.ephemeral-storage', 'ephemeralStorage.request', localStorage),
  row('limits.ephemeral-storage', 'ephemeralStorage.limit', localStorage),
];

/** The fields of a container, in the order in which the documentation of Kubernetes has them. */
const CONTAINER: readonly Row[] = [
  row('name'),
  row('image'),
  row('imagePullPolicy', 'imagePullPolicy', oneOf('kplus.ImagePullPolicy', ['Always', 'IfNotPresent', 'Never'])),
  row('restartPolicy', 'restartPolicy', oneOf('kplus.ContainerRestartPolicy', ['Always'])),
  row('command'),
  row('args'),
  row('workingDir'),
  row('ports', 'ports', each(port)),
  row('env', 'envVariables', variables),
  row('envFrom', 'envFrom', sources),
  row('resources', 'resources', table(RESOURCES)),
  row('startupProbe', 'startup', probe),
  row('readinessProbe', 'readiness', probe),
  row('livenessProbe', 'liveness', probe),
  row('lifecycle', 'lifecycle', table([row('postStart', 'postStart', handler), row('preStop', 'preStop', handler)])),
  row('securityContext', 'securityContext', table(SECURITY)),
];

const MOUNT: readonly Row[] = [
  row('readOnly'),
  row('subPath'),
  row('subPathExpr'),
  row('mountPropagation', 'propagation', oneOf('kplus.MountPropagation', ['None', 'HostToContainer', 'Bidirectional'])),
];

/** What a container can mount, by the names of volumes and claim templates. */
export type Storages = ReadonlyMap<string, Code>;

/**
 * The properties of a container.
 */
export function containerProps(container: Field, scope: Scope): Entry[] {
  const entries = entriesOf(container, CONTAINER, scope);
  // cdk8s-plus cannot do without one
  return entries.some(({ key }) => key === 'image') ? entries : [...entries.slice(0, 1), { key: 'image', code: text('') }, ...entries.slice(1)];
}

/**
 * Statements that mount volumes into a container, in their order; devices come last, as in the manifest.
 */
export function mountsOf(container: Field, of: Code, storages: Storages, scope: Scope): Statement[] {
  return [...container.at('volumeMounts').items, ...container.at('volumeDevices').items].flatMap(mount => {
    const storage = storages.get(mount.at('name').string ?? '');
    const path = literal(mount.at('mountPath').value ?? mount.at('devicePath').value);
    return storage && path ? [{ code: call(of, 'mount', path, storage, unlessEmpty(entriesOf(mount, MOUNT, scope))), at: place(mount) }] : [];
  });
}

/**
 * Statements that add a container to an application.
 */
export function addContainer(app: string, method: 'addContainer' | 'addInitContainer', container: Field, storages: Storages, scope: Scope): Statement[] {
  const [code, at] = [call(name(app), method, struct(containerProps(container, scope))), place(container)];
  if (container.at('volumeMounts').isEmpty && container.at('volumeDevices').isEmpty) {
    return [{ code, at }];
  }
  const constant = scope.constant(container.at('name').string ?? '', 'Container');
  return [{ constant, code, at }, ...mountsOf(container, name(constant), storages, scope)];
}
