import * as fc from 'fast-check';
import { StatefulAppProps } from '../src';
import { PlainField } from './cluster/differential/program';
import { anyLabels, dnsName, maybe, mostly, numbers } from './cluster/differential/values';

/** What all tests know of a property that is a field by the same name. */
interface FieldValues<Value> {
  /** One that the API server keeps. */
  readonly valid: Value;
  /** Those that are refused: what each is, and how the sentence begins. */
  readonly refused: readonly [what: string, value: Value, message: string][];
  /** Those of random programs, valid ones for the most part. */
  readonly random: fc.Arbitrary<Value | undefined>;
}

export const PLAIN_FIELDS: { readonly [Property in PlainField]-?: FieldValues<NonNullable<StatefulAppProps[Property]>> } = {
  revisionHistoryLimit: {
    valid: 3,
    refused: [['a negative history', -1, 'revisionHistoryLimit -1 is not a whole number of 0 or more']],
    random: maybe(numbers(0), 20),
  },
  priorityClassName: {
    valid: 'high',
    refused: [['a PriorityClass that is none', 'High', 'priorityClassName "High" is not a DNS subdomain']],
    random: maybe(dnsName('high'), 5),
  },
  runtimeClassName: {
    valid: 'gvisor',
    refused: [['a RuntimeClass that is none', 'a_b', 'runtimeClassName "a_b" is not a DNS subdomain']],
    random: maybe(dnsName('gvisor'), 5),
  },
  schedulerName: {
    valid: 'own-scheduler',
    refused: [['a scheduler that is none', '', 'schedulerName "" is not a DNS subdomain']],
    random: maybe(dnsName('own'), 10),
  },
  nodeSelector: {
    valid: { 'kubernetes.io/os': 'linux' },
    refused: [['a label of nodes that is none', { disk: 'a b' }, 'nodeSelector.disk "a b"']],
    random: maybe(mostly(fc.constant({ disk: 'ssd' }), anyLabels()), 5),
  },
  enableServiceLinks: { valid: true, refused: [], random: maybe(fc.boolean(), 10) },
};

/** For each of them one of what is said of it. */
export function ofPlainFields<Key extends keyof FieldValues<unknown>>(key: Key): { [Property in PlainField]: (typeof PLAIN_FIELDS)[Property][Key] } {
  return Object.fromEntries(Object.entries(PLAIN_FIELDS).map(([field, values]) => [field, values[key]])) as never;
}
