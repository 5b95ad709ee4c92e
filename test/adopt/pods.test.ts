import { adopted, filesOf } from './support';

/** The YAML of a StatefulSet with what its pods, and their one container, have besides. */
function yamlWith(pod: object, container: object = {}): string {
  return JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db' },
    spec: {
      serviceName: 'db',
      selector: { matchLabels: { app: 'db' } },
      template: { metadata: { labels: { app: 'db' } }, spec: { containers: [{ name: 'db', image: 'db:1', ...container }], ...pod } },
    },
  });
}

const codeOf = (yaml: string) => (filesOf(yaml).get('db.ts') ?? '').replace(/\s+/g, ' ');
const patchesOf = (yaml: string) => adopted(yaml).objects.flatMap(({ patches }) => patches.map(({ path }) => path));

describe('tolerations', () => {
  test.each<[string, object, string]>([
    ['of anything', { operator: 'Exists' }, 'kplus.NodeTaintQuery.any()'],
    ['of a key', { key: 'gpu', operator: 'Exists', effect: 'NoSchedule' }, "kplus.NodeTaintQuery.exists('gpu', { effect: kplus.TaintEffect.NO_SCHEDULE })"],
    ['of a value', { key: 'gpu', value: 'yes' }, "kplus.NodeTaintQuery.is('gpu', 'yes')"],
  ])('%s', (_, toleration, code) => {
    expect(codeOf(yamlWith({ tolerations: [toleration] }))).toContain(code);
  });

  test('of anything with an effect are a patch, as no query says it', () => {
    expect(patchesOf(yamlWith({ tolerations: [{ operator: 'Exists', effect: 'NoExecute' }] }))).toEqual(['/spec/template/spec/tolerations']);
  });

  test('without a key are a patch', () => {
    expect(patchesOf(yamlWith({ tolerations: [{ value: 'yes' }] }))).toEqual(['/spec/template/spec/tolerations']);
  });
});

describe('affinities', () => {
  const preferred = (podAffinityTerm: object) => ({
    podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm }] },
  });

  test('with a topology of their own', () => {
    const term = { topologyKey: 'example.com/rack', labelSelector: { matchLabels: { app: 'db' } } };
    expect(codeOf(yamlWith({ affinity: preferred(term) }))).toContain("kplus.Topology.custom('example.com/rack')");
  });

  test('without a selector are a patch', () => {
    expect(patchesOf(yamlWith({ affinity: preferred({ topologyKey: 'kubernetes.io/hostname' }) }))).toEqual(['/spec/template/spec/affinity']);
  });

  test('to nodes by their fields are a patch', () => {
    const terms = [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a'] }] }];
    expect(patchesOf(yamlWith({ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } } } })))
      .toEqual(['/spec/template/spec/affinity']);
  });
});

describe('variables', () => {
  test.each<[string, object, string]>([
    ['that are empty', { name: 'A' }, "A: kplus.EnvValue.fromValue('')"],
    ['from a label', { name: 'A', valueFrom: { fieldRef: { fieldPath: "metadata.labels['a']" } } },
      "A: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_LABEL, { key: 'a' })"],
    ['from a resource', { name: 'A', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } },
      'A: kplus.EnvValue.fromResource(kplus.ResourceFieldPaths.CPU_LIMIT)'],
  ])('%s', (_, variable, code) => {
    expect(codeOf(yamlWith({}, { env: [variable] }))).toContain(code);
  });

  test.each<[string, object]>([
    ['from a field that has no word', { fieldRef: { fieldPath: 'status.hostIPs' } }],
    ['from what is no path', { fieldRef: { fieldPath: '?' } }],
    ['from a Secret without a key', { secretKeyRef: { name: 'a' } }],
    ['from a resource that has no word', { resourceFieldRef: { resource: 'limits.hugepages-2Mi' } }],
    ['from a file', { fileKeyRef: { key: 'a', path: 'a', volumeName: 'a' } }],
  ])('%s are a patch', (_, valueFrom) => {
    expect(patchesOf(yamlWith({}, { env: [{ name: 'A', valueFrom }] }))).toEqual([expect.stringMatching(/\/containers\/0\/env/)]);
  });

  test.each<[string, object]>([
    ['an optional ConfigMap', { configMapRef: { name: 'a', optional: true } }],
    ['nothing', {}],
  ])('all of %s are a patch', (_, source) => {
    expect(patchesOf(yamlWith({}, { envFrom: [source] }))).toEqual([expect.stringMatching(/\/containers\/0\/envFrom/)]);
  });
});

test('a strategy that the API does not know is a patch', () => {
  const yaml = yamlWith({}).replace('"serviceName"', '"updateStrategy":{"type":"Recreate"},"serviceName"');
  expect(patchesOf(yaml)).toContain('/spec/updateStrategy/type');
});
