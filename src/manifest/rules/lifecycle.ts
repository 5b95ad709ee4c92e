import { imageReferenceProblem, movingImageProblem } from '../kubernetes/images';
import { Fault, faultsAt, NONE, Rule, source } from '../lint/rule';
import { Field } from '../model/field';
import { Container, PodTemplate } from '../model/pod-template';

/**
 * Rules on how pods start, run and end.
 */
export const LIFECYCLE: readonly Rule[] = [
  {
    id: 'R54',
    name: 'grace-period-zero',
    severity: 'error',
    demand: 'The pods of a StatefulSet get time to end: terminationGracePeriodSeconds is more than 0.',
    consequence: 'the application is killed before it has stopped; with 0 the pod is even deleted by force, so that two pods of one name can run at '
      + 'once and write to the same data',
    fix: 'set it to as many seconds as the application needs to stop, or remove it for 30',
    link: 'https://kubernetes.io/docs/tasks/run-application/force-delete-stateful-set-pod/#statefulset-considerations',
    check: {
      statefulSet: ({ pod }) => {
        const at = pod.spec.at('terminationGracePeriodSeconds');
        if (at.number === undefined || at.number > 0) {
          return NONE;
        }
        return [{ at, problem: at.number === 0 ? 'leaves the pods no time to end' : 'is negative, which Kubernetes takes for 1 second' }];
      },
    },
  },
  {
    id: 'R59',
    name: 'pre-stop-longer-than-grace-period',
    severity: 'info',
    demand: 'A preStop hook that sleeps ends before the grace period does.',
    consequence: 'the container is killed while the hook still runs',
    fix: 'set terminationGracePeriodSeconds to more than the hook and the application need together',
    link: 'https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-execution',
    check: {
      statefulSet: ({ pod }) => {
        const grace = pod.gracePeriod;
        return pod.longRunning.flatMap(({ field }) => {
          const at = field.at('lifecycle', 'preStop', 'exec', 'command');
          const [, seconds] = /(?:^|[\s/;&|])sleep\s+(\d+)(?:s\b|\s|;|&|$)/.exec(at.strings.join(' ')) ?? [];
          return seconds !== undefined && Number(seconds) >= grace
            ? [{ at, problem: `sleeps for ${seconds} seconds, and the grace period is ${grace}` }]
            : NONE;
        });
      },
    },
  },
  {
    id: 'R104',
    name: 'start-up-too-short',
    severity: 'info',
    demand: 'A container that writes to a claim has a minute or more to start, before its startup probe, or its liveness probe where it has none, ends it.',
    consequence: 'a recovery after a crash that takes longer is ended again and again, and gets no further each time',
    fix: 'add a startupProbe whose failureThreshold times periodSeconds is longer than any recovery: it takes no time where the start is quick',
    link: 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/#startup-probe',
    check: { pod: shortStarts },
  },
  {
    id: 'R118',
    name: 'liveness-hasty',
    severity: 'warning',
    demand: 'A container without a startup probe has ten seconds or more until its liveness probe ends it.',
    consequence: 'a start that takes longer is ended each time anew, and a busy process is restarted',
    fix: 'add a startupProbe that waits for the start, or raise initialDelaySeconds or failureThreshold',
    link: 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/#startup-probe',
    check: {
      pod: ({ longRunning }) => longRunning.filter(({ field }) => isHasty(field)).map(({ field }) => {
        const at = field.at('livenessProbe');
        return { at, problem: `ends a start that takes more than ${secondsToStart(at)} seconds` };
      }),
    },
  },
  {
    id: 'R62',
    name: 'image-not-pinned',
    severity: 'warning',
    demand: 'Every image of a StatefulSet has a tag other than latest, or a digest.',
    consequence: 'two pods of one StatefulSet can run different builds, as each pulls what the tag is at its start',
    fix: 'give the image the tag of a version, or a digest',
    link: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
    check: {
      statefulSet: ({ pod }) => pod.allContainers.flatMap(({ field }) => {
        const at = field.at('image');
        // P30 reports what is no image at all
        return at.string && imageReferenceProblem(at.string) === undefined ? faultsAt(at, movingImageProblem(at.string)) : NONE;
      }),
    },
  },
  {
    id: 'R64',
    name: 'template-name-ignored',
    severity: 'info',
    demand: 'The pod template has no name and no namespace.',
    consequence: 'the controller names the pods after the StatefulSet and makes them in its namespace',
    fix: 'remove it',
    link: source('pkg/controller/controller_utils.go', 562),
    check: {
      statefulSet: ({ pod }) => ['name', 'generateName', 'namespace']
        .map(name => pod.metadata.at(name))
        .filter(at => at.string)
        .map(at => ({ at, problem: 'is ignored in a pod template' })),
    },
  },
  {
    id: 'R65',
    name: 'host-network',
    severity: 'warning',
    demand: 'Pods of a StatefulSet have a network of their own, or at least the DNS of the cluster.',
    consequence: 'the pod has the host name of its node, so that it cannot read its ordinal from it, and the DNS of the node, which does not know '
      + 'its peers',
    fix: 'remove hostNetwork, or set dnsPolicy to ClusterFirstWithHostNet and read the name of the pod from metadata.name',
    link: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy',
    check: {
      statefulSet: ({ pod }) => {
        const at = pod.spec.at('hostNetwork');
        if (at.boolean !== true) {
          return NONE;
        }
        if ((pod.spec.at('dnsPolicy').string ?? 'ClusterFirst') === 'ClusterFirst') {
          return [{ at, problem: 'gives the pods the network of their nodes, and dnsPolicy is not ClusterFirstWithHostNet' }];
        }
        return readsHostName(pod) ? [{ at, problem: 'gives the pods the host names of their nodes, and a container reads its host name' }] : NONE;
      },
    },
  },
  {
    id: 'R66',
    name: 'service-account-deprecated',
    severity: 'info',
    demand: 'The ServiceAccount is named by serviceAccountName.',
    consequence: 'it is deprecated, and the API server copies it to serviceAccountName',
    fix: 'call it serviceAccountName',
    link: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec',
    check: {
      statefulSet: ({ pod }) => {
        const [at, current] = [pod.spec.at('serviceAccount'), pod.spec.at('serviceAccountName')];
        // the API server itself writes both, with one value
        return at.string && at.string !== current.string ? [{ at, problem: 'is deprecated', edit: current.isSet ? undefined : { rename: 'serviceAccountName' } }] : NONE;
      },
    },
  },
  {
    id: 'R67',
    name: 'hostname-overwritten',
    severity: 'warning',
    demand: 'The pod template of a StatefulSet has neither a hostname nor a subdomain.',
    consequence: 'the controller sets the host name to the name of the pod, and the subdomain to serviceName',
    fix: 'remove it; set serviceName for the subdomain',
    link: source('pkg/controller/statefulset/stateful_set_utils.go', 437),
    check: {
      statefulSet: set => [set.pod.spec.at('hostname'), set.pod.spec.at('subdomain')]
        .filter(at => at.string && (at.name === 'hostname' || at.string !== set.serviceName))
        .map(at => ({ at, problem: 'is overwritten' })),
    },
  },
];

