import { allTypes } from './python/types';
import { adopted, filesOf } from './support';
import { printExpression as python } from '../../src/adopt/python/print';
import { suffixed } from '../../src/adopt/scope';
import { printExpression as typescript } from '../../src/adopt/typescript/print';

// What somebody would have written, and a printer would not.

const program = (pod = '', others = '') => `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  serviceName: db
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec:
      containers: [{ name: db, image: 'db:1' }]
      ${pod}
${others}`;

test('all patches of an object are one call, with a line for each reason', () => {
  const service = `---
apiVersion: v1
kind: Service
metadata: { name: db }
spec: { clusterIP: None, selector: { app: db }, ports: [{ port: 1, appProtocol: tcp }] }
`;
  const served = program('', service).replace("'db:1'", "'db:1', ports: [{ name: a, containerPort: 1 }, { name: b, containerPort: 2 }]");
  expect(filesOf(served).get('db.ts')).toContain([
    '    // appProtocol: no property says it',
    '    // name: the library writes it, and the manifest has none',
    '    ApiObject.of(db.service).addJsonPatch(',
    "      JsonPatch.add('/spec/ports/0/appProtocol', 'tcp'),",
    "      JsonPatch.remove('/spec/ports/0/name'),",
    '    );',
  ].join('\n'));
});

test('the mode of a file is an octal number', () => {
  const volume = 'volumes: [{ name: scripts, configMap: { name: scripts, defaultMode: 493, items: [{ key: a, path: a, mode: 0 }] } }]';
  expect(filesOf(program(volume)).get('db.ts')).toContain("defaultMode: 0o755,\n      items: { a: { path: 'a', mode: 0o000 } }");
});

test.each([-1, 0.5])('a mode %d, which no file has, is a number', mode => {
  expect(filesOf(program(`volumes: [{ name: scripts, configMap: { name: scripts, defaultMode: ${mode} } }]`)).get('db.ts')).toContain(`defaultMode: ${mode}`);
});

test('Python writes octal numbers in the same way', () => {
  expect([python({ kind: 'mode', value: 0o644 }, allTypes()), typescript({ kind: 'mode', value: 0o644 }, '', 0)]).toEqual(['0o644', '0o644']);
});

test.each([
  ['db', 'Service', 'DbService'], ['db-service', 'Service', 'DbService'], ['db-svc', 'Service', 'DbSvcService'],
  ['db-config', 'ConfigMap', 'DbConfigMap'], ['db-configmap', 'ConfigMap', 'DbConfigmap'], ['db-role', 'RoleBinding', 'DbRoleBinding'],
])('%s as a %s is called %s', (of, suffix, name) => {
  expect(suffixed(of, suffix)).toBe(name);
});

test('a container without an image is still named first', () => {
  expect(filesOf(program().replace("image: 'db:1'", "command: ['a']")).get('db.ts')).toContain("addContainer({ name: 'db', image: '', command: ['a'] })");
});

test('a tool that takes objects back by their annotations finds none of them in the program', () => {
  const annotations = 'metadata: { name: db, annotations: { meta.helm.sh/release-name: a, meta.helm.sh/release-namespace: b, argocd.argoproj.io/tracking-id: c } }';
  expect(adopted(program().replace('metadata: { name: db }', annotations)).objects.map(({ object }) => object.metadata.at('annotations').isSet)).toEqual([false]);
});


describe('the type of a claim template', () => {
  const claim = 'volumeClaimTemplates: [{ apiVersion: v1, kind: PersistentVolumeClaim, metadata: { name: data }, spec: { resources: { requests: { storage: 1Gi } } } }]';
  const claimed = program().replace('  template:', `  ${claim}\n  template:`);

  // https://github.com/argoproj/argo-cd/issues/16707
  test('is said where it was', () => {
    expect(filesOf(claimed).get('db.ts')).toContain("volumeClaimTemplates: [{ name: 'data', typeMeta: true, storage: Size.gibibytes(1) }]");
  });

  test('is not said where a cluster has said it', () => {
    expect(filesOf(claimed.replace('name: db }', 'name: db, uid: a }')).get('db.ts')).toContain("volumeClaimTemplates: [{ name: 'data', storage: Size.gibibytes(1) }]");
  });
});
