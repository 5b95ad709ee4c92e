import { Size } from 'cdk8s';
import { PodManagementPolicy } from 'cdk8s-plus-28';
import { statefulSet, only, StatefulSetOptions } from './support/manifests';
import { inNamespace } from './support/namespace';
import { STATEFUL_SET } from './support/objects';
import { HeadlessService } from '../../src';
import { findingsBetween } from '../manifest/update/cases';

// What `stateful-app diff` quotes, against what the API server says.

const CHANGES: [string, StatefulSetOptions][] = [
  ['service-name-changed', { service: HeadlessService.fromServiceName('peers') }],
  ['selector-changed', { matchLabels: { tier: 'back', app: 'web' } }],
  ['pod-management-policy-changed', { podManagementPolicy: PodManagementPolicy.PARALLEL }],
  ['claim-templates-changed', { claim: false }],
  ['claim-templates-changed', { volumeClaimTemplates: [{ name: 'www', storage: Size.gibibytes(2), mounts: [{ path: '/usr/share/nginx/html' }] }] }],
];

test.each(CHANGES)('%s: the API server refuses the update in the words that a diff says', (name, change) => inNamespace(async (namespace) => {
  const [before, after] = [{}, change].map((options) => statefulSet({ replicas: 0, claim: true, ...options }));
  await namespace.apply(before);
  const { minor, patch } = await namespace.api.version();
  const finding = findingsBetween(before, after, `1.${minor}.${patch}`).find((one) => one.name === name);
  const [start, end = ''] = finding!.apiServerMessage!.split('…');
  const { message } = await namespace.dryRun(only(after, STATEFUL_SET));
  expect(message).toContain(start);
  expect(message).toContain(end);
})());