function readsHostName({ allContainers }: PodTemplate): boolean {
  return allContainers.some(({ field, env }) => {
    const texts = [...field.at('command').strings, ...field.at('args').strings, ...env.map(variable => variable.at('value').string ?? '')];
    return texts.some(text => /\bhostname\b|\$[({]?HOSTNAME\b/.test(text));
  });
}

/** Seconds. What is given less was not given for a recovery; more than this may still be too short, which only who runs it knows. */
const SHORT_START = 60;

/** The same for any container. */
const HASTY = 10;

function shortStarts(pod: PodTemplate): readonly Fault[] {
  const probed = pod.containers.filter(({ probes }) => probes.length > 0);
  if (probed.length === 0) {
    return NONE;
  }
  const claims = new Set([
    ...pod.claimTemplates.map(({ name }) => name),
    ...pod.volumes.filter(volume => volume.at('persistentVolumeClaim').isSet).map(volume => volume.at('name').string),
  ]);
  return claims.size === 0 ? NONE : probed.filter(container => writesTo(container, claims) && !isHasty(container.field)).flatMap(({ field }) => {
    // a liveness probe waits until the startup probe has succeeded
    const probe = ['startupProbe', 'livenessProbe'].map(name => field.at(name)).find(each => each.isSet);
    const seconds = probe ? secondsToStart(probe) : SHORT_START;
    return probe && seconds < SHORT_START
      ? [{ at: probe, problem: `ends a start that takes more than ${seconds} seconds` }]
      : NONE;
  });
}

/** Whether hardly any process starts in time, as R118 reports. */
function isHasty(container: Field): boolean {
  const probe = container.at('livenessProbe');
  return probe.isSet && !container.at('startupProbe').isSet && secondsToStart(probe) < HASTY;
}

function writesTo({ volumeMounts, volumeDevices }: Container, claims: ReadonlySet<string | undefined>): boolean {
  return volumeMounts.some(mount => claims.has(mount.at('name').string) && mount.at('readOnly').boolean !== true)
    || volumeDevices.some(device => claims.has(device.at('name').string));
}

/** How long a probe fails before the container is ended: `{ initialDelaySeconds: 15 }` is 15 + 3 * 10. */
function secondsToStart(probe: Field): number {
  return (probe.at('initialDelaySeconds').number ?? 0) + (probe.at('failureThreshold').number || 3) * (probe.at('periodSeconds').number || 10);
}
