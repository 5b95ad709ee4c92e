import { isDeepStrictEqual } from 'node:util';
import * as kplus from 'cdk8s-plus-28';
import { omitUndefined } from '../manifest/model/omit-undefined';

/** What each container was made of; those that somebody made and attached are not in it. */
const GIVEN = new WeakMap<kplus.Container, kplus.ContainerProps>();

/**
 * The container, of which it is known from now on what it was given, and what cdk8s-plus chose.
 */
export function rememberGiven(container: kplus.Container, props: kplus.ContainerProps): kplus.Container {
  GIVEN.set(container, props);
  return container;
}

/**
 * A container without the startup probe that cdk8s-plus gives whatever has a `portNumber`: after 3 failures, 10 seconds
 * apart, the kubelet ends the container, and so again and again one that takes longer to recover.
 */
export function withoutDefaultStartup(spec: kplus.k8s.Container, container: kplus.Container): kplus.k8s.Container {
  const startup = (container as unknown as { readonly _startup?: kplus.Probe })._startup;
  const isUnasked = startup !== undefined && GIVEN.get(container)?.startup === undefined
    && isDeepStrictEqual(fieldsOf(startup), fieldsOf(kplus.Probe.fromTcpSocket({ port: container.portNumber })));
  return isUnasked ? { ...spec, startupProbe: undefined } : spec;
}

/** What a probe holds, whatever copy of cdk8s-plus its class is from. */
function fieldsOf(probe: kplus.Probe): object {
  return omitUndefined({ ...probe } as Record<string, unknown>);
}

/**
 * A container without anything else that cdk8s-plus chose for it.
 */
export function withoutDefaultsOfContainer(spec: kplus.k8s.Container, container: kplus.Container): kplus.k8s.Container {
  const given = GIVEN.get(container);
  if (given === undefined) {
    return spec;
  }
  return {
    ...spec,
    imagePullPolicy: given.imagePullPolicy && spec.imagePullPolicy,
    resources: given.resources && spec.resources,
    securityContext: unlessEmpty(withoutUnasked(spec.securityContext ?? {}, given.securityContext ?? {}, {
      ensureNonRoot: 'runAsNonRoot',
      privileged: 'privileged',
      readOnlyRootFilesystem: 'readOnlyRootFilesystem',
      allowPrivilegeEscalation: 'allowPrivilegeEscalation',
    })),
  };
}

/**
 * The spec of pods without anything that cdk8s-plus chose for them as a whole.
 */
export function withoutDefaultsOfPod(spec: kplus.k8s.PodSpec, given: kplus.AbstractPodProps): kplus.k8s.PodSpec {
  const own = withoutUnasked(spec, given, {
    automountServiceAccountToken: 'automountServiceAccountToken',
    hostNetwork: 'hostNetwork',
    restartPolicy: 'restartPolicy',
    terminationGracePeriod: 'terminationGracePeriodSeconds',
  });
  return {
    ...withoutUnasked(own, given.dns ?? {}, { policy: 'dnsPolicy', hostnameAsFQDN: 'setHostnameAsFqdn' }),
    securityContext: unlessEmpty(withoutUnasked(spec.securityContext ?? {}, given.securityContext ?? {}, {
      ensureNonRoot: 'runAsNonRoot',
      fsGroupChangePolicy: 'fsGroupChangePolicy',
    })),
  };
}

/**
 * What is rendered without the fields whose properties nobody gave.
 *
 * @param fields by the properties that they are made of
 */
function withoutUnasked<G extends object, S extends object>(rendered: S, given: G, fields: { readonly [property in keyof G]?: keyof S }): S {
  const properties = Object.keys(fields) as (keyof G)[];
  const unasked = properties.filter(property => given[property] === undefined).map(property => [fields[property], undefined]);
  return { ...rendered, ...Object.fromEntries(unasked) };
}

function unlessEmpty<T extends object>(value: T): T | undefined {
  const left = omitUndefined(value);
  return Object.keys(left).length > 0 ? left : undefined;
}
