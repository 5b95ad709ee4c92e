import { AUTOSCALING } from './autoscaling';
import { CLAIM_TEMPLATES } from './claim-templates';
import { CONTAINER_PORTS } from './container-ports';
import { CONTAINERS } from './containers';
import { DISRUPTION_BUDGETS } from './disruption-budgets';
import { ENVIRONMENT } from './environment';
import { FIELDS } from './fields';
import { GOVERNING_SERVICE } from './governing-service';
import { IDENTITY } from './identity';
import { LIFECYCLE } from './lifecycle';
import { MOUNTS } from './mounts';
import { PLACEMENT } from './placement';
import { PODS } from './pods';
import { PROBES_AND_HOOKS } from './probes';
import { READINESS } from './readiness';
import { RESOURCES } from './resources';
import { RETENTION } from './retention';
import { ROLLOUT } from './rollout';
import { SECURITY } from './security';
import { SERVICE_PORTS } from './service-ports';
import { SERVICES } from './services';
import { SPREADING } from './spreading';
import { STATEFUL_SET } from './stateful-set';
import { STORAGE } from './storage';
import { TOPOLOGY_SPREAD } from './topology-spread';
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
  'Ports of containers': CONTAINER_PORTS,
  'Environment': ENVIRONMENT,
  'Mounts': MOUNTS,
  'Volumes': VOLUMES,
  'Probes and hooks': PROBES_AND_HOOKS,
  'Resources': RESOURCES,
  'Placement': PLACEMENT,
  'Topology spread': TOPOLOGY_SPREAD,
  'Pods': PODS,
  'Security': SECURITY,
  'Readiness': READINESS,
  'Lifecycle': LIFECYCLE,
  'Services': SERVICES,
  'Governing Services': GOVERNING_SERVICE,
  'Ports of Services': SERVICE_PORTS,
  'Rollout': ROLLOUT,
  'Autoscaling': AUTOSCALING,
  'Spreading': SPREADING,
  'Disruption budgets': DISRUPTION_BUDGETS,
};

/**
 * All rules.
 */
export const RULES: readonly Rule[] = Object.values(RULE_GROUPS).flat();
