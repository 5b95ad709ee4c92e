import { NONE, Rule, source } from '../lint/rule';
import { Field } from '../model/field';
import { Container, PodTemplate } from '../model/pod-template';

/**
 * Rules on users that the kubelet does not start containers as.
 */
export const ROOT_USER: readonly Rule[] = [
  {
    id: 'R95',
    name: 'root-forbidden',
    severity: 'error',
    demand: 'A container that must not run as root has another user than root; what it says itself wins over what the pod says.',
    consequence: 'the kubelet refuses to start the container, each time anew (CreateContainerConfigError)',
    fix: 'set runAsUser to another user than 0, or runAsNonRoot to false where the container has to be root',
    link: source('pkg/kubelet/kuberuntime/security_context_others.go', 34),
    check: {
      pod: pod => {
        // several containers may have the user of the pod
        const roots = new Map(pod.allContainers.flatMap(container => rootOf(pod, container)).map(root => [root.path, root]));
        return roots.size === 0 ? NONE : [...roots.values()].map(at => ({ at, problem: 'is root, and runAsNonRoot is true' }));
      },
    },
  },
];

/** The field that makes a container root although `runAsNonRoot` is set. */
function rootOf(pod: PodTemplate, container: Container): Field[] {
  if (effective(pod, container, 'runAsNonRoot').boolean !== true) {
    return [];
  }
  if (pod.spec.at('os', 'name').string === 'windows') {
    const user = effective(pod, container, 'windowsOptions', 'runAsUserName');
    return user.string?.toLowerCase() === 'containeradministrator' ? [user] : [];
  }
  const user = effective(pod, container, 'runAsUser');
  return user.number === 0 ? [user] : [];
}

function effective({ spec }: PodTemplate, { field }: Container, ...keys: string[]): Field {
  const own = field.at('securityContext', ...keys);
  return own.isSet ? own : spec.at('securityContext', ...keys);
}
