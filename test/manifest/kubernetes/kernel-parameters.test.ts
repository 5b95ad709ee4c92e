import { kernelParameter, namespaceOf, safeFrom } from '../../../src/manifest/kubernetes/kernel-parameters';

test.each([
  ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_rmem'],
  ['net/ipv4/tcp_rmem', 'net.ipv4.tcp_rmem'],
  ['net/ipv4/conf/eno2.100/rp_filter', 'net.ipv4.conf.eno2/100.rp_filter'],
  ['net.ipv4.conf.eno2/100.rp_filter', 'net.ipv4.conf.eno2/100.rp_filter'],
])('%s is %s', (written, parameter) => {
  expect(kernelParameter(written)).toBe(parameter);
});

test.each([
  ['net.core.somaxconn', 'Net'],
  ['kernel.shmmax', 'IPC'],
  ['fs.mqueue.msg_max', 'IPC'],
  ['vm.max_map_count', undefined],
  ['kernel.pid_max', undefined],
])('%s belongs to %s', (parameter, namespace) => {
  expect(namespaceOf(parameter)).toBe(namespace);
});

test('what is safe depends on the version', () => {
  expect(['net.ipv4.tcp_syncookies', 'net.ipv4.tcp_rmem', 'net.core.somaxconn'].map(safeFrom)).toEqual(['1.28', '1.32', undefined]);
});
