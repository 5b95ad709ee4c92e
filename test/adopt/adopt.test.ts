import { adopted, filesOf, FIXTURES, proofOf, textOf } from './support';
import { measure, percentTyped } from '../../src/adopt/measure';

const DATABASE = textOf('database');

test.each(FIXTURES)('the program of %s makes the same objects', fixture => {
  expect(proofOf(adopted(textOf(fixture)))).toMatchObject({ different: [], restarts: 0 });
});

test.each(['database', 'every-field', 'live'])('all of %s is typed', fixture => {
  const adoption = adopted(textOf(fixture));
  expect(adoption.objects.flatMap(({ object, patches }) => patches.map(({ path }) => `${object.kind} ${path}`)).filter(path => !path.startsWith('ConfigMap'))).toEqual([]);
  expect(percentTyped(measure(adoption))).toBe(100);
});

test('what no property says is a patch for each field, and for no block of them', () => {
  const { objects } = adopted(textOf('odd'));
  const paths = objects.flatMap(({ patches }) => patches.map(({ path }) => path));
  expect(paths).toContain('/spec/template/spec/preemptionPolicy');
  expect(paths).toContain('/spec/template/spec/containers/0/livenessProbe');
  expect(paths).toContain('/spec/ports/0/targetPort');
  expect(paths.filter(path => /^\/spec(\/template(\/spec)?)?$|\/containers(\/\d+)?$/.test(path))).toEqual([]);
});

test('what the check would refuse is accepted, as it runs already', () => {
  const { charts } = adopted(textOf('odd'));
  expect(charts).toHaveLength(1);
  expect(filesOf(textOf('odd')).get('search.ts')).toMatch(/acceptedFindings: \{[^}]*'adopted as it runs'/);
});

test('an application is one chart, with what belongs to it', () => {
  const { charts, objects, others } = adopted(DATABASE);
  expect(charts.map(({ className }) => className)).toEqual(['Db']);
  expect(objects.map(({ object: { kind, name } }) => `${kind}/${name}`).sort())
    .toEqual(['ConfigMap/db-config', 'PodDisruptionBudget/db', 'Service/db', 'Service/db-read', 'StatefulSet/db']);
  expect(others.map(({ kind }) => kind)).toEqual(['ServiceAccount']);
});

test('the values of Secrets are in no file', () => {
  expect([...filesOf(DATABASE).values()].join('\n')).not.toContain('hunter2');
});

test('the values of Secrets are in the manifests where that is asked for', () => {
  expect(filesOf(DATABASE, { includeSecrets: true }).get('manifests/others.yaml')).toContain('hunter2');
});

test('what equals a default is left out', () => {
  const code = filesOf(textOf('live')).get('cache.ts');
  expect(code).not.toMatch(/podManagementPolicy|updateStrategy|retention|terminationGracePeriod|accessModes|imagePullPolicy|revisionHistoryLimit/i);
});

test('what a cluster wrote is left out', () => {
  expect([...filesOf(textOf('live')).values()].join('\n')).not.toMatch(/10\.0\.0\.12|31000|resourceVersion|last-applied|2026-01-01|Pending|load-balancer-cleanup/);
});

test('a status is left out without other traces of a cluster, too', () => {
  const adoption = adopted(DATABASE.replace(/^(kind: (StatefulSet|Service|PodDisruptionBudget))$/gm, '$1\nstatus: { observedGeneration: 7 }'));
  expect(adoption.objects.flatMap(({ patches }) => patches.map(({ path }) => path))).not.toContain('/status');
});

test('a finalizer of somebody else stays', () => {
  const { objects } = adopted(textOf('live').replace('finalizers: [', 'finalizers: [example.com/mine, '));
  expect(objects.find(({ object }) => object.kind === 'Service')?.object.metadata.at('finalizers').value).toEqual(['example.com/mine']);
});

test('comments are carried over', () => {
  const code = filesOf(DATABASE).get('db.ts');
  expect(code).toContain('      // one per zone\n      replicas: 3,\n');
  expect(code).toContain('// the socket answers too early');
  expect(code).not.toContain('Source:');
});

