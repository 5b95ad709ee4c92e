import { snake } from './names';
import { printExpression, printStatements, quoted } from './print';
import { Adoption } from '../adopt';
import { argumentsOf, ChartClass } from '../classes';
import { make, name as named, text as literal } from '../code';
import { ADOPTED, Files, Language, OTHERS, OTHERS_ID, ProjectOptions } from '../language';
import { Parameter } from '../parameters';
import { Comments, placed, withoutUnused } from '../statements';
import { Assembly, Types } from '../types';

export const STEPS: Language['steps'] = {
  install: 'pip install --requirement requirements.txt', test: 'pytest', synth: 'npx cdk8s synth', lock: 'stateful-app lock dist/',
};

/**
 * The files of a project in Python. Charts are in a package of their own, so that none of them hides a module of Python: a queue
 * may be called `queue`.
 */
export function files(adoption: Adoption, { comments }: ProjectOptions, types: Types): Files {
  const { classes, others } = adoption;
  return new Map([
    ['requirements.txt', requirements(types)],
    ['cdk8s.yaml', 'language: python\napp: python main.py\n'],
    ['.gitignore', '__pycache__/\n.pytest_cache/\n.venv/\ndist/\n'],
    ['pytest.ini', '[pytest]\npythonpath = .\n'],
    ['main.py', 'from program import program\n\nprogram().synth()\n'],
    ['program.py', program(adoption, types)],
    ['charts/__init__.py', ''],
    ...classes.map(each => [`charts/${moduleOf(each)}.py`, chartFile(each, adoption, comments, types)] as const),
    ...others.length > 0 ? [[`charts/${OTHERS_ID}.py`, OTHERS_CHART]] as const : [],
    ['test/test_adopted.py', TEST],
  ]);
}

function moduleOf({ fileName }: ChartClass): string {
  return snake(fileName.replace(/-/g, '_'));
}

/** What is installed here, up to what may break. */
function requirements(types: Types): string {
  const packages = [...types.packages.values()].map(({ targets, version }) => {
    const next = Number(version.split('.')[0]) + 1;
    return `${targets.python.distName}${version === '0.0.0' ? '' : `>=${version},<${next}`}`;
  });
  return [...packages.sort(), '# for the test', 'pytest', ''].join('\n');
}

const TEXT = `

def text(path: str) -> str:
    return (Path(__file__).parent.parent / path).read_bytes().decode()`;

const OTHERS_CHART = `from pathlib import Path

from cdk8s import Chart, Include
from constructs import Construct


class Others(Chart):
    """What belongs to no application, or what no construct can say, as it was."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        path = Path(__file__).parent.parent / ${quoted(OTHERS)}
        Include(self, "Others", url=str(path))
`;

const TEST = `from pathlib import Path

from cdk8s_stateful_app import testing

from program import program


def test_the_program_makes_what_was_adopted() -> None:
    adopted = Path(__file__).with_name(${quoted(ADOPTED.replace('test/', ''))}).read_bytes().decode()
    assert testing.Manifests.of(program()).snapshot() == adopted
`;

function program({ charts, classes, others }: Adoption, types: Types): string {
  const hasOthers = others.length > 0;
  const classOf = new Map(classes.flatMap(each => each.charts.map(id => [id, each] as const)));
  const made = charts.flatMap(({ fileName: id }) => {
    const of = classOf.get(id);
    return of === undefined ? [] : [{ code: make(of.className, named('app'), literal(id), argumentsOf(of, id)) }];
  });
  const { text, used } = printStatements(hasOthers ? [...made, { code: make('Others', named('app'), literal(OTHERS_ID)) }] : made, '    ', new Map(), types);
  const modules = [...classes.map(each => ({ className: each.className, module: moduleOf(each) })), ...hasOthers ? [{ className: 'Others', module: OTHERS_ID }] : []];
  return [
    ...importsOf(used, types, [['cdk8s', 'App']]),
    '',
    ...modules.map(({ className, module }) => `from charts.${module} import ${className}`).sort(),
    '',
    '',
    'def program() -> App:',
    '    app = App()',
    text.trimEnd(),
    '    return app',
    '',
  ].join('\n');
}

const TYPES: Readonly<Record<string, string>> = { string: 'str', number: 'float', boolean: 'bool' };

function chartFile(chart: ChartClass, { objects }: Adoption, comments: Comments, types: Types): string {
  const { className, charts, namespace, statements, parameters } = chart;
  const patched = objects.filter(({ chart: of, patches }) => of === charts[0] && patches.length > 0);
  const patches = patched.flatMap(({ object, patches: own }) => own.map(({ op, path }) => `    #   ${object.kind} ${object.name}: ${op} ${path}`));
  const isOne = charts.length === 1;
  const { text, used } = printStatements(withoutUnused(statements), '        ', placed(comments, statements), types, parameters.map(({ name }) => name));
  const typeNames = parameters.flatMap(({ type }) => type in TYPES ? [] : type.split('.')[0] ?? []);
  return [
    ...importsOf(new Set([...used, ...typeNames]), types, [['cdk8s', 'Chart'], ['constructs', 'Construct']]),
    ...used.has('text') ? [TEXT] : [],
    '',
    '',
    `class ${className}(Chart):`,
    ...patches.length > 0 ? [`    # What no property says is patched at the end${isOne ? '' : `, for ${charts[0]} and the others`}:`, ...patches, ''] : [],
    ...isOne ? ['    def __init__(self, scope: Construct, id: str) -> None:'] : [
      '    def __init__(',
      '        self,',
      '        scope: Construct,',
      '        id: str,',
      '        *,',
      ...parameters.map(parameter => `        ${snake(parameter.name)}: ${typeOf(parameter)},`),
      '    ) -> None:',
    ],
    `        super().__init__(scope, id${namespace === undefined ? '' : `, namespace=${printExpression(namespace, types)}`})`,
    text.trimEnd(),
    '',
  ].join('\n');
}

function typeOf({ type, codes }: Parameter): string {
  const isWhole = codes.every(code => code.kind === 'value' && Number.isInteger(code.value));
  return type === 'number' && isWhole ? 'int' : TYPES[type] ?? type;
}

/** @param besides names that are used besides, with the packages that they are of */
function importsOf(used: ReadonlySet<string>, types: Types, besides: readonly (readonly [string, string])[]): string[] {
  const names = new Map<string, string[]>(besides.map(([module, each]) => [module, [each]]));
  for (const name of [...used].filter(each => each !== 'kplus')) {
    const { fqn = '' } = types.named([name]) ?? {};
    const assembly: Assembly | undefined = [...types.packages.values()].find(each => fqn.startsWith(`${each.name}.`));
    if (assembly !== undefined) {
      const { module } = assembly.targets.python;
      names.set(module, [...names.get(module) ?? [], name]);
    }
  }
  const plus = types.packages.get('kplus')?.targets.python.module ?? '';
  const lines = [...names].sort().map(([module, each]) => ({ module, line: importOf(module, [...each].sort()) }));
  const kplus = used.has('kplus') ? [{ module: plus, line: `import ${plus} as kplus` }] : [];
  return [
    ...used.has('text') ? ['from pathlib import Path', ''] : [],
    ...[...kplus, ...lines].map(({ line }) => line),
  ];
}

function importOf(module: string, names: readonly string[]): string {
  const line = `from ${module} import ${names.join(', ')}`;
  return line.length <= 88 ? line : `from ${module} import (\n${names.map(name => `    ${name},\n`).join('')})`;
}
