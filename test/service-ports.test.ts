import * as kplus from 'cdk8s-plus-28';
import { chart, statefulApp } from './support';
import { containerPorts, servicePorts } from '../src/service-ports';

function app(...ports: kplus.ContainerPort[][]) {
  return statefulApp(chart(), { containers: ports.map((list, index) => ({ name: `c${index}`, image: 'image:1.0', ports: list })) });
}

test('one port needs no name', () => {
  expect(containerPorts(app([{ number: 80 }]))).toEqual([{ port: 80 }]);
});

test('one port keeps its name', () => {
  expect(containerPorts(app([{ number: 80, name: 'http' }]))).toEqual([{ port: 80, name: 'http' }]);
});

test('several ports without a name are called after protocol and number', () => {
  const ports = containerPorts(app([{ number: 53 }, { number: 53, protocol: kplus.Protocol.UDP }, { number: 80, name: 'http' }]));
  expect(ports.map(port => port.name)).toEqual(['tcp-53', 'udp-53', 'http']);
});

test('a name that another container has, too, gets the number', () => {
  expect(containerPorts(app([{ number: 1, name: 'metrics' }], [{ number: 2, name: 'metrics' }])).map(port => port.name)).toEqual(['metrics', 'metrics-2']);
});

test('a name and a number that others have, too, get the protocol', () => {
  const ports = containerPorts(app([{ number: 1, name: 'dns' }], [{ number: 2, name: 'dns' }], [{ number: 2, name: 'dns', protocol: kplus.Protocol.UDP }]));
  expect(ports.map(port => port.name)).toEqual(['dns', 'dns-2', 'dns-2-udp']);
});

test('a name that is given stays, and a name of a container gives way', () => {
  const one = app([{ number: 5432, name: 'client' }]);
  expect(servicePorts(one, [{ port: 5432 }, { port: 80, targetPort: 5432, name: 'client' }]).map(port => port.name)).toEqual(['client-5432', 'client']);
});

test('a port that two containers declare is there once', () => {
  expect(containerPorts(app([{ number: 80 }], [{ number: 80 }]))).toEqual([{ port: 80 }]);
});

test('the ports of sidecars count', () => {
  const one = app([{ number: 80, name: 'http' }]);
  one.addInitContainer({ image: 'proxy:1.0', restartPolicy: kplus.ContainerRestartPolicy.ALWAYS, ports: [{ number: 15001, name: 'proxy' }] });
  expect(containerPorts(one).map(port => port.port)).toEqual([80, 15001]);
});

test('the ports of init containers that end do not count', () => {
  const one = app([{ number: 80 }]);
  one.addInitContainer({ image: 'busybox:1.36', ports: [{ number: 1 }] });
  expect(containerPorts(one)).toEqual([{ port: 80 }]);
});

test('a chosen port has the name and the protocol of the container port', () => {
  expect(servicePorts(app([{ number: 53, name: 'dns', protocol: kplus.Protocol.UDP }]), [{ port: 53 }]))
    .toEqual([{ port: 53, name: 'dns', protocol: 'UDP' }]);
});

test('a chosen port can lead to another number', () => {
  expect(servicePorts(app([{ number: 8080, name: 'http' }]), [{ port: 80, targetPort: 8080 }])).toEqual([{ port: 80, targetPort: 8080, name: 'http' }]);
});

test('a chosen port that says its protocol is looked up by it', () => {
  const one = app([{ number: 53, name: 'dns-tcp' }, { number: 53, name: 'dns', protocol: kplus.Protocol.UDP }]);
  expect(servicePorts(one, [{ port: 53, protocol: kplus.Protocol.UDP }])).toEqual([{ port: 53, name: 'dns', protocol: 'UDP' }]);
});