test('what has several lines is a file', () => {
  const files = filesOf(DATABASE);
  expect(files.get('files/db-config/postgresql.conf')).toBe('max_connections = 100\nshared_buffers = 128MB\n');
  expect(files.get('db.ts')).toContain("'postgresql.conf': readFileSync(join(__dirname, 'files/db-config/postgresql.conf'), 'utf8'),");
});

test('what two applications share belongs to none', () => {
  const set = (name: string) => DATABASE.slice(DATABASE.lastIndexOf('---')).replace(/: db(?=[\s,}])/g, `: ${name}`);
  const { others } = adopted(`${DATABASE}${set('other')}`);
  expect(others.map(({ name }) => name)).toContain('db-config');
});

test('text that cdk8s would take for a number stays text in the YAML', () => {
  const files = filesOf(`${DATABASE}---\napiVersion: v1\nkind: ServiceAccount\nmetadata: { name: a, labels: { a: '1_000' } }\n`);
  expect(files.get('manifests/others.yaml')).toMatch(/a: ['"]1_000['"]/);
});

test('an amount in powers of ten is written as it was', () => {
  const patches = adopted(textOf('odd')).objects.flatMap(each => each.patches);
  expect(patches.find(({ path }) => path.endsWith('/storage'))?.value).toBe('10G');
});

test('without a number of replicas the program sets none', () => {
  const code = filesOf(DATABASE.replace('  replicas: 3\n', '')).get('db.ts');
  expect(code).toContain('hasAutoscaler: true');
});

test('a Service that is not there is named', () => {
  expect(filesOf(textOf('live')).get('cache.ts')).toContain("service: HeadlessService.fromServiceName('cache-peers')");
});

test.each(["serviceName: ''", ''])('a StatefulSet without a Service is one all the same: %s', serviceName => {
  const adoption = adopted(textOf('live').replace('serviceName: cache-peers', serviceName));
  expect([...adoption.reasons]).toEqual([]);
  expect(adoption.objects.flatMap(({ patches }) => patches.map(({ path }) => path))).toEqual(['/spec/serviceName']);
});

test.each(['0123', 'cache.peers', 'Cache'])('a StatefulSet whose Service could not be is one all the same: %s', serviceName => {
  const adoption = adopted(textOf('live').replace('serviceName: cache-peers', `serviceName: '${serviceName}'`));
  expect([...adoption.reasons]).toEqual([]);
  expect(adoption.objects.flatMap(({ patches }) => patches.map(({ path }) => path))).toEqual(['/spec/serviceName']);
  expect(proofOf(adoption).different).toEqual([]);
});

test('a StatefulSet whose name no Service could have is one all the same', () => {
  const name = '0123';
  const adoption = adopted(JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name },
    spec: { serviceName: name, selector: { matchLabels: { app: 'a' } }, template: { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'a', image: 'a:1' }] } } },
  }));
  expect([...adoption.reasons]).toEqual([]);
  expect(proofOf(adoption).different).toEqual([]);
});

test('two StatefulSets of one name in two namespaces have a chart each', () => {
  const live = textOf('live');
  const { charts } = adopted(`${live}---\n${live.replace(/namespace: prod/g, 'namespace: test')}`);
  expect(charts.map(({ className, namespace }) => [className, namespace])).toEqual([['Cache', 'prod'], ['CacheApp', 'test']]);
});

test('a StatefulSet that no construct can be stays as it is, with the reason', () => {
  const { charts, others, reasons } = adopted(DATABASE.replace('replicas: 3', 'replicas: $REPLICAS'));
  expect(charts).toEqual([]);
  expect(others.map(({ kind }) => kind)).toContain('StatefulSet');
  expect([...reasons.values()].join()).toContain('"$REPLICAS" is not a whole number');
});

test('the project says where each object is, and what is a patch', () => {
  const readme = filesOf(textOf('odd')).get('README.md');
  expect(readme).toContain('| StatefulSet search | `search/Search/Resource` |');
  expect(readme).toContain('| Service someone-else | `manifests/others.yaml` |');
  expect(readme).toContain('| StatefulSet search | add | `/spec/template/spec/preemptionPolicy` |');
});
