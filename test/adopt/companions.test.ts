import { load } from 'js-yaml';
import { adopted, proofOf, textOf } from './support';

const RIGHTS = textOf('rights');

/** What stays YAML of the fixture, where some of its text is another one. */
function othersOf(text: string): string[] {
  const adoption = adopted(text);
  expect(proofOf(adoption).different).toEqual([]);
  return adoption.others.map(({ kind, name }) => `${kind} ${name}`);
}

test('the account of the pods, its rights and what scales them belong to the application', () => {
  expect(othersOf(RIGHTS)).toEqual([]);
});

test('each is one object with one patch at most', () => {
  const patched = adopted(RIGHTS).objects.filter(({ patches }) => patches.length > 0);
  expect(patched.map(({ object, patches }) => [object.kind, patches.map(({ path }) => path)]))
    .toEqual([['ServiceAccount', ['/imagePullSecrets']]]);
});

test.each<[string, string, string, string[]]>([
  ['an account whose construct would need two patches', 'automountServiceAccountToken: true\n', '',
    ['ServiceAccount queue', 'Role queue', 'RoleBinding queue', 'RoleBinding queue-view']],
  ['a role with a rule for two resources', 'resources: [endpoints]', 'resources: [endpoints, pods]', ['Role queue']],
  ['a binding of somebody else, too', 'name: view }\nsubjects: [', 'name: view }\nsubjects: [{ kind: User, name: me }, ', ['RoleBinding queue-view']],
  ['a binding of an account in another namespace', 'name: view }\nsubjects: [{', 'name: view }\nsubjects: [{ namespace: other,', ['RoleBinding queue-view']],
  ['an autoscaler beside a number of replicas', '  serviceName: queue', '  replicas: 3\n  serviceName: queue', ['HorizontalPodAutoscaler queue']],
  ['an autoscaler with a behavior that would be longer', '      selectPolicy: Max\n      policies: [{ type: Percent, value: 50, periodSeconds: 60 }]\n', '',
    ['HorizontalPodAutoscaler queue']],
  ['an autoscaler of something else', 'kind: StatefulSet, name: queue }', 'kind: StatefulSet, name: other }', ['HorizontalPodAutoscaler queue']],
  ['an autoscaler by the metrics of pods', 'type: Resource\n      resource: { name: cpu', 'type: Pods\n      pods: { name: cpu', ['HorizontalPodAutoscaler queue']],
])('%s stays YAML', (_, part, other, expected) => {
  expect(RIGHTS).toContain(part);
  expect(othersOf(RIGHTS.replace(part, other))).toEqual(expected);
});

test('an account that two run with belongs to none', () => {
  const second = RIGHTS.slice(RIGHTS.lastIndexOf('---')).replace(/: queue(?=[\n ,}])/g, ': other').replace('serviceAccountName: other', 'serviceAccountName: queue');
  expect(load(second.replace('---', ''))).toMatchObject({ metadata: { name: 'other' } });
  expect(othersOf(`${RIGHTS}${second}`)).toContain('ServiceAccount queue');
});
