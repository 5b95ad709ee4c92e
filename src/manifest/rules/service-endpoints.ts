import { CONTROLLER_LABELS } from '../kubernetes/pod-identity';
import { firstOf } from '../lint/listed';
import { Context, Fault, NONE, Rule, source } from '../lint/rule';
import { cached } from '../model/cached';
import { Field } from '../model/field';
import { Inventory } from '../model/inventory';
import { PodTemplate } from '../model/pod-template';
import { Service } from '../model/service';

/**
 * Rules on whether there is something behind a Service.
 */
export const SERVICE_ENDPOINTS: readonly Rule[] = [
  {
    id: 'R124',
    name: 'service-selects-no-pod',
    severity: 'warning',
    demand: 'A Service of a complete program selects pods of the program.',
    consequence: 'the Service has no endpoints, and who connects to it is refused',
    fix: 'set the selector of the Service to labels of the pod template, or accept this finding where something else makes the pods',
    link: source('staging/src/k8s.io/endpointslice/util/controller_utils.go', 116),
    check: { service: faultsOfSelector },
  },
];

/** A governing Service and those of single pods have rules of their own. */
function faultsOfSelector(service: Service, { inventory, isComplete }: Context): readonly Fault[] {
  if (!isComplete || service.type === 'ExternalName' || service.podName !== undefined || Object.keys(service.templateSelector).length === 0
    || inventory.podsBehind(service).length > 0 || inventory.setsGovernedBy(service).length > 0) {
    return NONE;
  }
  const at = service.spec.at('selector');
  const labels = at.fields.filter(({ name }) => !CONTROLLER_LABELS.includes(name));
  const pods = firstOf(inventory.podsWithRoleOf(service));
  // something sets such a label on some of the pods: the role of a leader
  if (pods.some(pod => labels.every(label => [undefined, label.value].includes(pod.labels[label.name]))) || mayMakePods(inventory)) {
    return NONE;
  }
  const nearest = pods[0] ?? nearestTo(labels, service, inventory);
  if (nearest === undefined) {
    const areSome = inventory.podsSelectedBy({}, service.object).length > 0;
    return areSome ? [{ at, problem: 'selects no pod of these manifests' }] : NONE;
  }
  return labels.filter(label => nearest.labels[label.name] !== label.value).map(label => ({
    at: label,
    problem: `is no label of the pods of ${nearest.owner.title}, and those of no other workload have all of the selector`,
    related: [nearest.owner],
  }));
}

/** A pod that has the rarest of the labels. */
function nearestTo(labels: readonly Field[], { object }: Service, inventory: Inventory): PodTemplate | undefined {
  const [rarest = []] = labels
    .map(({ name, string }) => string === undefined ? [] : inventory.podsSelectedBy({ matchLabels: { [name]: string } }, object))
    .filter(pods => pods.length > 0)
    .sort((one, other) => one.length - other.length);
  return rarest[0];
}

/** Custom resources of which no controller makes pods. */
const WITHOUT_PODS = /^(monitoring\.coreos\.com\/(ServiceMonitor|PodMonitor|PrometheusRule|Probe)|cert-manager\.io\/.*|traefik\.io\/.*|.*\.istio\.io\/.*)$/;

/** Whether there is an object of which an operator may make pods, with whatever labels. */
const mayMakePods = cached((inventory: Inventory) => inventory.objects.some(({ group, kind, groupKind }) =>
  groupKind === undefined && group.includes('.') && !group.endsWith('.k8s.io') && !WITHOUT_PODS.test(`${group}/${kind}`)));
