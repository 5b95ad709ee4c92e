import { claimTemplate } from './claim-template';
import { Storages, addContainer } from './container';
import { schedulingOf, spreadConstraint } from './scheduling';
import { volume } from './volume';
import { ACCEPT_ANNOTATION } from '../../manifest/lint/acceptance';
import { Field } from '../../manifest/model/field';
import { ManifestObject } from '../../manifest/model/object';
import { call, Code, Entry, list, literal, make, name, Statement, struct, text, unlessEmpty } from '../code';
import { each, entriesOf, Row, row, Translate, place } from '../fields';
import { Scope } from '../scope';
import { duration, oneOf, percentOrAbsolute } from '../values';

/** Owners of which all is said that cdk8s wants to know. */
const owners: Translate = field => field.items.every(owner => ['apiVersion', 'kind', 'name', 'uid'].every(key => owner.at(key).isSet)) ? literal(field.value) : undefined;

/** Metadata of any object; its namespace is that of the chart. */
export const METADATA: readonly Row[] = [row('name'), row('labels'), row('annotations'), row('finalizers'), row('ownerReferences', 'ownerReferences', owners)];

const isAcceptance = ([key]: [string, string]) => key.startsWith(ACCEPT_ANNOTATION);

/** Of the annotations, those that accept findings are a property of their own. */
const OWN_METADATA: readonly Row[] = METADATA.map(each_ => each_.to === 'annotations'
  ? row('annotations', 'annotations', ({ stringMap }) => unlessEmpty(entriesIn(Object.entries(stringMap).filter(item => !isAcceptance(item)))))
  : each_);

const acceptedFindings: Translate = ({ stringMap }) =>
  unlessEmpty(entriesIn(Object.entries(stringMap).filter(isAcceptance).map(([key, reason]) => [key.slice(ACCEPT_ANNOTATION.length), reason])));

function entriesIn(map: readonly (readonly [string, string])[]): Entry[] {
  return map.map(([key, value]) => ({ key, code: text(value) }));
}

const RETAINED = oneOf('PersistentVolumeClaimRetentionPolicyType', ['Retain', 'Delete']);

/** A strategy that is none of those that the API knows is a patch. */
const updateStrategy: Translate = (field, scope) => {
  if (field.at('type').string === 'OnDelete') {
    return call(name('UpdateStrategy'), 'onDelete');
  }
  const options = entriesOf(field.at('rollingUpdate'), [row('partition'), row('maxUnavailable', 'maxUnavailable', percentOrAbsolute)], scope);
  return options.length > 0 ? call(name('UpdateStrategy'), 'rollingUpdate', struct(options)) : undefined;
};

/** The StatefulSet beside its pods, in the order of the documentation. */
const STATEFUL_SET: readonly Row[] = [
  row('replicas'),
  row('ordinals.start', 'ordinals.start'),
  row('selector.matchLabels', 'matchLabels'),
];

const ROLL_OUT: readonly Row[] = [
  row('podManagementPolicy', 'podManagementPolicy', oneOf('kplus.PodManagementPolicy', ['OrderedReady', 'Parallel'])),
  row('updateStrategy', 'updateStrategy', updateStrategy),
  row('minReadySeconds', 'minReady', duration),
  row('revisionHistoryLimit'),
  row('persistentVolumeClaimRetentionPolicy.whenDeleted', 'persistentVolumeClaimRetentionPolicy.whenDeleted', RETAINED),
  row('persistentVolumeClaimRetentionPolicy.whenScaled', 'persistentVolumeClaimRetentionPolicy.whenScaled', RETAINED),
  row('volumeClaimTemplates', 'volumeClaimTemplates', each(claimTemplate)),
];

