import { eventually } from './support/eventually';
import { lines } from './support/exec';
import { addresses, addressesOf, answering } from './support/peers';
import { web } from './support/web';
import { inNamespace } from '../support/namespace';
import { ENDPOINT_SLICE, KubernetesObject, ready } from '../support/objects';
import { gated } from '../support/readiness';

interface EndpointSlice extends KubernetesObject {
  endpoints?: { conditions?: { serving?: boolean }; targetRef?: { name: string } }[];
}

/** For `until`: this Service knows the pod, and that it is not ready. */
function knowsNotReady(service: string, pod: string): (slices: EndpointSlice[]) => boolean {
  return (slices) => slices.some(({ metadata, endpoints }) => metadata?.labels?.['kubernetes.io/service-name'] === service
    && endpoints?.some(({ conditions, targetRef }) => targetRef?.name === pod && conditions?.serving === false));
}

test('S5: the Service of each pod reaches this pod and no other', inNamespace(async (namespace) => {
  const { app, manifests } = web(namespace.name);
  await namespace.apply(manifests);
  await namespace.pods.until('three pods ready', ready(3));
  for (const ordinal of app.identity.ordinals()) {
    await eventually(async () =>
      expect(await answering(namespace, 'web-0', app.podService(ordinal).name)).toEqual([app.identity.podName(ordinal)]));
  }
}));

test('a pod that is not ready has its DNS name, and the client Service leaves it out', inNamespace(async (namespace) => {
  const { app, manifests } = web(namespace.name, {}, (it) => it.addClientService());
  await namespace.apply(gated(manifests));
  const pods = await namespace.pods.until('three pods ready', ready(3));
  await eventually(async () => expect(await addresses(namespace, 'web-0', app.identity.serviceDnsName)).toEqual(addressesOf(pods)));
  await eventually(async () => expect(await answering(namespace, 'web-0', 'web-client')).toEqual(['web-0', 'web-1', 'web-2']));

  const release = await namespace.hold('web-1');
  await namespace.until<EndpointSlice>(ENDPOINT_SLICE, 'the headless Service told that web-1 is not ready', knowsNotReady('nginx', 'web-1'));
  await eventually(async () => expect(await answering(namespace, 'web-0', 'web-client')).toEqual(['web-0', 'web-2']));
  expect(await addresses(namespace, 'web-0', app.identity.podDnsName(1))).toEqual(addressesOf([pods[1]]));
  expect(await addresses(namespace, 'web-0', app.identity.serviceDnsName)).toEqual(addressesOf(pods));

  await release();
  await eventually(async () => expect(await answering(namespace, 'web-0', 'web-client')).toEqual(['web-0', 'web-1', 'web-2']));
}));

test('the first pod has its DNS name before it is ready', inNamespace(async (namespace) => {
  await namespace.hold('web-0');
  const { app, manifests } = web(namespace.name);
  await namespace.apply(gated(manifests));
  const pods = await namespace.pods.until('web-0 running', ([pod]) => pod?.status?.phase === 'Running');
  // its resolver would find its own name in /etc/hosts
  await eventually(async () => expect(await lines(namespace, 'web-0', `dig +short ${app.identity.podDnsName(0)}`)).toEqual(addressesOf(pods)));
  expect(namespace.events.sequence('ready')).toEqual([]);
}));
