import { Context, Fault, NONE, Rule } from '../lint/rule';
import { ManifestObject } from '../model/object';
import { PodTemplate } from '../model/pod-template';

/**
 * Rules on the tokens with which pods call the API server.
 */
export const SERVICE_ACCOUNT_TOKENS: readonly Rule[] = [
  {
    id: 'R102',
    name: 'token-not-mounted',
    severity: 'info',
    demand: 'Pods whose service account is given a role get its token.',
    consequence: 'a process that reads the token from its usual place finds none, and cannot use the role',
    fix: 'set automountServiceAccountToken to true, or mount a projected token; remove the binding where no process needs it',
    link: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting',
    check: { pod: tokenFaults },
  },
];

function tokenFaults(pod: PodTemplate, { inventory }: Context): readonly Fault[] {
  const { spec, owner, volumes } = pod;
  const name = spec.at('serviceAccountName').string || spec.at('serviceAccount').string || 'default';
  const own = spec.at('automountServiceAccountToken');
  const [account] = own.isSet ? [] : inventory.find('/ServiceAccount', name, owner);
  const at = own.isSet || account === undefined ? own : account.root.at('automountServiceAccountToken');
  const isProjected = volumes.some(volume => volume.at('projected', 'sources').items.some(from => from.at('serviceAccountToken').isSet));
  if (at.boolean !== false || isProjected) {
    return NONE;
  }
  const bindings = [...inventory.ofKind('rbac.authorization.k8s.io/RoleBinding'), ...inventory.ofKind('rbac.authorization.k8s.io/ClusterRoleBinding')];
  const binding = bindings.find(candidate => binds(candidate, name, owner));
  return binding === undefined ? NONE : [{
    at,
    problem: `keeps the token from the pods, while ${binding.title} gives their service account ${JSON.stringify(name)} a role`,
    related: [owner, binding].filter(object => object !== at.object),
  }];
}

function binds(binding: ManifestObject, account: string, owner: ManifestObject): boolean {
  return binding.root.at('subjects').items.some(subject => {
    const namespace = subject.at('namespace').string ?? binding.namespace;
    return subject.at('kind').string === 'ServiceAccount' && subject.at('name').string === account
      && (namespace === undefined || owner.namespace === undefined || namespace === owner.namespace);
  });
}
