import * as fc from 'fast-check';
import {
  dnsLabelFault, dnsSubdomainFault, labelValueFault, LONGEST_STATEFUL_SET_NAME, portNameFault, qualifiedNameFault, serviceNameFault,
  searchDomainFault, statefulSetNameFault,
} from '../../../src/manifest/kubernetes/names';

const label = fc.stringMatching(/^[a-z]([-a-z0-9]{0,50}[a-z0-9])?$/);

test.each(['a', 'db', 'db-0', '0db', 'a'.repeat(63)])('a DNS label may be %s', name => {
  expect(dnsLabelFault(name)).toBeUndefined();
});

test.each(['', 'Db', 'my_db', 'my.db', '-db', 'db-', 'ä', 'db\n', 'a'.repeat(64)])('fails for %j as a DNS label', name => {
  expect(dnsLabelFault(name)).toMatch(/is not a DNS label; use/);
});

test.each(['a', 'fast.ssd', 'a'.repeat(253)])('a DNS subdomain may be %s', name => {
  expect(dnsSubdomainFault(name)).toBeUndefined();
});

test.each(['', '.', 'a..b', 'a.', 'A', 'a_b', 'a'.repeat(254)])('fails for %j as a DNS subdomain', name => {
  expect(dnsSubdomainFault(name)).toMatch(/is not a DNS subdomain; use/);
});

test('fails for a Service that begins with a digit', () => {
  expect(serviceNameFault('0db')).toMatch(/begins with a digit/);
});

test('a StatefulSet may have a name of 52 characters', () => {
  expect(statefulSetNameFault('a'.repeat(LONGEST_STATEFUL_SET_NAME))).toBeUndefined();
});

test('fails for a StatefulSet with a name of 53 characters', () => {
  expect(statefulSetNameFault('a'.repeat(53))).toMatch(/has 53 characters, and a StatefulSet whose name has more than 52 never gets a pod/);
});

test('fails for a StatefulSet with a dot in its name', () => {
  expect(statefulSetNameFault('my.db')).toMatch(/is not a DNS label/);
});

test.each(['http', 'a', 'p2p-1'])('a port may be called %s', name => {
  expect(portNameFault(name)).toBeUndefined();
});

test.each(['', '80', 'a--b', '-a', 'HTTP', 'a'.repeat(16)])('fails for %j as the name of a port', name => {
  expect(portNameFault(name)).toMatch(/is not a port name/);
});

test.each(['app', 'app.kubernetes.io/name', 'A_b.c'])('a label may have the key %s', key => {
  expect(qualifiedNameFault(key)).toBeUndefined();
});

test.each(['', '/app', 'a/', 'A.io/b', 'a b', 'x/y/z', 'a'.repeat(64)])('fails for %j as the key of a label', key => {
  expect(qualifiedNameFault(key)).toMatch(/is not a qualified name/);
});

test.each(['', 'v1.2', 'A_b'])('a label may have the value %j', value => {
  expect(labelValueFault(value)).toBeUndefined();
});

test.each(['a b', '-a', 'a-', 'a/b', 'a'.repeat(64)])('fails for %j as the value of a label', value => {
  expect(labelValueFault(value)).toMatch(/is not a label value/);
});

test('whatever is a DNS label is a DNS subdomain and a label value, too', () => {
  fc.assert(fc.property(label, name => {
    expect([dnsLabelFault(name), dnsSubdomainFault(name), labelValueFault(name)]).toEqual([undefined, undefined, undefined]);
  }));
});

test.each(['example.com', 'example.com.', '.', '_dns._tcp.example.com', 'svc.cluster.local'])('%s is a domain to search in', domain => {
  expect(searchDomainFault(domain)).toBeUndefined();
});

test.each(['', '..', '.com', 'Example.com', '__a', 'a..b', `${'a'.repeat(250)}.com.x`])('%j is no domain to search in', domain => {
  expect(searchDomainFault(domain)).toContain('is not a DNS domain');
});
