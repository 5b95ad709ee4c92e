import { AUTOSCALING } from './autoscaling';
import { CLAIM_TEMPLATES } from './claim-templates';
import { CONTAINERS } from './containers';
import { DISRUPTION_BUDGETS } from './disruption-budgets';
import { FIELDS } from './fields';
import { GOVERNING_SERVICE } from './governing-service';
import { IDENTITY } from './identity';
import { LIFECYCLE } from './lifecycle';
import { MOUNTS } from './mounts';
import { NODE_BINDING } from './node-binding';
import { PLACEMENT } from './placement';
import { POD_SERVICES } from './pod-services';
import { PODS } from './pods';
import { PROBES } from './probes';
import { READINESS } from './readiness';
import { RESOURCES } from './resources';
import { RETENTION } from './retention';
import { ROLLOUT } from './rollout';
import { SERVICE_ADDRESSES } from './service-addresses';
import { SERVICE_PORT_LISTS } from './service-port-lists';
import { SERVICE_PORTS } from './service-ports';
import { SERVICE_TRAFFIC } from './service-traffic';
import { SERVICES } from './services';
import { SPREADING } from './spreading';
import { STATEFUL_SET } from './stateful-set';
import { STORAGE } from './storage';
import { UNREADY_PODS } from './unready-pods';
import { VOLUMES } from './volumes';
import { Rule } from '../rule';

/**
 * The rules by what they look at.
 */
export const RULE_GROUPS: Readonly<Record<string, readonly Rule[]>> = {
  'Names and identity': IDENTITY,
  'StatefulSets': STATEFUL_SET,
  'Fields': FIELDS,
  'Claim templates': CLAIM_TEMPLATES,
  'Storage': STORAGE,
  'Retention': RETENTION,
  'Containers': CONTAINERS,
  'Mounts': MOUNTS,
  'Volumes': VOLUMES,
  'Probes and hooks': PROBES,
  'Resources': RESOURCES,
  'Placement': PLACEMENT,
  'Pods': PODS,
  'Readiness': READINESS,
  'Lifecycle': LIFECYCLE,
  'Services': SERVICES,
  'Addresses of Services': SERVICE_ADDRESSES,
  'Traffic of Services': SERVICE_TRAFFIC,
  'Ports that Services list': SERVICE_PORT_LISTS,
  'Ports that Services lead to': SERVICE_PORTS,
  'Governing Services': GOVERNING_SERVICE,
  'Services of single pods': POD_SERVICES,
  'Pods that are not ready': UNREADY_PODS,
  'Rollout': ROLLOUT,
  'Autoscaling': AUTOSCALING,
  'Spreading': SPREADING,
  'Binding to nodes': NODE_BINDING,
  'Disruption budgets': DISRUPTION_BUDGETS,
};

/**
 * All rules.
 */
export const RULES: readonly Rule[] = Object.values(RULE_GROUPS).flat();
