import { allTypes } from './types';
import { Language } from '../../../src/adopt/language';
import { quoted } from '../../../src/adopt/python/print';
import { files, STEPS } from '../../../src/adopt/python/project';
import { filesOf, textOf } from '../support';

const TYPES = allTypes();
const PYTHON: Language = { files: (adoption, options) => files(adoption, options, TYPES), steps: STEPS, isOfNpm: false, run: () => 'it is not run here' };

function pythonOf(text: string): ReadonlyMap<string, string> {
  return filesOf(text, undefined, PYTHON);
}

const DATABASE = textOf('database');

test('a program in Python has structs as classes, and the last one as keyword arguments', () => {
  const code = pythonOf(DATABASE).get('charts/db.py')!;
  expect(code).toContain(`                "PASSWORD": kplus.EnvValue.from_secret_value(
                    kplus.SecretValue(secret=db_secret, key="password")
                ),
`);
  expect(code).toContain('        postgres.mount("/etc/postgresql", config, read_only=True)\n');
  expect(code).toContain('            # one per zone\n            replicas=3,\n            match_labels={"app": "db"},\n');
});

test('a program in Python imports what it uses', () => {
  const code = pythonOf(DATABASE).get('charts/db.py')!;
  expect(code.slice(0, code.indexOf('class'))).toBe(`from pathlib import Path

import cdk8s_plus_28 as kplus
from cdk8s import ApiObject, ApiObjectMetadata, Chart, Duration, JsonPatch, Size
from cdk8s_stateful_app import (
    HeadlessService,
    PodServices,
    StatefulApp,
    UnhealthyPodEvictionPolicy,
    VolumeClaimTemplateProps,
)
from constructs import Construct


def text(path: str) -> str:
    return (Path(__file__).parent.parent / path).read_bytes().decode()


`);
});

test.each(['every-field', 'odd', 'live', 'rights'])('every struct in %s has a name', fixture => {
  const charts = [...pythonOf(textOf(fixture))].filter(([path]) => path.startsWith('charts/')).map(([, text]) => text).join('\n');
  // what has keys in camel case below the patches is no struct that was missed
  const constructs = charts.split('add_json_patch')[0]!;
  expect(constructs).not.toMatch(/"[a-z]+[A-Z]\w*":/);
});

test('a project in Python has what pip and pytest need', () => {
  const project = pythonOf(DATABASE);
  expect([...project.keys()].sort()).toEqual(['.gitignore', 'README.md', 'cdk8s.yaml', 'charts/__init__.py', 'charts/db.py', 'charts/others.py',
    'files/db-config/postgresql.conf', 'main.py', 'manifests/others.yaml', 'program.py', 'pytest.ini', 'requirements.txt', 'test/test_adopted.py']);
  expect(project.get('requirements.txt')).toMatch(/^cdk8s-plus-28>=2\.[\d.]+,<3\ncdk8s-stateful-app\ncdk8s>=2\.[\d.]+,<3\nconstructs>=10\.[\d.]+,<11\n# for the test\npytest\n$/);
  expect(project.get('README.md')).toMatch(/\npytest +# the program makes what was adopted\n/);
});

test('charts are in a package, so that none hides a module of Python', () => {
  const project = pythonOf(textOf('live').replace(/name: cache(?=[\s,}])/g, 'name: import'));
  expect(project.get('program.py')).toContain('from charts.import_ import Import\n');
  expect(project.get('program.py')).toContain('    Import(app, "import")\n');
});

test('what is too long beside its name is in brackets', () => {
  const name = 'a-name-that-is-as-long-as-it-may-be-for-a-service-account';
  expect(pythonOf(DATABASE.replace('serviceAccountName: db', `serviceAccountName: ${name}`)).get('charts/db.py')).toContain(`_account = (
            kplus.ServiceAccount.from_service_account_name(
                self,
`);
});

test('a namespace is that of the chart', () => {
  expect(pythonOf(textOf('live')).get('charts/cache.py')).toContain('super().__init__(scope, id, namespace="prod")\n');
});

test('patches are listed above what they patch', () => {
  expect(pythonOf(textOf('odd')).get('charts/search.py')).toContain('class Search(Chart):\n    # What no property says is patched at the end:\n    #   StatefulSet search: ');
});

test.each([
  ['plain', '"plain"'],
  ['say "hi"', '\'say "hi"\''],
  ['it\'s "so"', '\'it\\\'s "so"\''],
  ['it\'s', '"it\'s"'],
  ['a\\b\n', '"a\\\\b\\n"'],
])('%j as a string of Python', (text, expected) => {
  expect(quoted(text)).toBe(expected);
});
