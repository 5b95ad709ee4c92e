import { addressProblem, areOfOneFamily, isSpecialAddress } from '../kubernetes/addresses';
import { inItsLetters } from '../lint/edit';
import { Context, Fault, faultsAt, NONE, Rule, source } from '../lint/rule';
import { Field } from '../model/field';
import { Service } from '../model/service';

const FAMILIES = ['IPv4', 'IPv6'];
const POLICIES = ['SingleStack', 'PreferDualStack', 'RequireDualStack'];

const SETTINGS = ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'externalIPs'];

/**
 * Rules on the addresses of Services.
 */
export const SERVICE_ADDRESSES: readonly Rule[] = [
  {
    id: 'S11',
    name: 'service-addresses-invalid',
    severity: 'error',
    demand: 'The addresses of a Service and their families are valid and agree: None stands alone, and two families need a dual-stack policy.',
    consequence: 'the API server refuses the Service',
    fix: 'set clusterIP alone, or leave the addresses to the API server',
    link: source('pkg/apis/core/validation/validation.go', 8659),
    check: {
      service: (service, context) => {
        // most Services leave their addresses to the API server
        if (!SETTINGS.some(name => service.spec.at(name).isSet)) {
          return NONE;
        }
        return service.type === 'ExternalName' ? familiesOfName(service) : [
          ...faultsOfClusterIps(service, context),
          ...faultsOfFamilies(service),
          ...service.spec.at('externalIPs').items.flatMap(item => faultsOfExternalIp(item, context)),
        ];
      },
    },
  },
  {
    id: 'R26',
    name: 'headless-service-setting-ignored',
    severity: 'warning',
    demand: 'A headless Service has no setting that only a proxy would act on.',
    consequence: 'nothing acts on it, as no proxy stands before the pods of a headless Service',
    fix: 'set it on a Service for clients that is not headless',
    link: source('pkg/api/service/warnings.go', 44),
    check: {
      service: ({ spec, isHeadless, type }) => {
        if (!isHeadless || type !== 'ClusterIP') {
          return NONE;
        }
        const affinity = spec.at('sessionAffinity');
        const ignored = [
          ...affinity.string && affinity.string !== 'None' ? [affinity] : [],
          ...spec.at('externalIPs').items.length > 0 ? [spec.at('externalIPs')] : [],
          ...spec.at('loadBalancerIP').string ? [spec.at('loadBalancerIP')] : [],
        ];
        return ignored.map(at => ({ at, problem: 'is ignored on a headless Service' }));
      },
    },
  },
  {
    id: 'R109',
    name: 'external-addresses-deprecated',
    severity: 'info',
    demand: 'A Service is reached by its load balancer or the ports of nodes, and not by `externalIPs`.',
    consequence: 'the field is deprecated from Kubernetes 1.36 on: kube-proxy does not act on it where its gate AllowServiceExternalIPs is off; ' +
      'and whoever may set it can take over the traffic to any address (CVE-2020-8554)',
    fix: 'use type LoadBalancer, which MetalLB and others serve in clusters of your own, or a Gateway',
    link: 'https://kep.k8s.io/5707',
    versions: 'from 1.36',
    check: {
      service: ({ spec, isHeadless, type }, { target }) => {
        const addresses = spec.at('externalIPs');
        // R26 reports what a headless Service ignores
        return target.isPartlyFrom('1.36') && addresses.items.length > 0 && !isHeadless && type !== 'ExternalName'
          ? [{ at: addresses, problem: 'is deprecated' }]
          : NONE;
      },
    },
  },
];

function familiesOfName({ spec }: Service): readonly Fault[] {
  const set = [spec.at('ipFamilies'), spec.at('ipFamilyPolicy')].filter(field => field.items.length > 0 || field.string !== undefined);
  return set.map(at => ({ at, problem: 'is set on an ExternalName Service, which has no address', fix: 'remove it' }));
}