const POD: readonly Row[] = [
  row('serviceAccountName', 'serviceAccount', ({ string: of }, scope) => of ? scope.reference('ServiceAccount', of) : undefined),
  row('automountServiceAccountToken'),
  row('imagePullSecrets', 'dockerRegistryAuth', (field, scope) => {
    const [first] = field.items;
    return first?.at('name').string ? scope.reference('Secret', first.at('name').string ?? '') : undefined;
  }),
  row('securityContext.runAsUser', 'securityContext.user'),
  row('securityContext.runAsGroup', 'securityContext.group'),
  row('securityContext.runAsNonRoot', 'securityContext.ensureNonRoot'),
  row('securityContext.fsGroup', 'securityContext.fsGroup'),
  row('securityContext.fsGroupChangePolicy', 'securityContext.fsGroupChangePolicy', oneOf('kplus.FsGroupChangePolicy', ['Always', 'OnRootMismatch'])),
  row('securityContext.sysctls', 'securityContext.sysctls'),
  row('hostAliases'),
  row('hostNetwork'),
  row('dnsPolicy', 'dns.policy', oneOf('kplus.DnsPolicy', ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'])),
  row('dnsConfig.nameservers', 'dns.nameservers'),
  row('dnsConfig.searches', 'dns.searches'),
  row('dnsConfig.options', 'dns.options'),
  row('hostname', 'dns.hostname'),
  row('subdomain', 'dns.subdomain'),
  row('setHostnameAsFQDN', 'dns.hostnameAsFQDN'),
  row('terminationGracePeriodSeconds', 'terminationGracePeriod', duration),
  row('priorityClassName'),
  row('runtimeClassName'),
  row('schedulerName'),
  row('nodeSelector'),
  row('enableServiceLinks'),
];

/**
 * What of an application is not in its StatefulSet.
 */
export interface Surroundings {
  /** How the headless Service comes about. */
  readonly service: Code | undefined;

  /** The name of the constant of the application. */
  readonly app: string;

  /** Whether an autoscaler of the program says that it sets the number of pods. */
  readonly isScaled: boolean;
}

/**
 * The statements that make a StatefulSet as a StatefulApp.
 */
export function statefulSet(object: ManifestObject, { service, app, isScaled }: Surroundings, scope: Scope): Statement[] {
  const { spec, metadata } = object;
  const template = spec.at('template');
  const pod = template.at('spec');
  const claimNames = spec.at('volumeClaimTemplates').items.map(claim => claim.at('metadata', 'name').string);
  // a claim takes the place of a volume of its name, so that only a patch can say that there is one
  const declared = pod.at('volumes').items.filter(each_ => !claimNames.includes(each_.at('name').string));
  const volumes = declared.map(each_ => volume(each_, scope));
  scope.declarations.push(...volumes);
  const matchLabels = spec.at('selector', 'matchLabels').stringMap;
  const spread = spreadConstraint(matchLabels);
  const props: Entry[] = [
    { key: 'metadata', code: struct(entriesOf(metadata, OWN_METADATA, scope)), at: place(metadata) },
    ...entriesOf(spec, STATEFUL_SET, scope),
    // what the manifest leaves to others, an apply must not set
    ...spec.at('replicas').isSet || isScaled ? [] : [{ key: 'hasAutoscaler', code: text(true) }],
    ...service ? [{ key: 'service', code: service, at: place(spec.at('serviceName')) }] : [],
    { key: 'podServices', code: call(name('PodServices'), 'none') },
    ...entriesOf(spec, ROLL_OUT, scope),
    ...podMetadata(template.at('metadata'), matchLabels),
    { key: 'podDefaults', code: text(false) },
    ...entriesOf(pod, POD, scope),
    ...entriesOf(pod, [row('topologySpreadConstraints', 'topologySpreadConstraints', each(spread))], scope),
    ...entriesOf(metadata, [row('annotations', 'acceptedFindings', acceptedFindings)], scope),
    ...volumes.length > 0 ? [{ key: 'volumes', code: list(volumes.map(({ constant }) => name(constant))), at: place(pod.at('volumes')) }] : [],
  ];
  const { claims, storages } = claimsOf(spec, app, scope, new Map(volumes.map(({ constant }, index) => [nameOf(declared[index]!), name(constant)])));
  return [
    { constant: app, code: make('StatefulApp', name('this'), text(scope.id(pascalOf(app))), struct(props)), at: place(object.root) },
    ...claims,
    ...pod.at('initContainers').items.flatMap(container => addContainer(app, 'addInitContainer', container, storages, scope)),
    ...pod.at('containers').items.flatMap(container => addContainer(app, 'addContainer', container, storages, scope)),
    ...schedulingOf(app, pod, scope),
  ];
}

function nameOf(field: Field): string {
  return field.at('name').string ?? '';
}

function pascalOf(constant: string): string {
  return constant.charAt(0).toUpperCase() + constant.slice(1);
}

/** Labels and annotations of the pods, without those that select them anyway. */
function podMetadata(metadata: Field, matchLabels: Readonly<Record<string, string>>): Entry[] {
  const labels = Object.fromEntries(Object.entries(metadata.at('labels').stringMap).filter(([key, value]) => matchLabels[key] !== value));
  const [labelsCode, annotations] = [literal(labels), literal(metadata.at('annotations').value)];
  const entries: Entry[] = [
    ...labelsCode && Object.keys(labels).length > 0 ? [{ key: 'labels', code: labelsCode, at: place(metadata.at('labels')) }] : [],
    ...annotations ? [{ key: 'annotations', code: annotations, at: place(metadata.at('annotations')) }] : [],
  ];
  return entries.length > 0 ? [{ key: 'podMetadata', code: struct(entries), at: place(metadata) }] : [];
}

/** Constants for the claim templates that containers mount. */
function claimsOf(spec: Field, app: string, scope: Scope, volumes: ReadonlyMap<string, Code>): { claims: Statement[]; storages: Storages } {
  const storages = new Map(volumes);
  const containers = [...spec.at('template', 'spec', 'containers').items, ...spec.at('template', 'spec', 'initContainers').items];
  const mounted = new Set(containers.flatMap(container => [...container.at('volumeMounts').items, ...container.at('volumeDevices').items]).map(nameOf));
  const claims = spec.at('volumeClaimTemplates').items.map(claim => claim.at('metadata', 'name').string ?? '').filter(claim => mounted.has(claim)).map(claim => {
    const constant = scope.constant(claim, 'Claim');
    storages.set(claim, name(constant));
    return { constant, code: call(name(app), 'volumeClaimTemplate', text(claim)) };
  });
  return { claims, storages };
}
