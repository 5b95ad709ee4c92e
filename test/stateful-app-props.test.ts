import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { StatefulAppProps } from '../src';
import { ofPlainFields } from './plain-field-values';
import { chart, statefulApp } from './support';

test.each<[string, Partial<StatefulAppProps>, string]>([
  ['negative replicas', { replicas: -2 }, 'replicas -2 is not a whole number of 0 or more'],
  ['a fraction of replicas', { replicas: 1.5 }, 'replicas 1.5 is not a whole number of 0 or more'],
  ['replicas that are no number', { replicas: NaN }, 'replicas null is not a whole number of 0 or more'],
  ['a negative first ordinal', { ordinals: { start: -1 } }, 'ordinals.start -1 is not a whole number of 0 or more'],
  ['pods that end', { restartPolicy: kplus.RestartPolicy.NEVER }, 'restartPolicy "Never" is not possible for a StatefulSet; leave it out'],
  ['a cluster domain that is none', { clusterDomain: '.local' }, 'clusterDomain ".local" is not a DNS subdomain'],
  ['a label key that is none', { matchLabels: { 'a b': 'c' } }, 'matchLabels "a b" is not a qualified name'],
  ['a label without a value', { matchLabels: { app: '' } }, 'matchLabels.app "" is empty, and cdk8s-plus drops such a label from a selector'],
  ['a label of the set that is none', { metadata: { name: 'db', labels: { app: 'a b' } } }, 'metadata.labels.app "a b" is not a label value'],
  ['an annotation of the set that is none', { metadata: { name: 'db', annotations: { 'a b': '' } } }, 'metadata.annotations "a b" is not'],
  ['a label of the pods that is none', { podMetadata: { labels: { app: 'a b' } } }, 'podMetadata.labels.app "a b" is not a label value'],
  ['an annotation of the pods that is none', { podMetadata: { annotations: { 'a b': '' } } }, 'podMetadata.annotations "a b" is not'],
  ['a minReady beyond 32 bits', { minReady: Duration.seconds(2147483648) }, 'minReady 2147483648 is not a whole number of 0 or more'],
  ['a label value that is none', { matchLabels: { app: 'a b' } }, 'matchLabels.app "a b" is not a label value'],
  ...Object.entries(ofPlainFields('refused')).flatMap(([field, refused]) =>
    refused.map(([what, value, message]): [string, Partial<StatefulAppProps>, string] => [what, { [field]: value }, message])),
])('fails for %s', (_, props, message) => {
  expect(() => statefulApp(chart(), props)).toThrow(message);
});
