import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adopted, filesOf, MODULES } from './support';
import { Language, Unproven } from '../../src/adopt/language';
import { Proof, prove } from '../../src/adopt/proof';
import { parseYaml } from '../../src/cli/yaml';

// Keys and texts of users that mean something else to JavaScript, or to YAML: each is kept, or it is said that it is not.

interface Parts {
  readonly labels?: string;
  readonly nodeSelector?: string;
  readonly data?: string;
  readonly env?: string;
  readonly other?: string;
}

const program = ({ labels = '', nodeSelector = '', data = '', env = '', other = '' }: Parts) => `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, labels: {${labels}} }
spec:
  serviceName: db
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db${labels && `, ${labels}`} } }
    spec:
      nodeSelector: {${nodeSelector}}
      containers: [{ name: db, image: 'db:1', env: [${env}], envFrom: [{ configMapRef: { name: db } }] }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: db }
data: {${data}}
---
apiVersion: v1
kind: ConfigMap
metadata: { name: other }
data: {${other}}
`;

function proven(parts: Parts): Proof {
  const folder = mkdtempSync(join(tmpdir(), 'adopt-'));
  const text = program(parts);
  const files = filesOf(text);
  const language = { files: () => files, steps: {}, isOfNpm: true, run: () => 'its constructs are enough' } as unknown as Language;
  try {
    return prove(folder, files, language, adopted(text), MODULES, parseYaml);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const INHERITED = ['constructor', 'toString', 'hasOwnProperty'];

test.each(INHERITED)('a label %s is a label', key => {
  expect(proven({ labels: `${key}: a`, nodeSelector: `${key}: a` }).different).toEqual([]);
  expect(adopted(program({ labels: `${key}: a` })).others.map(({ title }) => title)).toEqual(['ConfigMap "other"']);
});

test.each([...INHERITED, '__proto__'])('a ConfigMap of an application has the key %s', key => {
  for (const data of [`${key}: a`, `${key}: a, other: b`, `${key}: "a\\nb\\nc"`]) {
    expect(proven({ data }).different).toEqual([]);
    expect(adopted(program({ data })).others.map(({ title }) => title)).toEqual(['ConfigMap "other"']);
  }
});

test('in TypeScript, the key of a literal is no prototype', () => {
  expect(filesOf(program({ data: '__proto__: a' })).get('db.ts')).toContain("{ ['__proto__']: 'a' }");
});

test('a variable has the name __proto__', () => {
  expect(proven({ env: '{ name: __proto__, value: a }' }).different).toEqual([]);
});

test.each(['constructor', '__proto__'])('fails where cdk8s would include a key %s', key => {
  expect(() => proven({ other: `${key}: a` })).toThrow(new Unproven(
    `ConfigMap "other" cannot be in a program: cdk8s renders no key "${key}" (data.${key}); leave the object out of what is adopted`));
});

const TEXTS = ['0b1', '1_000', '12:30:45', '.inf', '~', '=', '0x1F', '1e3', 'y', 'on', '017', '2001-01-01'];

test('a text that looks like something else is a text, as a value and as a key', () => {
  const data = TEXTS.map((text, index) => `v${index}: '${text}', '${text}': a`).join(', ');
  const env = TEXTS.map((text, index) => `{ name: V${index}, value: '${text}' }, { name: '${text}', value: a }`).join(', ');
  expect(proven({ labels: TEXTS.map((text, index) => `v${index}: '${text}'`).join(', '), env, data, other: data }).different).toEqual([]);
});

// https://github.com/eemeli/yaml writes YAML 1.1 for cdk8s, and kubectl reads a little more as numbers
test.each(['0o17', '0B1', '0X1F', '1e1_0'])('fails where cdk8s writes %s without quotes', text => {
  expect(proven({ env: `{ name: A, value: '${text}' }`, data: `'${text}': a`, other: `a: '${text}'` }).different).toEqual(
    ['ConfigMap "db"', 'StatefulSet "db"', 'ConfigMap "other"'].map(title =>
      `${title} would reach the cluster otherwise: cdk8s writes "${text}" without quotes, and kubectl reads no text there; `
      + 'write it in another way, or leave the object out of what is adopted'));
});

test('fails where a key is taken for a merge', () => {
  expect(proven({ data: "'<<': a" }).different).toEqual([expect.stringContaining('cdk8s writes "<<" without quotes')]);
});
