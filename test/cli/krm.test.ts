import { parse } from 'yaml';
import { directoryWith, FAULTLESS, run as runIn, TOO_LONG } from './support';

const EMPTY = directoryWith({ '.git/HEAD': '' });
const CONFIGURED = directoryWith({ '.git/HEAD': '', 'stateful-app.yaml': 'acceptedFindings:\n  R90:\n    reason: drained by hand\n    files: base/*.yaml\n' });

const BUDGET = `- apiVersion: policy/v1
  kind: PodDisruptionBudget
  metadata:
    name: "db" # kept
    namespace: prod
    annotations:
      config.kubernetes.io/path: base/budget.yaml
      internal.config.kubernetes.io/index: '1'
  spec:
    maxUnavailable: 0
    selector: { matchLabels: { app: db } }
`;

const listOf = (items: string, config = '') => `apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n${config}items:\n${items}`;
const configOf = (spec: string) => `functionConfig:\n  apiVersion: example.com/v1\n  kind: Check\n  metadata: { name: check }\n  spec: ${spec}\n`;

/** The documents of a text as the items of a list. */
const itemsOf = (text: string) => text.split(/^---\n/m).map(each => each.trimEnd().split('\n').map((line, index) => `${index === 0 ? '- ' : '  '}${line}\n`).join('')).join('');

interface Results {
  readonly results?: readonly { readonly message: string; readonly severity: string; readonly tags?: { readonly rule: string } }[];
}

const run = (input: string, directory = EMPTY) => runIn(['krm'], { directory, input });
const resultsOf = async (input: string, directory = EMPTY) => (parse((await run(input, directory)).out) as Results).results ?? [];
const rulesOf = async (input: string, directory = EMPTY) => (await resultsOf(input, directory)).map(({ tags }) => tags?.rule);

test('a finding is a result, with the object, the field and the file', async () => {
  expect(await resultsOf(listOf(BUDGET))).toEqual([{
    message: expect.stringMatching(/^spec\.maxUnavailable 0 .*; fix: /),
    severity: 'error',
    resourceRef: { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', name: 'db', namespace: 'prod' },
    field: { path: 'spec.maxUnavailable' },
    file: { path: 'base/budget.yaml', index: 1 },
    tags: { rule: 'R90', name: 'disruption-budget-allows-nothing', link: expect.stringMatching(/^https:/) },
  }]);
});

test('where kustomize says the origin, it is the file', async () => {
  const [result] = await resultsOf(listOf(BUDGET.replace('path: base/budget.yaml', 'origin: |\n        path: base/budget.yaml\n        repo: example').replace(/ +internal.*\n/, '')));
  expect(result).toMatchObject({ file: { path: 'base/budget.yaml' } });
});

test('what was read is written as it was, byte for byte', async () => {
  const input = listOf(BUDGET);
  expect((await run(input)).out.slice(0, input.length)).toBe(input);
});

test('without findings nothing is added', async () => {
  const input = listOf(itemsOf(FAULTLESS));
  expect(await run(input)).toEqual({ code: 0, out: input, err: '' });
});

test('a list without items is fine, as a package may have nothing for the rules', async () => {
  expect((await run(listOf(' []\n'))).code).toBe(0);
});

test('an error ends it with 1, and stands on standard error', async () => {
  const { code, err } = await run(listOf(BUDGET));
  expect({ code, err }).toEqual({
    code: 1, err: expect.stringMatching(/^error\[R90\] disruption-budget-allows-nothing: PodDisruptionBudget prod\/db in base\/budget\.yaml: spec.* fix: .*\n$/),
  });
});

test('a warning is a result that stops nothing', async () => {
  const { code, out } = await run(listOf(BUDGET, configOf('{ severities: { R90: warning } }')));
  expect({ code, severities: (parse(out) as Results).results?.map(({ severity }) => severity) }).toEqual({ code: 0, severities: ['warning'] });
});

test('JSON is read, too', async () => {
  const list = { apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList', items: parse(BUDGET) as unknown };
  const { code, out } = await run(JSON.stringify(list));
  expect({ code, ...parse(out) as object }).toMatchObject({ code: 1, ...list, results: [{ severity: 'error' }] });
});

test('results that were there are those of another function', async () => {
  expect(await rulesOf(`${listOf(BUDGET)}results: []\n`)).toEqual(['R90']);
});

test.each([
  ['accepts', configOf('{ acceptedFindings: { R90: drained by hand } }'), []],
  ['hides what is less severe', configOf('{ severity: error, severities: { R90: warning } }'), []],
  ['names the versions, which are no numbers', configOf('{ targetVersion: 1.30 }'), ['R90']],
  ['of a ConfigMap holds texts', 'functionConfig: { kind: ConfigMap, data: { acceptedFindings: "R90: drained by hand" } }\n', []],
])('the functionConfig %s', async (_, config, rules) => {
  expect(await rulesOf(listOf(BUDGET, config))).toEqual(rules);
});

test('the functionConfig says that the items are complete', async () => {
  const withoutServices = itemsOf(FAULTLESS.split(/^---\n/m).filter(text => !text.includes('kind: Service\n')).join('---\n'));
  expect(await rulesOf(listOf(withoutServices))).toEqual([]);
  expect(await rulesOf(listOf(withoutServices, configOf('{ complete: true }')))).not.toEqual([]);
});

test('the configuration of the repository counts, with the files that items come from', async () => {
  expect(await rulesOf(listOf(BUDGET), CONFIGURED)).toEqual([]);
  expect(await rulesOf(listOf(BUDGET.replace('base/', 'other/')), CONFIGURED)).toEqual(['R90']);
});

test('a comment accepts at its place', async () => {
  const accepted = BUDGET.replace('maxUnavailable: 0', 'maxUnavailable: 0 # stateful-app: accept R90 drained by hand');
  expect(await rulesOf(listOf(accepted))).toEqual([]);
});

test('what is no object is an error, and the input is written all the same', async () => {
  const input = listOf('- kind: StatefulSet\n  metadata: { name: db }\n');
  const { code, out } = await run(input);
  expect({ code, results: (parse(out) as Results).results }).toEqual({
    code: 2, results: [{ severity: 'error', message: expect.stringContaining('it has no apiVersion') }],
  });
});

test.each([
  ['another kind', FAULTLESS, 'standard input is of kind "StatefulSet" of "apps/v1", and not a ResourceList'],
  ['nothing', '', 'standard input has no kind, and not a ResourceList'],
  ['broken YAML', 'a: [', 'standard input is no YAML: '],
  ['an unknown severity', listOf('', configOf('{ severity: fatal }')), 'functionConfig: severity "fatal" is not one of info, warning, error'],
  ['an unknown key', listOf('', configOf('{ format: text }')), 'functionConfig: format is not known; there are severity, complete, targetVersion, severities, acceptedFindings'],
  ['an unclear complete', listOf('', configOf('{ complete: 1 }')), 'functionConfig: complete "1" is neither true nor false'],
  ['a spec that is none', listOf('', configOf('7')), 'functionConfig.spec is "7", which is no object'],
  ['data that are no YAML', listOf('', 'functionConfig: { kind: ConfigMap, data: { severities: "[" } }\n'), 'functionConfig.data.severities is no YAML'],
])('fails for %s', async (_, input, message) => {
  expect(await run(input)).toEqual({ code: 2, out: '', err: expect.stringContaining(`error: ${message}`) });
});

test('a long name is told once, by its rule', async () => {
  expect(await rulesOf(listOf(itemsOf(TOO_LONG)))).toContain('R01');
});
