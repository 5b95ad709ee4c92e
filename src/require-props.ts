import * as kplus from 'cdk8s-plus-28';
import { dnsSubdomainProblem } from './manifest/kubernetes/names';
import { POD_FIELDS, requirePlainFields, SPEC_FIELDS } from './plain-fields';
import { errorMessage, refuse, refuseToken, requireInteger, requireValid } from './private/errors';
import { KnownStruct, PropertiesOf, requireKnown, requireMade } from './private/known-properties';
import { requireAnnotations, requireLabels } from './private/metadata';
import { PersistentVolumeClaimRetentionPolicy } from './retention-policy';
import { StatefulAppOrdinals, StatefulAppProps } from './stateful-app-props';

const PROPERTIES: PropertiesOf<StatefulAppProps> = {
  ...SPEC_FIELDS,
  ...POD_FIELDS,
  acceptedFindings: true,
  automountServiceAccountToken: true,
  clusterDomain: true,
  containers: true,
  dns: true,
  dockerRegistryAuth: true,
  hasAutoscaler: true,
  hostAliases: true,
  hostNetwork: true,
  initContainers: true,
  isolate: true,
  matchLabels: true,
  metadata: true,
  minReady: true,
  ordinals: true,
  persistentVolumeClaimRetentionPolicy: true,
  podDefaults: true,
  podManagementPolicy: true,
  podMetadata: true,
  podServices: true,
  replicas: true,
  restartPolicy: true,
  securityContext: true,
  select: true,
  service: true,
  serviceAccount: true,
  spread: true,
  targetVersion: true,
  terminationGracePeriod: true,
  topologySpreadConstraints: true,
  updateStrategy: true,
  volumeClaimTemplates: true,
  volumes: true,
};

/** What a program that was written for another construct, or from YAML, is likely to have. */
const STATEFUL_APP: KnownStruct = {
  owner: 'StatefulApp',
  properties: PROPERTIES,
  extends: 'WorkloadProps',
  instead: {
    strategy: 'updateStrategy: UpdateStrategy.rollingUpdate(…) or UpdateStrategy.onDelete()',
    serviceName: "service: HeadlessService.create({ name: '…' })",
    selector: 'matchLabels',
    name: "metadata: { name: '…' }",
  },
};

const ORDINALS: PropertiesOf<StatefulAppOrdinals> = { start: true };
const RETENTION: PropertiesOf<PersistentVolumeClaimRetentionPolicy> = { whenDeleted: true, whenScaled: true };

/**
 * Throws where there are properties that nobody would read, or that are not made as they must be, which only programs without
 * a type check have.
 *
 * @param isSubclass whether a class of the user's own extends the construct; it may have properties of its own, and pass them on
 */
export function requireTypes(props: StatefulAppProps, isSubclass: boolean): void {
  const { strategy } = props as { readonly strategy?: object };
  // by its name: that of another copy of cdk8s-plus is of another class
  if (!isSubclass || strategy?.constructor.name === kplus.StatefulSetUpdateStrategy.name) {
    requireKnown(STATEFUL_APP, isSubclass ? { strategy } : props);
  }
  requireKnown({ owner: 'ordinals', properties: ORDINALS }, props.ordinals);
  requireKnown({ owner: 'persistentVolumeClaimRetentionPolicy', properties: RETENTION }, props.persistentVolumeClaimRetentionPolicy);
  requireMade('service', props.service, '_bind',
    'HeadlessService.create(…), HeadlessService.fromService(service) for one that you made, or HeadlessService.fromServiceName(name)');
  requireMade('podServices', props.podServices, '_create', 'PodServices.clusterIP(…) or another of its kinds');
  requireMade('updateStrategy', props.updateStrategy, '_toKube', 'UpdateStrategy.rollingUpdate(…) or UpdateStrategy.onDelete()');
  requireMade('minReady', props.minReady, 'toSeconds', 'Duration.seconds(…)');
}

/**
 * Throws where properties are out of range or contradict each other.
 */
export function requireProps(props: StatefulAppProps): void {
  requireInteger('replicas', props.replicas, 0);
  requireInteger('ordinals.start', props.ordinals?.start, 0);
  if (props.restartPolicy !== undefined && props.restartPolicy !== kplus.RestartPolicy.ALWAYS) {
    throw new Error(errorMessage('restartPolicy', props.restartPolicy, 'is not possible for a StatefulSet', 'leave it out'));
  }
  requirePlainFields(props);
  requireValid('clusterDomain', props.clusterDomain, dnsSubdomainProblem);
  requireInteger('minReady', props.minReady?.toSeconds(), 0);
  requireLabels('metadata.labels', props.metadata?.labels);
  requireAnnotations('metadata.annotations', props.metadata?.annotations);
  requireLabels('podMetadata.labels', props.podMetadata?.labels);
  requireAnnotations('podMetadata.annotations', props.podMetadata?.annotations);
  requireLabels('matchLabels', props.matchLabels);
  for (const [key, value] of Object.entries(props.matchLabels ?? {})) {
    // they are names to others as well: to Services, budgets and policies
    refuseToken(`matchLabels.${key}`, value);
    refuse(`matchLabels.${key}`, value,
      value === '' ? { problem: 'is empty, and cdk8s-plus drops such a label from a selector', fix: 'give it a value' } : undefined);
  }
}
