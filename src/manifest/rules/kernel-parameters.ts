import { kernelParameter, namespaceOf, safeFrom } from '../kubernetes/kernel-parameters';
import { TargetVersions } from '../kubernetes/target-versions';
import { Fault, NONE, Rule, source } from '../lint/rule';
import { Field } from '../model/field';

/**
 * Rules on kernel parameters that the kubelet does not set.
 */
export const KERNEL_PARAMETERS: readonly Rule[] = [
  {
    id: 'R100',
    name: 'kernel-parameter-not-allowed',
    severity: 'error',
    demand: 'The kernel parameters of a pod are ones that the kubelet lets it set: those that are its own, and known to be safe.',
    consequence: 'the kubelet refuses the pod (SysctlForbidden), and the controller makes one after the other',
    fix: 'set a parameter of the whole node on the node, such as in a privileged DaemonSet; allow another one with --allowed-unsafe-sysctls of the kubelet',
    link: source('pkg/kubelet/sysctl/allowlist.go', 72),
    check: { pod: ({ spec }, { target }) => spec.at('securityContext', 'sysctls').items.flatMap(sysctl => parameterFaults(sysctl.at('name'), spec, target)) },
  },
];

function parameterFaults(at: Field, spec: Field, target: TargetVersions): readonly Fault[] {
  const parameter = kernelParameter(at.string ?? '');
  const namespace = namespaceOf(parameter);
  if (parameter === '') {
    return NONE;
  }
  if (namespace === undefined) {
    return [{ at, problem: 'is a parameter of the whole node' }];
  }
  const first = safeFrom(parameter);
  const owner = namespace === 'Net' ? 'hostNetwork' : 'hostIPC';
  if (first !== undefined && spec.at(owner).boolean === true) {
    return [{ at, problem: `is that of the node, with ${owner}`, fix: `remove it, or ${owner}` }];
  }
  if (first === undefined || target.isPartlyBefore(first)) {
    const since = first === undefined ? '' : ` before Kubernetes ${first}`;
    return [{ at, problem: `is not known to be safe${since}, so that the kubelet has to be told to allow it`, severity: 'warning' }];
  }
  return NONE;
}
