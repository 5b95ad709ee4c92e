import * as kplus from 'cdk8s-plus-28';
import { ExternalTrafficPolicy, IpFamily, IpFamilyPolicy, ServiceOptions } from '../src';
import { chart, statefulApp } from './support';

const LB = kplus.ServiceType.LOAD_BALANCER;

test.each<[string, ServiceOptions, string]>([
  ['a type that selects no pod', { type: kplus.ServiceType.EXTERNAL_NAME }, 'Service "db-client" type "ExternalName" leads out of the cluster'],
  ['a load balancer class of a ClusterIP', { loadBalancerClass: 'a/b' }, 'Service "db-client" loadBalancerClass "a/b" needs a Service of type LoadBalancer'],
  [
    'source ranges of a NodePort',
    { type: kplus.ServiceType.NODE_PORT, loadBalancerSourceRanges: ['192.0.2.0/24'] },
    'Service "db-client" loadBalancerSourceRanges ["192.0.2.0/24"] needs a Service of type LoadBalancer, and this one is NodePort',
  ],
  ['node ports of a ClusterIP', { allocateLoadBalancerNodePorts: false }, 'Service "db-client" allocateLoadBalancerNodePorts false needs a Service of type'],
  [
    'an external traffic policy of a ClusterIP',
    { externalTrafficPolicy: ExternalTrafficPolicy.LOCAL },
    'Service "db-client" externalTrafficPolicy "Local" needs a Service of type NodePort or LoadBalancer, and this one is ClusterIP',
  ],
  ['a node port of a ClusterIP', { ports: [{ port: 5432, nodePort: 30000 }] }, 'Service "db-client" ports.nodePort 30000 needs a Service of type NodePort'],
  ['no port', { ports: [] }, 'Service "db-client" ports [] leaves the Service without a port'],
  ['the port 0', { ports: [{ port: 0 }] }, 'Service "db-client" ports.port 0 is not a whole number from 1 to 65535'],
  ['the target port 65536', { ports: [{ port: 1, targetPort: 65536 }] }, 'Service "db-client" ports.targetPort 65536 is not a whole number'],
  ['a fraction of a node port', { type: kplus.ServiceType.NODE_PORT, ports: [{ port: 1, nodePort: 0.5 }] }, 'Service "db-client" ports.nodePort 0.5 is not'],
  ['a port name that is none', { ports: [{ port: 1, name: 'My' }] }, 'Service "db-client" ports.name "My" is not a DNS label'],
  ['a port twice', { ports: [{ port: 1, name: 'a' }, { port: 1, name: 'b' }] }, 'Service "db-client" ports.port 1 is there twice'],
  ['a port name twice', { ports: [{ port: 1, name: 'a' }, { port: 2, name: 'a' }] }, 'Service "db-client" ports.name "a" is there twice'],
  ['no IP family', { ipFamilies: [] }, 'Service "db-client" ipFamilies [] is not one family, or two different ones'],
  ['an IP family twice', { ipFamilies: [IpFamily.IPV4, IpFamily.IPV4] }, 'Service "db-client" ipFamilies ["IPv4","IPv4"] is not one family'],
  [
    'two IP families of a single stack',
    { ipFamilies: [IpFamily.IPV4, IpFamily.IPV6], ipFamilyPolicy: IpFamilyPolicy.SINGLE_STACK },
    'Service "db-client" ipFamilies ["IPv4","IPv6"] needs ipFamilyPolicy PREFER_DUAL_STACK or REQUIRE_DUAL_STACK',
  ],
  ['a load balancer class that is none', { type: LB, loadBalancerClass: 'a b' }, 'Service "db-client" loadBalancerClass "a b" is not a qualified name'],
  ['an empty load balancer class', { type: LB, loadBalancerClass: '' }, 'Service "db-client" loadBalancerClass "" is not a qualified name'],
  ['a range that is none', { type: LB, loadBalancerSourceRanges: ['10.0.0.0'] }, 'Service "db-client" loadBalancerSourceRanges "10.0.0.0" is not a CIDR block'],
  ['a label that is none', { labels: { app: 'a b' } }, 'Service "db-client" labels.app "a b" is not a label value'],
  ['an annotation that is none', { annotations: { 'a b': '' } }, 'Service "db-client" annotations "a b" is not a qualified name'],
  [
    'a node port twice',
    { type: kplus.ServiceType.NODE_PORT, ports: [{ port: 1, nodePort: 30000 }, { port: 2, nodePort: 30000 }] },
    'Service "db-client" ports.nodePort 30000 is also one of Service "db-client"; choose another',
  ],
  ['the name of the headless Service', { name: 'db' }, 'Service "db" name "db" is there twice; give each Service another name'],
])('fails for %s', (_, options, message) => {
  expect(() => statefulApp(chart()).addClientService(options)).toThrow(message);
});

test('a node port can be there once with each protocol', () => {
  const ports = [{ port: 1, nodePort: 30000 }, { port: 1, nodePort: 30000, protocol: kplus.Protocol.UDP }];
  expect(() => statefulApp(chart()).addClientService({ type: kplus.ServiceType.NODE_PORT, ports })).not.toThrow();
});

test('a port can be there once with each protocol', () => {
  expect(() => statefulApp(chart()).addClientService({ ports: [{ port: 53 }, { port: 53, protocol: kplus.Protocol.UDP }] })).not.toThrow();
});
