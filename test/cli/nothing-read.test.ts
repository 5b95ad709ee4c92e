import { directoryWith, FAULTLESS, run as runIn } from './support';

const MONITOR = 'apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: { name: db }\n';
const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: rules }\ndata:\n  alert: "{{ $labels.instance }} of {{ .Values.x }}"\n';
const SET = 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: db }\n';

const directory = directoryWith({
  'good.yaml': FAULTLESS,
  'empty.yaml': '',
  'monitor.yaml': MONITOR,
  'config.yaml': CONFIG,
  'namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: prod }\n',
  'deployment.yaml': FAULTLESS.replace('kind: StatefulSet', 'kind: Deployment'),
  'both.yaml': `${MONITOR}---\n${FAULTLESS}`,
  'capital.yaml': FAULTLESS.replace('kind: StatefulSet', 'Kind: StatefulSet'),
});
const run = (args: readonly string[], input = '') => runIn(args, { directory, input, width: 200 });
const read = async (input: string) => {
  const { code, out } = await run(['check', '-'], input);
  return { code, out };
};

describe('ends with 2 for', () => {
  test.each([
    ['nothing', '', 'nothing was checked, as there is no object in 1 file'],
    ['comments', '# nothing\n---\n', 'nothing was checked, as there is no object in 1 file'],
    ['null', 'null\n', 'nothing was checked, as there is no object in 1 file'],
    ['an empty List', 'apiVersion: v1\nkind: List\nitems: []\n', 'nothing was checked, as there is no object in 1 file'],
    ['kinds that no rule is about', MONITOR, 'nothing was checked, as there is no object of a kind that a rule is about in 1 file'],
    ['kinds of which rules know the names alone', CONFIG, 'nothing was checked, as no rule is about what is in the objects in 1 file'],
    ['Kind', FAULTLESS.replace('kind: Service', 'Kind: Service'), 'it has Kind, which has to be kind'],
    ['apiversion', FAULTLESS.replace('apiVersion: v1', 'apiversion: v1'), 'it has apiversion, which has to be apiVersion'],
    ['an object without a kind', `${FAULTLESS}---\napiVersion: v1\nmetadata: { name: a }\n`, 'it has no kind'],
    ['a kind in other letters', FAULTLESS.replace('kind: StatefulSet', 'kind: Statefulset'), 'is of kind Statefulset of apps/v1, which Kubernetes spells apps/StatefulSet'],
    ['an item of a List that is none', `apiVersion: v1\nkind: List\nitems:\n- metadata: { name: a }\n---\n${FAULTLESS}`, 'items[0] is no Kubernetes object'],
    ['a template in quotes', FAULTLESS.replace('example.com/db:16.4', '"{{ .Values.image }}"'), ':32: holds {{ .Values.image }}, which is a template: render it first, with helm template'],
    ['a template in a name', MONITOR.replace('name: db', 'name: "{{ include \'a\' . }}"'), "holds {{ include 'a' . }}"],
    ['a template without quotes', FAULTLESS.replace('replicas: 3', 'replicas: {{ .Values.replicas }}'), 'render it first, with helm template'],
  ])('%s', async (_, input, sentence) => {
    const { code, out } = await read(input);
    expect(out).toContain(sentence);
    expect(code).toBe(2);
  });

  test('an empty path', async () => {
    expect(await run(['check', ''])).toMatchObject({ code: 2, err: 'error: a path is empty, as of a variable that is not set; write . for the directory\n' });
  });
});

