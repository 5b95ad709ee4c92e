import { eventually } from './support/eventually';
import { lines } from './support/exec';
import { addresses, addressesOf, get, replace } from './support/peers';
import { web } from './support/web';
import { TestNamespace, inNamespace } from '../support/namespace';
import { PERSISTENT_VOLUME_CLAIM, nameOf, ready } from '../support/objects';

async function started(namespace: TestNamespace) {
  const { app, manifests } = web(namespace.name);
  await namespace.apply(manifests);
  const pods = await namespace.pods.until('three pods ready', ready(3));
  return { identity: app.identity, pods };
}

test('S3: the DNS name of each pod resolves to its address, from every pod', inNamespace(async (namespace) => {
  const { identity, pods } = await started(namespace);
  for (const ordinal of identity.ordinals()) {
    for (const from of pods.map(nameOf)) {
      await eventually(async () =>
        expect(await addresses(namespace, from, identity.podDnsName(ordinal))).toEqual(addressesOf([pods[ordinal]])));
    }
  }
}));

test('S3: the short name of a pod resolves in its namespace', inNamespace(async (namespace) => {
  const { pods } = await started(namespace);
  await eventually(async () => expect(await addresses(namespace, 'web-0', 'web-2.nginx')).toEqual(addressesOf([pods[2]])));
}));

test('S3: the DNS name of the Service resolves to the addresses of all pods', inNamespace(async (namespace) => {
  const { identity, pods } = await started(namespace);
  await eventually(async () => expect(await addresses(namespace, 'web-0', identity.serviceDnsName)).toEqual(addressesOf(pods)));
}));

test('S3: a pod that does not exist has no DNS name', inNamespace(async (namespace) => {
  const { identity } = await started(namespace);
  await eventually(async () => expect(await addresses(namespace, 'web-0', identity.podDnsName(2))).toHaveLength(1));
  expect(await addresses(namespace, 'web-0', identity.podDnsName(3))).toEqual([]);
}));

test('S3: the SRV records of a named port list the DNS names of all pods', inNamespace(async (namespace) => {
  const { identity } = await started(namespace);
  await eventually(async () => {
    const records = await lines(namespace, 'web-0', `dig +short SRV ${identity.srvName('web')}`);
    // priority, weight, port, name
    expect(records.map((record) => record.split(' ').slice(2).join(' ')).sort()).toEqual(identity.peers().map((peer) => `80 ${peer}.`));
  });
}));

test('S4: a pod that comes back with another address answers under its old name', inNamespace(async (namespace) => {
  const { identity, pods } = await started(namespace);
  const name = identity.podDnsName(1);
  await eventually(async () => expect(await addresses(namespace, 'web-0', name)).toEqual(addressesOf([pods[1]])));
  const back = await replace(namespace, 'web-1');
  expect(back.status?.podIP).not.toBe(pods[1].status?.podIP);
  await eventually(async () => {
    expect(await addresses(namespace, 'web-0', name)).toEqual(addressesOf([back]));
    expect(await get(namespace, 'web-0', `http://${name}/hostname`)).toBe('web-1');
  });
}));

test('the identity tells the real names of pods, hosts and claims', inNamespace(async (namespace) => {
  const { identity, pods } = await started(namespace);
  const ordinals = identity.ordinals();
  expect(pods.map(nameOf)).toEqual(ordinals.map((ordinal) => identity.podName(ordinal)));
  for (const ordinal of ordinals) {
    const pod = identity.podName(ordinal);
    expect(await lines(namespace, pod, 'hostname && hostname -f')).toEqual([pod, identity.podDnsName(ordinal)]);
  }
  const claims = await namespace.list(PERSISTENT_VOLUME_CLAIM);
  expect(claims.map(nameOf).sort()).toEqual(ordinals.map((ordinal) => identity.claimName('www', ordinal)));
}));
