import { KINDS, kindOf, nameOf, ObjectOf } from '../../../src/manifest/model/kinds';
import { definitionOf } from '../../../src/manifest/schema/schema';

const VERSIONS = ['v1', 'v2'];

/** What nobody writes: it comes from a cluster, and is taken as it is. */
const READ_FROM_CLUSTERS = ['apps/ControllerRevision'];

test.each(Object.keys(KINDS).filter(kind => /^(\/|[a-z]+\/|[a-z.]+\.k8s\.io\/)/.test(kind) && !kind.includes('csi') && !READ_FROM_CLUSTERS.includes(kind)))('the fields of %s are known', kind => {
  const [group, name = ''] = kind.split('/');
  expect(VERSIONS.map(version => definitionOf(group === '' ? version : `${group}/${version}`, name))).toContainEqual(expect.anything());
});

test.each([
  ['apps', 'StatefulSet', 'apps/StatefulSet'],
  ['', 'Service', '/Service'],
  ['serving.knative.dev', 'Service', undefined],
  ['', 'constructor', undefined],
])('of the group "%s" a %s is %s', (group, name, kind) => {
  expect(kindOf(group, name)).toBe(kind);
});

test('a kind is named without its group', () => {
  expect(nameOf('policy/PodDisruptionBudget')).toBe('PodDisruptionBudget');
});

test('a rule can read of an object what is rendered of it for the check, and nothing else', () => {
  // it is the compiler that tests this
  const isHidden: [Hides<'/Secret', 'spec'>, Hides<'scheduling.k8s.io/PriorityClass', 'root'>, Hides<'/Service', 'spec'>] = [true, true, false];
  expect(isHidden).toEqual([true, true, false]);
});

type Hides<K extends keyof typeof KINDS, Property extends string> = Property extends keyof ObjectOf<K> ? false : true;
