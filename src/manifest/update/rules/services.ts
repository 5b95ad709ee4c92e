import { isIPv6 } from 'net';
import { Context, NONE, source } from '../../lint/rule';
import { Service } from '../../model/service';
import { invalidList } from '../api-server-messages';
import { isLive } from '../last-applied';
import { Change, UpdateFault, UpdateRule } from '../rule';

const NO_DATA = 'No data is touched; a Service has none.';
const HEADLESS = 'None';
const SINGLE_STACK = 'SingleStack';

/**
 * Rules on what Services keep for life.
 */
export const SERVICES: readonly UpdateRule[] = [
  {
    id: 'U08',
    name: 'cluster-ip-changed',
    severity: 'error',
    outcome: 'refused',
    demand: 'A Service keeps its address, and a headless Service stays headless.',
    consequence: 'the API server refuses the update',
    fix: 'keep the old clusterIP, and add another Service under another name; or delete the Service first',
    data: NO_DATA,
    link: source('pkg/apis/core/validation/validation.go', 8784),
    check: { service: clusterIpFaults },
  },
  {
    id: 'U09',
    name: 'service-field-changed',
    severity: 'error',
    outcome: 'refused',
    demand: 'A Service with an address keeps its first ipFamily, and gives up the second one only for ipFamilyPolicy: SingleStack; a load balancer '
      + 'keeps its loadBalancerClass and its healthCheckNodePort.',
    consequence: 'the API server refuses the update',
    fix: 'keep the old value, or delete the Service first',
    data: NO_DATA,
    link: source('pkg/apis/core/validation/validation.go', 8842),
    check: {
      service: change => isNowhereExternal(change)
        ? [...familyFaults(change), ...releaseFaults(change), ...loadBalancerClassFaults(change), ...healthCheckFaults(change)]
        : NONE,
    },
  },
];

/** A Service that is, or becomes, a name outside of the cluster may change all of this. */
function isNowhereExternal({ before, after }: Change<Service>): boolean {
  return before.type !== 'ExternalName' && after.type !== 'ExternalName';
}

function clusterIpFaults(change: Change<Service>, { target }: Context): readonly UpdateFault[] {
  const { before, after, written } = change;
  const [old, now] = [addressOf(before), addressOf(after)];
  if (!isNowhereExternal(change) || old === now) {
    return NONE;
  }
  if (now === undefined) {
    return old === HEADLESS ? leavesHeadless(after) : NONE;
  }
  const at = after.spec.at('clusterIP').isSet ? after.spec.at('clusterIP') : after.spec.at('clusterIPs', 0);
  if (old === undefined && now !== HEADLESS) {
    // what the cluster chose is known only to the cluster
    return isLive(written) || change.isLive ? NONE : [{
      at,
      problem: 'is new',
      severity: 'warning',
      consequence: 'the API server refuses the update unless it is the address that the Service has already',
      fix: 'remove it, and the Service keeps its address; or delete the Service first',
    }];
  }
  return [{
    at,
    problem: old === undefined ? 'is new, and the Service has an address' : `was ${JSON.stringify(old)}`,
    // with two families there is a second address, which no manifest has
    ...isSingleStack(change) && { apiServerMessage: invalidList('spec.clusterIPs[0]', [now], 'may not change once set', target) },
  }];
}

function isSingleStack({ before, after }: Change<Service>): boolean {
  return policyOf({ before, after }) === SINGLE_STACK
    && [before, after].every(({ spec }) => spec.at('clusterIPs').strings.length < 2 && spec.at('ipFamilies').strings.length < 2);
}

/** The policy after the update, which stays as it was where the new manifest has none. */
function policyOf({ before, after }: Pick<Change<Service>, 'before' | 'after'>): string {
  return after.spec.at('ipFamilyPolicy').string ?? before.spec.at('ipFamilyPolicy').string ?? SINGLE_STACK;
}

/** A headless Service whose new manifest has no `clusterIP`. It stays headless: a field that is missing keeps its value. */
function leavesHeadless({ spec, type }: Service): UpdateFault[] {
  if (type === 'LoadBalancer' || type === 'NodePort') {
    return [{
      at: spec.at('type'),
      problem: 'is new, and the Service stays headless as it was',
      apiServerMessage: `spec.clusterIPs[0]: Invalid value: "None": may not be set to 'None' for ${type} services`,
    }];
  }
  return [{
    at: spec.at('clusterIP'),
    problem: 'is missing, and was "None"',
    severity: 'warning',
    outcome: 'in-place',
    consequence: 'the update is accepted, and the Service silently stays headless',
    fix: 'write clusterIP: None; for a Service with an address take another name, or delete the Service first',
  }];
}

