import { Context, Fault, NONE, Rule } from '../lint/rule';
import { cached } from '../model/cached';
import { groupedBy } from '../model/grouped-by';
import { Inventory } from '../model/inventory';
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
  const binding = bindingsOf(inventory).get(name)?.find(({ namespace }) => mayBe(namespace, owner))?.binding;
  return binding === undefined ? NONE : [{
    at,
    problem: `keeps the token from the pods, while ${binding.title} gives their service account ${JSON.stringify(name)} a role`,
    related: [owner, binding].filter(object => object !== at.object),
  }];
}

/** That a binding gives a role to a service account of that namespace. */
interface Bound {
  readonly account: string;
  readonly namespace: string | undefined;
  readonly binding: ManifestObject;
}

/** By the name of the service account, each namespace once. */
const bindingsOf = cached((inventory: Inventory): ReadonlyMap<string, readonly Bound[]> => {
  const bindings = [...inventory.ofKind('rbac.authorization.k8s.io/RoleBinding'), ...inventory.ofKind('rbac.authorization.k8s.io/ClusterRoleBinding')];
  const bound = bindings.flatMap(binding => binding.root.at('subjects').items
    .filter(subject => subject.at('kind').string === 'ServiceAccount')
    .map((subject): Bound => ({ account: subject.at('name').string ?? '', namespace: subject.at('namespace').string ?? binding.namespace, binding })));
  return groupedBy([...new Map(bound.map(each => [`${each.namespace}/${each.account}`, each])).values()], ({ account }) => account);
});

function mayBe(namespace: string | undefined, owner: ManifestObject): boolean {
  return namespace === undefined || owner.namespace === undefined || namespace === owner.namespace;
}