function faultsOfClusterIps({ spec }: Service, { target }: Context): readonly Fault[] {
  const [one, all] = [spec.at('clusterIP'), spec.at('clusterIPs')];
  if (!one.string && all.items.length === 0) {
    return NONE;
  }
  if (!one.string) {
    return [{ at: all, problem: 'is set without clusterIP', fix: 'set clusterIP to the first of them' }];
  }
  // the API server makes the list of the one address where there is none
  const addresses = all.items.length > 0 ? all.items : [one];
  if (addresses[0]?.string !== one.string) {
    return [{ at: all.at(0), problem: `is not the clusterIP ${JSON.stringify(one.string)}`, fix: 'make the first of clusterIPs the clusterIP' }];
  }
  if (one.string === 'None') {
    return addresses.length > 1 ? [{ at: all, problem: 'has more than None', fix: 'remove the other addresses' }] : NONE;
  }
  const faults = addresses.flatMap(at => at.string === undefined ? NONE : faultsAt(at, addressProblem(at.string, target.isPartlyFrom('1.36')))
    .map(fault => ({ ...fault, ...inItsLetters(at.string, ['None']) })));
  if (faults.length > 0) {
    return faults;
  }
  const [first = '', second = '', ...more] = all.strings;
  return more.length > 0 || (second !== '' && areOfOneFamily(first, second))
    ? [{ at: all, problem: 'has more than one address of a family', fix: 'set at most one IPv4 address and one IPv6 address' }]
    : NONE;
}

function faultsOfFamilies(service: Service): readonly Fault[] {
  const { spec } = service;
  const families = spec.at('ipFamilies');
  const policy = spec.at('ipFamilyPolicy');
  const unknown = families.items.filter(({ string }) => string !== undefined && !FAMILIES.includes(string));
  const [first, second] = families.strings;
  const faults: readonly Fault[] = [
    ...unknown.map(at => ({ at, problem: 'is no family of addresses', fix: `use ${FAMILIES.join(' or ')}`, ...inItsLetters(at.string, FAMILIES) })),
    ...first !== undefined && first === second ? [{ at: families.at(1), problem: 'is there twice', fix: 'remove one' }] : NONE,
    ...policy.string !== undefined && !POLICIES.includes(policy.string)
      ? [{ at: policy, problem: 'is no policy for families', fix: `use one of ${POLICIES.join(', ')}`, ...inItsLetters(policy.string, POLICIES) }]
      : NONE,
    ...addressesOfOtherFamily(service).map(at => ({ at, problem: 'is not of its family in ipFamilies', fix: 'put both in the same order' })),
  ];
  const hasTwo = families.items.length > 1 || spec.at('clusterIPs').items.length > 1;
  if (faults.length > 0 || !hasTwo) {
    return faults;
  }
  // without a policy the API server takes one family, but two where somebody else manages the endpoints
  const isSingle = policy.isSet ? policy.string === 'SingleStack' : !(service.isHeadless && !service.selects);
  return isSingle && !service.spec.at('clusterIPs').strings.includes('None')
    ? [{
      at: policy,
      problem: policy.isSet ? 'is for one family, and there are two' : 'is missing, and there are two families',
      fix: 'set it to PreferDualStack or RequireDualStack',
    }]
    : NONE;
}

function addressesOfOtherFamily({ spec, isHeadless }: Service): Field[] {
  const families = spec.at('ipFamilies').strings;
  const addresses = spec.at('clusterIPs').items.length > 0 ? spec.at('clusterIPs').items : [spec.at('clusterIP')];
  return isHeadless ? [] : addresses.filter(({ string }, index) => {
    const family = families[index];
    return string && addressProblem(string, false) === undefined && family !== undefined && string.includes(':') !== (family === 'IPv6');
  });
}

function faultsOfExternalIp(at: Field, { target }: Context): readonly Fault[] {
  const address = at.string;
  if (address === undefined) {
    return NONE;
  }
  const faults = faultsAt(at, addressProblem(address, target.isPartlyFrom('1.36')));
  return faults.length === 0 && isSpecialAddress(address)
    ? [{ at, problem: 'is an address that leads nowhere from outside', fix: 'use an address that is routed to the nodes' }]
    : faults;
}