function addressOf({ spec }: Service): string | undefined {
  return spec.at('clusterIP').string ?? spec.at('clusterIPs', 0).string;
}

function familyFaults({ before, after }: Change<Service>): readonly UpdateFault[] {
  const [old, now] = [familyOf(before), after.spec.at('ipFamilies', 0).string];
  // headless Services have no address that would be of a family
  const isHeadless = [addressOf(before), addressOf(after)].includes(HEADLESS);
  if (isHeadless || old === undefined || now === undefined || old === now) {
    return NONE;
  }
  const address = addressOf(before);
  return [{
    at: after.spec.at('ipFamilies', 0),
    problem: `was ${JSON.stringify(old)}`,
    ...address !== undefined && (addressOf(after) ?? address) === address && {
      apiServerMessage: `spec.clusterIPs[0]: Invalid value: ${JSON.stringify(address)}: expected an ${now} value as indicated by \`ipFamilies[0]\``,
    },
  }];
}

/** A second address or IP family that is removed although the policy is not SingleStack. */
function releaseFaults(change: Change<Service>): UpdateFault[] {
  const { before, after, written } = change;
  const policy = policyOf(change);
  return [['clusterIPs', 'cluster IP'] as const, ['ipFamilies', 'IP family'] as const].flatMap(([key, what]) => {
    const isReleased = before.spec.at(key).strings.length > 1 && written.spec.at(key).strings.length === 1;
    return policy === SINGLE_STACK || !isReleased ? [] : [{
      at: after.spec.at(key),
      problem: `was ${JSON.stringify(before.spec.at(key).value)}`,
      fix: 'set ipFamilyPolicy to SingleStack; or keep both',
      apiServerMessage: `spec.ipFamilyPolicy: Invalid value: ${JSON.stringify(policy)}: must be 'SingleStack' to release the secondary ${what}`,
    }];
  });
}

function familyOf(service: Service): string | undefined {
  const address = addressOf(service);
  return service.spec.at('ipFamilies', 0).string ?? (address && (isIPv6(address) ? 'IPv6' : 'IPv4'));
}

function loadBalancerClassFaults({ before, after, isLive: fromCluster }: Change<Service>): readonly UpdateFault[] {
  const [old, now] = [before, after].map(service => service.spec.at('loadBalancerClass'));
  if (old === undefined || now === undefined || [before, after].some(({ type }) => type !== 'LoadBalancer') || old.string === now.string) {
    return NONE;
  }
  // a controller may have set the class that no manifest has
  return fromCluster && !now.isSet ? NONE : [{
    at: now,
    problem: old.isSet ? `${now.isSet ? '' : 'is missing, and '}was ${JSON.stringify(old.value)}` : 'is new',
    apiServerMessage: `spec.loadBalancerClass: Invalid value: ${JSON.stringify(now.value ?? null)}: may not change once set`,
  }];
}

function healthCheckFaults({ before, after, written, isLive: fromCluster }: Change<Service>): readonly UpdateFault[] {
  const [old, now] = [before, after].map(({ spec }) => spec.at('healthCheckNodePort').number);
  if (![before, after].every(checksHealth) || now === undefined || old === now) {
    return NONE;
  }
  const at = after.spec.at('healthCheckNodePort');
  const apiServerMessage = 'spec.healthCheckNodePort: Forbidden: field is immutable';
  if (old !== undefined) {
    return [{ at, problem: `was ${old}`, apiServerMessage }];
  }
  return isLive(written) || fromCluster ? NONE : [{
    at,
    problem: 'is new',
    severity: 'warning',
    consequence: 'the API server refuses the update unless it is the port that the Service has already',
    fix: 'remove it, and the Service keeps its port; or delete the Service first',
    apiServerMessage,
  }];
}

function checksHealth({ spec, type }: Service): boolean {
  return type === 'LoadBalancer' && spec.at('externalTrafficPolicy').string === 'Local';
}
