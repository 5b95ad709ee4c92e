import * as fc from 'fast-check';
import {
  beginningsOf, dnsLabelProblem, dnsSubdomainProblem, labelValueProblem, LONGEST_STATEFUL_SET_NAME, portNameProblem, qualifiedNameProblem,
  searchDomainProblem, serviceNameProblem, statefulSetNameProblem,
} from '../../../src/manifest/kubernetes/names';

const label = fc.stringMatching(/^[a-z]([-a-z0-9]{0,50}[a-z0-9])?$/);

test.each(['a', 'db', 'db-0', '0db', 'a'.repeat(63)])('a DNS label may be %s', name => {
  expect(dnsLabelProblem(name)).toBeUndefined();
});

test.each(['', 'Db', 'my_db', 'my.db', '-db', 'db-', 'ä', 'db\n', 'a'.repeat(64)])('fails for %j as a DNS label', name => {
  expect(dnsLabelProblem(name)?.problem).toMatch(/is not a DNS label/);
});

test.each(['a', 'fast.ssd', 'a'.repeat(253)])('a DNS subdomain may be %s', name => {
  expect(dnsSubdomainProblem(name)).toBeUndefined();
});

test.each(['', '.', 'a..b', 'a.', 'A', 'a_b', 'a'.repeat(254)])('fails for %j as a DNS subdomain', name => {
  expect(dnsSubdomainProblem(name)?.problem).toMatch(/is not a DNS subdomain/);
});

test('fails for a Service that begins with a digit', () => {
  expect(serviceNameProblem('0db')?.problem).toMatch(/begins with a digit/);
});

test('a StatefulSet may have a name of 52 characters', () => {
  expect(statefulSetNameProblem('a'.repeat(LONGEST_STATEFUL_SET_NAME))).toBeUndefined();
});

test('fails for a StatefulSet with a name of 53 characters', () => {
  expect(statefulSetNameProblem('a'.repeat(53))?.problem).toMatch(/has 53 characters, and a StatefulSet whose name has more than 52 never gets a pod/);
});

test('fails for a StatefulSet with a dot in its name', () => {
  expect(statefulSetNameProblem('my.db')?.problem).toMatch(/is not a DNS label/);
});

test.each(['http', 'a', 'p2p-1'])('a port may be called %s', name => {
  expect(portNameProblem(name)).toBeUndefined();
});

test.each(['', '80', 'a--b', '-a', 'HTTP', 'a'.repeat(16)])('fails for %j as the name of a port', name => {
  expect(portNameProblem(name)?.problem).toMatch(/is not a port name/);
});

test.each(['app', 'app.kubernetes.io/name', 'A_b.c'])('a label may have the key %s', key => {
  expect(qualifiedNameProblem(key)).toBeUndefined();
});

test.each(['', '/app', 'a/', 'A.io/b', 'a b', 'x/y/z', 'a'.repeat(64)])('fails for %j as the key of a label', key => {
  expect(qualifiedNameProblem(key)?.problem).toMatch(/is not a qualified name/);
});

test.each(['', 'v1.2', 'A_b'])('a label may have the value %j', value => {
  expect(labelValueProblem(value)).toBeUndefined();
});

test.each(['a b', '-a', 'a-', 'a/b', 'a'.repeat(64)])('fails for %j as the value of a label', value => {
  expect(labelValueProblem(value)?.problem).toMatch(/is not a label value/);
});

test('whatever is a DNS label is a DNS subdomain and a label value, too', () => {
  fc.assert(fc.property(label, name => {
    expect([dnsLabelProblem(name), dnsSubdomainProblem(name), labelValueProblem(name)]).toEqual([undefined, undefined, undefined]);
  }));
});

test.each(['example.com', 'example.com.', '.', '_dns._tcp.example.com', 'svc.cluster.local'])('%s is a domain to search in', domain => {
  expect(searchDomainProblem(domain)).toBeUndefined();
});

test.each(['', '..', '.com', 'Example.com', '__a', 'a..b', `${'a'.repeat(250)}.com.x`])('%j is no domain to search in', domain => {
  expect(searchDomainProblem(domain)?.problem).toContain('is not a DNS domain');
});

test('a name begins with all its parts that end before a dash', () => {
  expect(beginningsOf('db-0-client')).toEqual(['db-0-client', 'db-0', 'db']);
});

test('nothing begins what is too long for a name', () => {
  expect(beginningsOf('a-'.repeat(127))).toEqual([]);
});
