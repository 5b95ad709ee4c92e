import { FindingsByPlace } from './findings';
import { guardsOf } from './guards';
import { isWithin, Lane, lanesOf } from './lanes';
import { PlanPicture } from './plan-picture';
import { servicesByPurpose } from './services';
import { Change, factsOf, Thing } from './thing';
import { Application } from '../application';
import { ManifestObject } from '../model/object';
import { Container } from '../model/pod-template';
import { scaleOf } from '../model/scale';
import { StatefulSet } from '../model/stateful-set';
import { FieldChange } from '../update/finding';

/** More pods than a StatefulSet has in practice. Those beyond are counted, and not drawn. */
const MOST_PODS = 1000;

/**
 * A StatefulSet with all that belongs to it, as a person would draw it.
 */
export interface ApplicationPicture {
  readonly object: ManifestObject;
  readonly set: Thing;

  /** What runs in each pod. */
  readonly containers: readonly Thing[];

  /** The Service that gives the pods their DNS names; undefined where it is not among the manifests. */
  readonly governing?: Thing;

  /** The Services that lead to several pods, or to those that have a role. */
  readonly services: readonly Thing[];

  /** Budgets, autoscalers and network policies. */
  readonly guards: readonly Thing[];
  readonly lanes: readonly Lane[];

  /** How many pods there are besides. */
  readonly notDrawn: number;

  /** All fields that changed, by the objects that have them. */
  readonly changes: readonly ObjectChange[];

  /** What applying it comes to, for each group of versions of Kubernetes; none where there is nothing to apply it to. */
  readonly plans: readonly PlanPicture[];
}

export interface ObjectChange {
  readonly kind: string;
  readonly name: string;
  readonly change: Change;

  /** None where it was added or removed. */
  readonly fields: readonly FieldChange[];
}

/**
 * What the manifests make of a StatefulSet.
 */
export function applicationPicture(application: Application, findings: FindingsByPlace): ApplicationPicture {
  const { set, inventory } = application;
  const replicas = Math.max(Math.floor(scaleOf(set.object, inventory)?.least ?? set.replicas), 0);
  const drawn = { ...application, replicas: Math.min(replicas, MOST_PODS) };
  const containers = [...set.pod.initContainers, ...set.pod.containers].map(container => containerThing(container, set, findings));
  const firstOrdinal = set.firstOrdinal;
  const podNames = Array.from({ length: drawn.replicas }, (_, index) => `${set.name}-${firstOrdinal + index}`);
  const { governing, shared, ofPods } = servicesByPurpose(drawn, podNames, findings);
  const lanes = lanesOf(drawn, ofPods, findings);
  return {
    object: set.object,
    containers,
    ...governing && { governing },
    services: shared,
    guards: guardsOf(drawn, replicas, findings),
    lanes,
    notDrawn: replicas - drawn.replicas,
    // what is found at no other place is about the set as a whole
    set: { kind: 'StatefulSet', name: set.name, facts: setFacts(set, application, replicas), findings: findings.at(set.object, path => !isOfPart(path, set)) },
    changes: [],
    plans: [],
  };
}

function setFacts(set: StatefulSet, { inventory }: Application, replicas: number) {
  const { spec, partition } = set;
  const scale = scaleOf(set.object, inventory);
  return factsOf({
    'pods': scale !== undefined && scale.most !== scale.least ? `${scale.least} to ${scale.most}` : replicas,
    'first ordinal': set.firstOrdinal === 0 ? undefined : set.firstOrdinal,
    'policy': set.isOrdered ? 'OrderedReady' : 'Parallel',
    'update': spec.at('updateStrategy', 'type').string || 'RollingUpdate',
    'partition': set.isRolling ? partition.number ?? 0 : undefined,
    'maxUnavailable': spec.at('updateStrategy', 'rollingUpdate', 'maxUnavailable').intOrString,
    'minReadySeconds': spec.at('minReadySeconds').number || undefined,
    'claims when deleted': set.claimTemplates.length === 0 ? undefined : set.retentionAt('whenDeleted').string || 'Retain',
    'claims when scaled': set.claimTemplates.length === 0 ? undefined : set.retentionAt('whenScaled').string || 'Retain',
  });
}

function containerThing({ name, field, isInit, isLongRunning, ports }: Container, set: StatefulSet, findings: FindingsByPlace): Thing {
  return {
    kind: isLongRunning ? isInit ? 'sidecar' : 'container' : 'init container',
    name,
    facts: factsOf({
      image: field.at('image').string,
      ports: ports.map(port => [port.at('name').string, port.at('containerPort').number].filter(part => part !== undefined).join(' ')).join(', '),
    }),
    findings: findings.at(set.object, path => isWithin(path, field.path)),
  };
}

/** Whether a place is shown with a container or with the claims. */
function isOfPart(path: string, { pod, claimTemplates }: StatefulSet): boolean {
  return [...pod.containers, ...pod.initContainers, ...claimTemplates].some(({ field }) => isWithin(path, field.path));
}
