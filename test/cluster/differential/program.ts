// A program over StatefulApp as plain JSON: what the generator makes, what is printed where the verdicts differ, and
// what both sides start from. Values that the library has as enums are written as Kubernetes writes them, and are
// always valid: a compiler stands before those.

import { StatefulAppProps } from '../../../src';
import { POD_FIELDS, SPEC_FIELDS } from '../../../src/plain-fields';

export type Labels = Record<string, string>;

export interface Selector {
  matchLabels?: Labels;
  matchExpressions?: { key: string; operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'; values?: string[] }[];
}

export interface Port {
  port: number;
  targetPort?: number;
  nodePort?: number;
  protocol?: 'TCP' | 'UDP' | 'SCTP';
  name?: string;
}

/** What every Service can be given. */
export interface ServiceChoices {
  ports?: Port[];
  labels?: Labels;
  annotations?: Labels;
  ipFamilies?: ('IPv4' | 'IPv6')[];
  ipFamilyPolicy?: 'SingleStack' | 'PreferDualStack' | 'RequireDualStack';
  publishNotReadyAddresses?: boolean;
}

/** What a Service with an address can be given besides. */
export interface AddressedServiceChoices extends ServiceChoices {
  sessionAffinity?: 'None' | 'ClientIP';
  externalTrafficPolicy?: 'Cluster' | 'Local';
  loadBalancerIP?: string;
  loadBalancerClass?: string;
  loadBalancerSourceRanges?: string[];
  allocateLoadBalancerNodePorts?: boolean;
}

export type AddressedType = 'ClusterIP' | 'NodePort' | 'LoadBalancer';

export interface ClaimMount {
  path: string;
  containers?: string[];
  readOnly?: boolean;
  subPath?: string;
  subPathExpr?: string;
}

export interface Claim {
  name: string;
  storage: { amount: number; unit: 'Ki' | 'Mi' | 'Gi' | 'Ti' | 'Pi' };
  accessModes?: ('ReadWriteOnce' | 'ReadOnlyMany' | 'ReadWriteMany' | 'ReadWriteOncePod')[];
  storageClassName?: string;
  volumeMode?: 'Filesystem' | 'Block';
  labels?: Labels;
  annotations?: Labels;
  selector?: Selector;
  dataSource?:
  | { snapshot: string }
  | { claim: string }
  | { reference: { apiGroup?: string; kind: string; name: string } };
  mounts?: ClaimMount[];
}

export interface Spread {
  topology: string;
  maxSkew?: number;
  minDomains?: number;
  whenUnsatisfiable?: 'DoNotSchedule' | 'ScheduleAnyway';
  labelSelector?: Selector;
  matchLabelKeys?: string[];
}

export interface ContainerChoices {
  name: string;
  ports?: { number: number; name?: string; protocol?: 'TCP' | 'UDP' }[];
}

export interface Program extends Partial<{ -readonly [Field in PlainField]: StatefulAppProps[Field] }> {
  name: string;
  labels?: Labels;
  annotations?: Labels;
  podLabels?: Labels;
  podAnnotations?: Labels;
  containers: ContainerChoices[];
  /** The names of emptyDir volumes. */
  volumes?: string[];
  replicas?: number;
  ordinals?: { start?: number };
  matchLabels?: Labels;
  podManagementPolicy?: 'OrderedReady' | 'Parallel';
  updateStrategy?: { onDelete: true } | { partition?: number; maxUnavailable?: number | string };
  minReadySeconds?: number;
  retention?: { whenDeleted?: 'Retain' | 'Delete'; whenScaled?: 'Retain' | 'Delete' };
  claims?: Claim[];
  spreads?: Spread[];
  service?: { existing: string } | ({ name?: string } & ServiceChoices);
  podServices?:
  | { none: true }
  | ({ type: AddressedType; count?: number; perOrdinal?: ({ ordinal: number } & AddressedServiceChoices)[] } & AddressedServiceChoices);
  /** Calls of addClientService. */
  clients?: ({ name?: string; type?: AddressedType; podLabels?: Labels; select?: boolean } & AddressedServiceChoices)[];
  /** Calls of addPodService. */
  podServicesBesides?: ({ name: string; ordinal: number; type?: AddressedType } & AddressedServiceChoices)[];
  budget?: {
    name?: string;
    minAvailable?: number | string;
    maxUnavailable?: number | string;
    unhealthyPodEvictionPolicy?: 'AlwaysAllow' | 'IfHealthyBudget';
  };
}

/** Fields that StatefulApp takes under the same name and in the same form. */
export const IN_SPEC = Object.keys(SPEC_FIELDS) as (keyof typeof SPEC_FIELDS)[];
export const IN_PODS = Object.keys(POD_FIELDS) as (keyof typeof POD_FIELDS)[];
export type PlainField = (typeof IN_SPEC | typeof IN_PODS)[number];

/** These properties of a program; undefined where it does not have them. */
export function pick<Key extends keyof Program>(from: Program, keys: readonly Key[]): { [key in Key]: Program[key] } {
  return Object.fromEntries(keys.map((key) => [key, from[key]])) as { [key in Key]: Program[key] };
}

/** The least program, with what a test wants of it. */
export function program(parts: Partial<Program> = {}): Program {
  return { name: 'db', containers: [{ name: 'main', ports: [{ number: 5432, name: 'client' }] }], ...parts };
}