describe('ends with 0 for', () => {
  test.each([
    ['one of many that no rule is about', ['check', 'both.yaml']],
    ['a file of them beside others', ['check', 'monitor.yaml', 'good.yaml']],
    ['a file of which rules know the names alone beside others', ['check', 'config.yaml', 'good.yaml']],
    ['a NEW without what is removed', ['diff', 'good.yaml', 'config.yaml', '--accept', 'U23=it goes']],
    ['a workload that is compared as far as its volumes go', ['diff', 'deployment.yaml', 'deployment.yaml']],
    ['an empty file beside others', ['check', 'empty.yaml', 'good.yaml']],
  ])('%s', async (_, args) => {
    expect((await run(args)).code).toBe(0);
  });

  test.each([
    ['templates for others in data', `${CONFIG}---\n${FAULTLESS}`],
    ['templates for others in commands', FAULTLESS.replace('[db, ping]', '[db, ps, --format, "{{.Names}}"]')],
    ['templates for others in annotations', FAULTLESS.replace('      labels: { app: db }', '      annotations: { inject: "{{ with .Values }}" }\n      labels: { app: db }')],
    ['values of something else', `image: x\n---\n${FAULTLESS}`],
  ])('%s', async (_, input) => {
    expect(await read(input)).toMatchObject({ code: 0 });
  });

  test('an empty file, and says that it is empty', async () => {
    expect((await run(['check', 'empty.yaml', 'good.yaml'])).out).toContain('empty.yaml: there is no object in it');
  });
});

describe('diff ends with 2 where', () => {
  test.each([
    ['nothing is in OLD', ['empty.yaml', 'good.yaml'], 'nothing was compared, as there is no object in OLD'],
    ['nothing is in NEW', ['good.yaml', 'empty.yaml'], 'nothing was compared, as there is no object in NEW'],
    ['nothing is in both', ['empty.yaml', 'empty.yaml'], 'nothing was compared, as there is no object in OLD and in NEW'],
    ['no rule is about OLD', ['monitor.yaml', 'good.yaml'], 'nothing was compared, as there is no object of a kind that a rule is about in OLD'],
    ['no rule is about what is in both', ['namespace.yaml', 'namespace.yaml'], 'nothing was compared, as no rule is about what is in the objects'],
    ['OLD is none that kubectl takes', ['capital.yaml', 'good.yaml'], 'it has Kind, which has to be kind'],
  ])('%s', async (_, files, sentence) => {
    const { code, out } = await run(['diff', ...files]);
    expect(out).toContain(sentence);
    expect(code).toBe(2);
  });

  test('a command before it in a pipe failed', async () => {
    expect(await run(['diff', '-', 'good.yaml'])).toMatchObject({ code: 2 });
  });
});

test('JSON says that nothing was checked', async () => {
  const { code, out } = await run(['check', '--format', 'json', 'empty.yaml']);
  expect({ code, notChecked: JSON.parse(out).notChecked }).toEqual({ code: 2, notChecked: [{ file: '', reason: 'nothing was checked, as there is no object in 1 file' }] });
});

describe('as kubectl does, it reads', () => {
  const count = async (input: string) => (await read(input)).out.match(/(\d+) objects?/)?.[1];
  const json = (name: string) => JSON.stringify({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name, annotations: { 'a{': '}"' } } }, undefined, 2);

  test.each([
    ['documents of JSON, one after the other', `${json('a')}\n${json('b')}${json('c')}\n`, '3'],
    ['JSON after YAML', `${SET}---\n${json('a')}\n${json('b')}`, '3'],
    ['a List', 'apiVersion: v1\nkind: List\nitems:\n- { apiVersion: v1, kind: Service, metadata: { name: a } }\n- { apiVersion: v1, kind: Secret, metadata: { name: a } }\n', '2'],
    ['a list whose items do not say their kind', 'apiVersion: apps/v1\nkind: StatefulSetList\nitems:\n- metadata: { name: a }\n- metadata: { name: b }\n', '2'],
  ])('%s', async (_, input, expected) => {
    expect(await count(input)).toBe(expected);
  });

  test('the items of a StatefulSetList as StatefulSets', async () => {
    expect((await read('apiVersion: apps/v1\nkind: StatefulSetList\nitems:\n- metadata: { name: db }\n  spec: { replicas: -1 }\n')).out).toContain(':5:21 StatefulSet db');
  });
});
