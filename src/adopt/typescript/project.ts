import { dump } from 'js-yaml';
import { printExpression, printImport, printStatements, quoted } from './print';
import { Adoption } from '../adopt';
import { argumentsOf, ChartClass } from '../classes';
import { Code, make, name as named, struct, text } from '../code';
import { ADOPTED, Files, Language, OTHERS, OTHERS_ID, ProjectOptions } from '../language';
import { Package } from '../modules';
import { Comments, filesIn, namesIn, placed, withoutUnused } from '../statements';

export const STEPS: Language['steps'] = { install: 'npm install', test: 'npm test', synth: 'npm run synth', lock: 'npx stateful-app lock dist/' };

/**
 * The files of a project in TypeScript.
 */
export function files(adoption: Adoption, { name, packages, comments }: ProjectOptions): Files {
  const { classes, others } = adoption;
  const hasOthers = others.length > 0;
  return new Map([
    ['package.json', json(packageJson(name, packages))],
    ['tsconfig.json', json(TSCONFIG)],
    ['cdk8s.yaml', cdk8sYaml(packages)],
    ['.gitignore', 'node_modules/\ndist/\n'],
    ['main.ts', MAIN],
    ['program.ts', program(adoption, hasOthers)],
    ...classes.map(each => [`${each.fileName}.ts`, chartFile(each, adoption, comments)] as const),
    ...hasOthers ? [['others.ts', OTHERS_CHART]] as const : [],
    ['test/adopted.test.ts', TEST],
  ]);
}

function packageJson(name: string, packages: ReadonlyMap<string, Package>): object {
  return {
    name,
    version: '0.0.0',
    private: true,
    scripts: { synth: 'cdk8s synth', check: 'stateful-app check dist/', compile: 'tsc --noEmit', test: 'tsx --test test/*.test.ts' },
    dependencies: Object.fromEntries([...packages].map(([each, { version }]) => [each, version === '0.0.0' ? '*' : `^${version}`])),
    devDependencies: { '@types/node': '*', 'cdk8s-cli': '^2.200.0', 'tsx': '^4.19.0', 'typescript': '*' },
  };
}

const LIBRARY_PACKAGE = 'cdk8s-stateful-app';

/** The plugin stops a synthesis that would move what the lock file holds. */
function cdk8sYaml(packages: ReadonlyMap<string, Package>): string {
  return dump({
    language: 'typescript',
    app: 'npx tsx main.ts',
    validations: [{
      package: `./node_modules/${LIBRARY_PACKAGE}`,
      version: packages.get(LIBRARY_PACKAGE)?.version,
      class: 'StatefulAppValidation',
      properties: { requireLock: true },
    }],
  });
}

const TSCONFIG = {
  compilerOptions: {
    target: 'ES2022', module: 'node16', moduleResolution: 'node16', strict: true, noUnusedLocals: true, skipLibCheck: true, types: ['node'],
  },
  include: ['*.ts', 'test/*.ts'],
};

const MAIN = `import { program } from './program';

program().synth();
`;

const OTHERS_CHART = `import { join } from 'node:path';
import { Chart, Include } from 'cdk8s';
import { Construct } from 'constructs';

/** What belongs to no application, or what no construct can say, as it was. */
export class Others extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new Include(this, 'Others', { url: join(__dirname, ${quoted(OTHERS)}) });
  }
}
`;

const TEST = `import { strictEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { testing } from 'cdk8s-stateful-app';
import { program } from '../program';

test('the program makes what was adopted', () => {
  const adopted = readFileSync(join(__dirname, ${quoted(ADOPTED.replace('test/', ''))}), 'utf8');
  strictEqual(testing.Manifests.of(program()).snapshot(), adopted);
});
`;

function program({ charts, classes }: Adoption, hasOthers: boolean): string {
  const classOf = new Map(classes.flatMap(each => each.charts.map(id => [id, each] as const)));
  const made = [
    ...charts.flatMap(({ fileName: id }) => {
      const of = classOf.get(id);
      return of === undefined ? [] : [make(of.className, named('app'), text(id), argumentsOf(of, id))];
    }),
    ...hasOthers ? [make('Others', named('app'), text(OTHERS_ID))] : [],
  ];
  return [
    ...importsOf(['App'], made),
    ...[...classes, ...hasOthers ? [{ className: 'Others', fileName: OTHERS_ID }] : []]
      .sort((one, other) => one.fileName < other.fileName ? -1 : 1)
      .map(({ className, fileName }) => `import { ${className} } from './${fileName}';`),
    '',
    'export function program(): App {',
    '  const app = new App();',
    ...made.map(code => `  ${printExpression(code, '  ', 3)};`),
    '  return app;',
    '}',
    '',
  ].join('\n');
}

function chartFile(chart: ChartClass, { objects }: Adoption, comments: Comments): string {
  const { className, charts, namespace, statements, parameters } = chart;
  const patched = objects.filter(({ chart: of, patches }) => of === charts[0] && patches.length > 0);
  const patches = patched.flatMap(({ object, patches: own }) => own.map(({ op, path }) => ` *   ${object.kind} ${object.name}: ${op} ${path}`));
  const options = namespace === undefined ? '' : `, ${printExpression(struct([{ key: 'namespace', code: namespace }]), '', 0)}`;
  const isOne = charts.length === 1;
  return [
    ...importsOf(['Chart', ...parameters.map(({ type }) => type)], statements.map(({ code }) => code)),
    "import { Construct } from 'constructs';",
    '',
    ...isOne ? [] : [`export interface ${className}Props {`, ...parameters.map(({ name, type }) => `  readonly ${name}: ${type};`), '}', ''],
    ...patches.length > 0 ? ['/**', ` * What no property says is patched at the end${isOne ? '' : `, for ${charts[0]} and the others`}:`, ...patches, ' */'] : [],
    `export class ${className} extends Chart {`,
    `  constructor(scope: Construct, id: string${isOne ? '' : `, props: ${className}Props`}) {`,
    `    super(scope, id${options});`,
    printStatements(withoutUnused(statements), '    ', placed(comments, statements)).trimEnd(),
    '  }',
    '}',
    '',
  ].join('\n');
}

const CDK8S = ['ApiObject', 'App', 'Chart', 'Duration', 'Include', 'JsonPatch', 'Size'];
const LIBRARY = ['ExternalTrafficPolicy', 'HeadlessService', 'IpFamily', 'IpFamilyPolicy', 'NodeInclusionPolicy', 'PersistentVolumeClaimRetentionPolicyType',
  'PodServices', 'SessionAffinity', 'StatefulApp', 'UnhealthyPodEvictionPolicy', 'UpdateStrategy', 'WhenUnsatisfiable'];

/** @param besides the names that are used besides */
function importsOf(besides: readonly string[], codes: readonly Code[]): string[] {
  const used = new Set([...besides.flatMap(each => each.split('.')), ...codes.flatMap(namesIn)]);
  const hasFiles = codes.some(code => filesIn(code).length > 0);
  const library = LIBRARY.filter(each => used.has(each));
  return [
    ...hasFiles ? ["import { readFileSync } from 'node:fs';", "import { join } from 'node:path';"] : [],
    printImport(CDK8S.filter(each => used.has(each)), 'cdk8s'),
    ...used.has('kplus') ? ["import * as kplus from 'cdk8s-plus-28';"] : [],
    ...library.length > 0 ? [printImport(library, LIBRARY_PACKAGE)] : [],
  ];
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
