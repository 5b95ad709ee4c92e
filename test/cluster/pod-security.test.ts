import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { StatefulSetOptions, statefulSet } from './support/manifests';
import { RESTRICTED, inNamespace } from './support/namespace';
import { EVENT, KubernetesObject, ready } from './support/objects';


/** A StatefulApp with this security context. The seccomp profile stands on the container, as cdk8s-plus has none for the pod. */
const secured = (securityContext: kplus.ContainerSecurityContextProps): StatefulSetOptions => ({
  replicas: 1,
  securityContext: { user: 101, group: 101, fsGroup: 101 },
  containers: [{
    name: 'nginx',
    // listens on a port that needs no privilege
    image: 'nginxinc/nginx-unprivileged:1.29',
    ports: [{ name: 'web', number: 8080 }],
    resources: { cpu: { request: kplus.Cpu.millis(10) }, memory: { request: Size.mebibytes(16) } },
    securityContext: { user: 101, group: 101, readOnlyRootFilesystem: false, ...securityContext },
  }],
});

const SECCOMP = { seccompProfile: { type: kplus.SeccompProfileType.RUNTIME_DEFAULT } };
const NO_CAPABILITIES = { capabilities: { drop: [kplus.Capability.ALL] } };

test('the Pod Security standard restricted lets the pods of a StatefulApp in that gives up its privileges', inNamespace(async (namespace) => {
  await namespace.apply(statefulSet(secured({ ...SECCOMP, ...NO_CAPABILITIES })));
  await namespace.pods.until('one pod ready', ready(1));
}, RESTRICTED));

test.each([
  ['seccomp profile', 'seccompProfile', NO_CAPABILITIES],
  ['dropped capabilities', 'unrestricted capabilities', SECCOMP],
])('fails without %s', (_, violation, securityContext) => inNamespace(async (namespace) => {
  await namespace.apply(statefulSet(secured(securityContext)));
  // the API server takes the set, and then refuses the pods that the controller wants to create
  await namespace.until<KubernetesObject & { message?: string }>(EVENT, 'the pod refused', (events) =>
    events.some(({ message }) => message?.includes('violates PodSecurity "restricted') && message.includes(violation)));
  expect(namespace.events.sequence('created')).toEqual([]);
}, RESTRICTED)());
