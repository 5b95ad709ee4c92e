import * as kplus from 'cdk8s-plus-28';
import { handWritten, statefulSet } from './support';
import { testing } from '../../src';
import { chart, statefulApp } from '../support';

test('an application looks like this', () => {
  const snapshot = handWritten(`${statefulSet('  replicas: 2\n  updateStrategy: { type: OnDelete }')}
---
{ kind: Service, apiVersion: v1, spec: { type: ClusterIP, ports: [{ port: 5432, name: sql }], clusterIP: None }, metadata: { name: db } }`).snapshot();
  expect(snapshot).toMatchInlineSnapshot(`
"apiVersion: v1
kind: Service
metadata:
  name: db
spec:
  clusterIP: None
  ports:
    - name: sql
      port: 5432
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  replicas: 2
  selector:
    matchLabels:
      app: db
  serviceName: db
  template:
    metadata:
      labels:
        app: db
    spec:
      containers:
        - name: db
          image: postgres:16.4
  updateStrategy:
    type: OnDelete
"
`);
});

test('the order of the objects says nothing', () => {
  const [one, other] = ['one', 'other'].map(name => `{ apiVersion: v1, kind: ConfigMap, metadata: { name: ${name} } }`);
  expect(handWritten(`${one}\n---\n${other}`).snapshot()).toBe(handWritten(`${other}\n---\n${one}`).snapshot());
});

test('the order of keys says nothing', () => {
  expect(handWritten('{ kind: ConfigMap, data: { b: x, a: y }, apiVersion: v1 }').snapshot()).toBe('apiVersion: v1\nkind: ConfigMap\ndata:\n  a: "y"\n  b: x\n'.replaceAll('"', "'"));
});

test('the order of a list says something', () => {
  expect(handWritten('{ kind: ConfigMap, list: [b, a] }').snapshot()).toBe('kind: ConfigMap\nlist:\n  - b\n  - a\n');
});

test('a default that is spelled out says nothing', () => {
  expect(handWritten(statefulSet('  revisionHistoryLimit: 10')).snapshot()).toBe(handWritten(statefulSet()).snapshot());
});

test('a text of several lines is shown as such', () => {
  expect(handWritten('{ kind: ConfigMap, data: { conf: "a=1\\nb=2\\n" } }').snapshot()).toContain('conf: |\n    a=1\n    b=2\n');
});

test('a long text stays on its line', () => {
  const text = 'word '.repeat(50).trim();
  expect(handWritten(`{ kind: ConfigMap, data: { conf: ${text} } }`).snapshot()).toContain(`conf: ${text}\n`);
});

test('what is there twice is shown twice', () => {
  const labels = { app: 'db' };
  expect(testing.Manifests.fromObjects([{ kind: 'Pod', one: labels, other: labels }]).snapshot()).not.toMatch(/[&*]/);
});

test('a name that is made from the path of its construct stays', () => {
  const scope = chart();
  new kplus.ConfigMap(scope, 'Config');
  expect(testing.Manifests.of(scope).snapshot()).toMatch(/name: test-config-c8[0-9a-f]{6}\n/);
});

test('a StatefulApp is the same to it wherever it stands in a program', () => {
  const [here, there] = [chart(), chart()];
  statefulApp(here, { matchLabels: { app: 'db' } });
  const moved = statefulApp(there, { matchLabels: { app: 'db' } });
  expect(testing.Manifests.of(moved).snapshot()).toBe(testing.Manifests.of(here).snapshot());
});
