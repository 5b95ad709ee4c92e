import { Fault, NONE, Rule } from '../lint/rule';
import { Field } from '../model/field';
import { Container } from '../model/pod-template';
import { StatefulSet } from '../model/stateful-set';

/**
 * Rules on who may write to a volume.
 */
export const VOLUME_OWNERSHIP: readonly Rule[] = [
  {
    id: 'R43',
    name: 'fs-group-missing',
    severity: 'warning',
    demand: 'Pods that do not run as root and write to a claim have an `fsGroup`.',
    consequence: 'a fresh volume belongs to root, and the first write ends with "permission denied"',
    fix: 'set securityContext.fsGroup of the pod to the group that the containers run as',
    link: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-the-security-context-for-a-pod',
    check: { statefulSet: withoutGroup },
  },
];

function withoutGroup({ claimTemplates, pod }: StatefulSet): readonly Fault[] {
  const security = pod.spec.at('securityContext');
  const at = security.at('fsGroup');
  const claims = new Set(claimTemplates.filter(claim => !claim.isBlock && claim.name !== '').map(({ name }) => name));
  if (at.isSet || claims.size === 0 || pod.spec.at('os', 'name').string === 'windows') {
    return NONE;
  }
  const writers = pod.allContainers.filter(container => container.volumeMounts
    .some(mount => claims.has(mount.at('name').string ?? '') && mount.at('readOnly').boolean !== true));
  // an init container that runs as root, or may do so, is there to give the volume away
  const isGivenAway = writers.some(writer => writer.isInit && !isNonRoot(writer, security));
  const name = isGivenAway ? undefined : writers.find(writer => isNonRoot(writer, security))?.name;
  return name === undefined ? NONE : [{ at, problem: `is missing, while container ${JSON.stringify(name)} writes to a claim and does not run as root` }];
}

function isNonRoot({ field }: Container, pod: Field): boolean {
  const own = field.at('securityContext');
  const user = own.at('runAsUser').number ?? pod.at('runAsUser').number;
  return user === undefined ? own.at('runAsNonRoot').boolean ?? pod.at('runAsNonRoot').boolean ?? false : user !== 0;
}
