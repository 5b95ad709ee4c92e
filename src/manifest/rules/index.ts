import { AUTOSCALER_METRICS } from './autoscaler-metrics';
import { AUTOSCALING } from './autoscaling';
import { BYTE_AMOUNTS } from './byte-amounts';
import { CLAIM_METADATA } from './claim-metadata';
import { CLAIM_TEMPLATES } from './claim-templates';
import { CONTAINER_PORTS } from './container-ports';
import { CONTAINER_RESTARTS } from './container-restarts';
import { CONTAINERS } from './containers';
import { DISRUPTION_BUDGETS } from './disruption-budgets';
import { ENVIRONMENT } from './environment';
import { ENVIRONMENT_NAMES } from './environment-names';
import { FIELDS } from './fields';
import { GOVERNING_SERVICE } from './governing-service';
import { IDENTITY } from './identity';
import { IMAGE_DATA } from './image-data';
import { KERNEL_PARAMETERS } from './kernel-parameters';
import { KEYS } from './keys';
import { LIFECYCLE } from './lifecycle';
import { MOUNTS } from './mounts';
import { NETWORK_POLICIES } from './network-policies';
import { NODE_BINDING } from './node-binding';
import { OBJECT_KINDS } from './object-kinds';
import { OBJECT_NAMES } from './object-names';
import { PLACEMENT } from './placement';
import { POD_SECURITY } from './pod-security';
import { POD_SERVICES } from './pod-services';
import { PODS } from './pods';
import { PROBES_AND_HOOKS } from './probes';
import { PROGRAMS } from './programs';
import { PROVISIONING } from './provisioning';
import { READINESS } from './readiness';
import { REFERENCES } from './references';
import { RESOURCES } from './resources';
import { RETENTION } from './retention';
import { ROLLOUT } from './rollout';
import { ROOT_USER } from './root-user';
import { SECURITY } from './security';
import { SERVICE_ACCOUNT_TOKENS } from './service-account-tokens';
import { SERVICE_ADDRESSES } from './service-addresses';
import { SERVICE_ENDPOINTS } from './service-endpoints';
import { SERVICE_PORT_LISTS } from './service-port-lists';
import { SERVICE_PORTS } from './service-ports';
import { SERVICE_TRAFFIC } from './service-traffic';
import { SERVICES } from './services';
import { SIDECARS } from './sidecars';
import { SINGLE_PODS } from './single-pods';
import { SPREADING } from './spreading';
import { STATEFUL_SET } from './stateful-set';
import { STATEFUL_SET_PODS } from './stateful-set-pods';
import { STATIC_VOLUMES } from './static-volumes';
import { STORAGE } from './storage';
import { TEMPLATES } from './templates';
import { TOPOLOGY_SPREAD } from './topology-spread';
import { UNREADY_PODS } from './unready-pods';
import { UNUSED_VOLUMES } from './unused-volumes';
import { VARIABLE_REFERENCES } from './variable-references';
import { VOLUME_OWNERSHIP } from './volume-ownership';
import { VOLUMES } from './volumes';
import { Rule } from '../lint/rule';

/**
 * The rules by what they look at.
 */
export const RULE_GROUPS: Readonly<Record<string, readonly Rule[]>> = {
  'Names and identity': IDENTITY,
  'Names of objects': OBJECT_NAMES,
  'Kinds of objects': OBJECT_KINDS,
  'StatefulSets': STATEFUL_SET,
  'Pods of StatefulSets': STATEFUL_SET_PODS,
  'Fields': FIELDS,
  'Claim templates': CLAIM_TEMPLATES,
  'Metadata of claim templates': CLAIM_METADATA,
  'Provisioning': [...PROVISIONING, ...STATIC_VOLUMES],
  'Storage': [...STORAGE, ...UNUSED_VOLUMES],
  'Data of images': IMAGE_DATA,
  'Ownership of volumes': VOLUME_OWNERSHIP,
  'Retention': RETENTION,
  'Containers': CONTAINERS,
  'Programs': PROGRAMS,
  'Ports of containers': CONTAINER_PORTS,
  'Environment': ENVIRONMENT,
  'Mounts': MOUNTS,
  'Volumes': VOLUMES,
  'Probes and hooks': PROBES_AND_HOOKS,
  'Resources': RESOURCES,
  'Placement': PLACEMENT,
  'Topology spread': TOPOLOGY_SPREAD,
  'Restarts of containers': CONTAINER_RESTARTS,
  'Pods': PODS,
  'Pod Security': POD_SECURITY,
  'Security': SECURITY,
  'Readiness': READINESS,
  'Lifecycle': LIFECYCLE,
  'Names in the environment': ENVIRONMENT_NAMES,
  'References to variables': VARIABLE_REFERENCES,
  'Templates': TEMPLATES,
  'Sidecars': SIDECARS,
  'Users': ROOT_USER,
  'Kernel parameters': KERNEL_PARAMETERS,
  'Amounts of bytes': BYTE_AMOUNTS,
  'References': REFERENCES,
  'Keys': KEYS,
  'Tokens of service accounts': SERVICE_ACCOUNT_TOKENS,
  'Services': SERVICES,
  'Addresses of Services': SERVICE_ADDRESSES,
  'Traffic of Services': SERVICE_TRAFFIC,
  'Ports that Services list': SERVICE_PORT_LISTS,
  'Ports that Services lead to': SERVICE_PORTS,
  'Governing Services': GOVERNING_SERVICE,
  'Services of single pods': POD_SERVICES,
  'Selectors of single pods': SINGLE_PODS,
  'Pods behind Services': SERVICE_ENDPOINTS,
  'Network policies': NETWORK_POLICIES,
  'Pods that are not ready': UNREADY_PODS,
  'Rollout': ROLLOUT,
  'Autoscaling': [...AUTOSCALING, ...AUTOSCALER_METRICS],
  'Spreading': SPREADING,
  'Binding to nodes': NODE_BINDING,
  'Disruption budgets': DISRUPTION_BUDGETS,
};

/**
 * All rules.
 */
export const RULES: readonly Rule[] = Object.values(RULE_GROUPS).flat();
