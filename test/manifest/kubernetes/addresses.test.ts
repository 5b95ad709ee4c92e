import { addressProblem, areOfOneFamily, cidrProblem, isSpecialAddress } from '../../../src/manifest/kubernetes/addresses';

test.each(['192.0.2.0/24', '0.0.0.0/0', '192.0.2.1/32', ' 192.0.2.0/24 ', '2001:db8::/64', '::/128', '::1/128', '2001:db8:1:2:3:4:5:6/128', '2001:db8::1:0/112'])('%s is a CIDR block', block => {
  expect(cidrProblem(block)).toBeUndefined();
});

test.each(['192.0.2.0', '192.0.2.0/33', '192.0.2/24', '2001:db8::/129', '/24', '192.0.2.0/', '', 'all', '10.0.0.1/8', '2001:db8::1/64', '::ffff:192.0.2.0/120'])('fails for %j as a CIDR block', block => {
  expect(cidrProblem(block)?.problem).toMatch(/is not a CIDR block/);
});

test.each(['10.0.0.1/8', '2001:db8::1/64', '010.0.0.0/8', '::ffff:192.0.2.0/120'])('%s was a CIDR block before Kubernetes 1.36', block => {
  expect(cidrProblem(block, false)).toBeUndefined();
});

test.each(['10.0.0.1', '10.0.0.1/33', '2001:db8::/129', 'all/8', '10.0.0/8'])('fails for %j as a CIDR block of any version', block => {
  expect(cidrProblem(block, false)?.problem).toMatch(/is not a CIDR block/);
});

test.each(['192.0.2.10', '0.0.0.0', '2001:db8::10', '::'])('%s is an IP address', address => {
  expect(addressProblem(address)).toBeUndefined();
});

test.each(['192.0.2', '192.0.2.010', '::ffff:192.0.2.10', 'fe80::1%eth0', 'None', ''])('fails for %j as an IP address', address => {
  expect(addressProblem(address)?.problem).toMatch(/is not an IP address/);
});

test.each(['192.0.2.010', '000.0.0.0', '::ffff:192.0.2.10'])('%s was an IP address before Kubernetes 1.36', address => {
  expect(addressProblem(address, false)).toBeUndefined();
});

test.each(['192.0.2', '192.0.2.256', 'fe80::1%eth0', 'None'])('fails for %j as an IP address of any version', address => {
  expect(addressProblem(address, false)?.problem).toMatch(/is not an IP address/);
});

test.each([['192.0.2.1', '192.0.2.2', true], ['2001:db8::1', '2001:db8::2', true], ['192.0.2.1', '2001:db8::1', false]])('%s and %s are of one family: %s', (one, other, expected) => {
  expect(areOfOneFamily(one, other)).toBe(expected);
});

test.each(['0.0.0.0', '127.0.0.1', '169.254.1.1', '224.0.0.1', '::', '::1', 'fe80::1', 'FEBF::1', 'ff02::1'])('%s is an address that others cannot reach', address => {
  expect(isSpecialAddress(address)).toBe(true);
});

test.each(['10.0.0.0', '192.0.2.127', '12.7.0.1', '::2', '2001:db8::1', 'fec0::1'])('%s is an address that others can reach', address => {
  expect(isSpecialAddress(address)).toBe(false);
});
