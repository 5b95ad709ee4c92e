import { addressFault, cidrFault } from '../../src/manifest/addresses';

test.each(['192.0.2.0/24', '0.0.0.0/0', '192.0.2.1/32', ' 192.0.2.0/24 ', '2001:db8::/64', '::/128', '::1/128', '2001:db8:1:2:3:4:5:6/128', '2001:db8::1:0/112'])('%s is a CIDR block', block => {
  expect(cidrFault(block)).toBeUndefined();
});

test.each(['192.0.2.0', '192.0.2.0/33', '192.0.2/24', '2001:db8::/129', '/24', '192.0.2.0/', '', 'all', '10.0.0.1/8', '2001:db8::1/64', '::ffff:192.0.2.0/120'])('fails for %j as a CIDR block', block => {
  expect(cidrFault(block)).toMatch(/is not a CIDR block/);
});

test.each(['192.0.2.1', '010.0.0.001', '0.0.0.0', '2001:db8::1', '::', '::ffff:192.0.2.1'])('%s is an address', address => {
  expect(addressFault(address)).toBeUndefined();
});

test.each(['', 'db.example.com', '192.0.2.256', '192.0.2', '192.0.2.0/24', 'fe80::1%eth0', '2001:db8'])('%j is no address', address => {
  expect(addressFault(address)).toContain('is not an IP address');
});
