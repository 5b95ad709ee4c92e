import { METADATA } from './stateful-set';
import { Field } from '../../manifest/model/field';
import { ManifestObject } from '../../manifest/model/object';
import { call, Code, list, make, name, Statement, struct, text } from '../code';
import { entriesOf, place } from '../fields';
import { Scope, suffixed } from '../scope';

/** What cdk8s-plus has constants for, of what pods are allowed to see. */
const RESOURCES: Readonly<Record<string, string>> = {
  '/configmaps': 'CONFIG_MAPS',
  '/endpoints': 'ENDPOINTS',
  '/events': 'EVENTS',
  '/namespaces': 'NAMESPACES',
  '/nodes': 'NODES',
  '/persistentvolumeclaims': 'PERSISTENT_VOLUME_CLAIMS',
  '/pods': 'PODS',
  '/secrets': 'SECRETS',
  '/serviceaccounts': 'SERVICE_ACCOUNTS',
  '/services': 'SERVICES',
  'apps/statefulsets': 'STATEFUL_SETS',
  'batch/jobs': 'JOBS',
  'coordination.k8s.io/leases': 'LEASES',
  'discovery.k8s.io/endpointslices': 'ENDPOINT_SLICES',
  'policy/poddisruptionbudgets': 'POD_DISRUPTION_BUDGETS',
};

const READ = 'get,list,watch';
const READ_WRITE = 'get,list,watch,create,update,patch,delete,deletecollection';

/**
 * Statements that make a Role. Where a rule is about several resources, cdk8s-plus writes several rules.
 */
export function role(object: ManifestObject, constant: string, scope: Scope): Statement[] {
  scope.refer('Role', object.name, constant);
  return [
    {
      constant,
      at: place(object.root),
      code: make('kplus.Role', name('this'), text(scope.id(suffixed(object.name, 'Role'))), struct([
        { key: 'metadata', code: struct(entriesOf(object.metadata, METADATA, scope)), at: place(object.metadata) },
      ])),
    },
    ...object.root.at('rules').items.map(rule => ({ code: allow(name(constant), rule), at: place(rule) })),
  ];
}

function allow(of: Code, rule: Field): Code {
  const { strings: verbs } = rule.at('verbs');
  const resources = rule.at('resources').strings.flatMap(resource => rule.at('apiGroups').strings.map(group => apiResource(group, resource)));
  switch (verbs.join()) {
    case READ: return call(of, 'allowRead', ...resources);
    case READ_WRITE: return call(of, 'allowReadWrite', ...resources);
    default: return call(of, 'allow', list(verbs.map(text)), ...resources);
  }
}

function apiResource(group: string, resource: string): Code {
  const known = RESOURCES[`${group}/${resource}`];
  return known === undefined
    ? call(name('kplus.ApiResource'), 'custom', struct([{ key: 'apiGroup', code: text(group) }, { key: 'resourceType', code: text(resource) }]))
    : name(`kplus.ApiResource.${known}`);
}

/**
 * Statements that bind a role to the ServiceAccount of an application.
 */
export function roleBinding(object: ManifestObject, account: string, constant: string, scope: Scope): Statement[] {
  const { root } = object;
  const of = scope.reference(root.at('roleRef', 'kind').string === 'ClusterRole' ? 'ClusterRole' : 'Role', root.at('roleRef', 'name').string ?? '');
  return [
    {
      constant,
      at: place(root),
      code: make('kplus.RoleBinding', name('this'), text(scope.id(suffixed(object.name, 'RoleBinding'))), struct([
        { key: 'metadata', code: struct(entriesOf(object.metadata, METADATA, scope)), at: place(object.metadata) },
        { key: 'role', code: of, at: place(root.at('roleRef')) },
      ])),
    },
    { code: call(name(constant), 'addSubjects', scope.reference('ServiceAccount', account)), at: place(root.at('subjects')) },
  ];
}
