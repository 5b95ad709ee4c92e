import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { directoryWith, Outcome, run } from './support';
import { ownPackages, packages } from '../../src/adopt/modules';
import { compare } from '../../src/adopt/proof';
import { Tools, typescript } from '../../src/adopt/typescript/language';
import { runAdopt, summary } from '../../src/cli/adopt';
import { AdoptOptions } from '../../src/cli/adopt-options';
import { adopted, textOf } from '../adopt/support';

const DATABASE = textOf('database');
const LIBRARY = ownPackages().library.replace(/-[0-9]+$/, '');

const ROOT = join(__dirname, '..', '..');

/** The library as it stands in src/. */
const SHIM = directoryWith({
  'package.json': '{ "name": "cdk8s-stateful-app", "version": "0.0.0" }',
  'index.js': `module.exports = require(${JSON.stringify(join(ROOT, 'src', 'index.ts'))});`,
});

/** What the proof needs, without a look at types, which test/adopt/types.test.ts has. */
const TOOLS: Tools = {
  packages: new Map([...packages(), ['cdk8s-stateful-app', { folder: SHIM, version: '0.0.0' }]]),
  compiler: join(ROOT, 'test', 'adopt', 'stub', 'transpile.js'),
  nodeTypes: dirname(require.resolve('@types/node/package.json')),
  nodeOptions: ['--import', require.resolve('tsx')],
};

const [WRITTEN, CHECKED, ODD, TAKEN, NOWHERE, UNREADABLE, WITHOUT, UNRUN, OTHER_PLUS, BROKEN] = [
  { 'db.yaml': DATABASE },
  { 'live.yaml': textOf('live') },
  { 'odd.yaml': textOf('odd') },
  { 'db.yaml': DATABASE, 'db/own.ts': '' },
  { 'db.yaml': DATABASE },
  { 'db.yaml': `${DATABASE}---\na: [` },
  { 'a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n' },
  { 'db.yaml': DATABASE },
  { 'db.yaml': DATABASE },
  { 'live.yaml': textOf('live'), 'tsc.js': 'console.log("db.ts(1,1): wrong"); process.exit(1);' },
].map(files => directoryWith(files as unknown as Record<string, string>)) as [
  string, string, string, string, string, string, string, string, string, string,
];

async function adopt(
  directory: string, files: string[], options: Partial<AdoptOptions>, other: Partial<Tools> = {}, language = typescript({ ...TOOLS, ...other }),
): Promise<Omit<Outcome, 'code'> & { readonly outcome: string }> {
  let [out, err] = ['', ''];
  const outcome = await runAdopt(files, { check: false, includeSecrets: false, language: 'typescript', ...options }, {
    stdin: () => Promise.resolve(Buffer.from('')),
    out: text => { out += text; },
    err: text => { err += text; },
    hasColors: false,
    width: 100,
    directory,
  }, language);
  return { outcome, out, err };
}

test('a program is written when it is proven, and nothing else is', async () => {
  const directory = WRITTEN;
  const { outcome, out, err } = await adopt(directory, ['db.yaml'], { out: 'made/db' });
  expect([outcome, err]).toEqual(['same', '']);
  expect(out).toContain('0 of 6 objects differ; no pod restarts; typed 100 % of fields, 1 patch\n');
  expect(readdirSync(join(directory, 'made'))).toEqual(['db']);
  expect(readdirSync(join(directory, 'made', 'db')).sort()).toEqual(
    ['.gitignore', 'README.md', 'cdk8s.yaml', 'db.ts', 'files', 'main.ts', 'manifests', 'others.ts', 'package.json', 'program.ts', 'stateful-app.lock.yaml', 'test', 'tsconfig.json']);
  expect(readFileSync(join(directory, 'made', 'db', 'test', 'adopted.yaml'), 'utf8')).toContain('kind: StatefulSet');
});

test('what was adopted is guarded from the first synthesis on', async () => {
  const directory = join(WRITTEN, 'made', 'db');
  expect(readFileSync(join(directory, 'cdk8s.yaml'), 'utf8')).toMatch(/class: StatefulAppValidation\n\s+properties:\n\s+requireLock: true/);
  expect(readFileSync(join(directory, 'stateful-app.lock.yaml'), 'utf8')).toMatch(/madeWith:\n\s+cdk8s: \S+\n\s+cdk8s-plus-28: \S+\n\s+cdk8s-stateful-app\S*: \S+\n/);
  expect(await run(['guard', 'test/adopted.yaml'], { directory })).toMatchObject({ code: 0 });
  writeFileSync(join(directory, 'moved.yaml'), readFileSync(join(directory, 'test', 'adopted.yaml'), 'utf8').replace(/name: db$/gm, 'name: moved'));
  expect(await run(['guard', 'moved.yaml'], { directory })).toMatchObject({ code: 1 });
});

test('--check tells how it would go, and writes nothing', async () => {
  const directory = CHECKED;
  const { outcome, out } = await adopt(directory, ['live.yaml'], { check: true });
  expect([outcome, out]).toEqual(['same', '0 of 2 objects differ; no pod restarts; typed 100 % of fields, 0 patches\n']);
  expect(readdirSync(directory)).toEqual(['live.yaml']);
});

test('what the check would refuse is told', async () => {
  const directory = ODD;
  const { outcome, out } = await adopt(directory, ['odd.yaml'], { check: true });
  expect(outcome).toBe('same');
  expect(out).toMatch(/StatefulSet "search" gets an annotation that accepts [A-Z]\d+/);
});

test('a program that cannot be run here is proven by its constructs, and that is told', async () => {
  const { outcome, out } = await adopt(UNRUN, ['db.yaml'], { out: 'db' }, {}, { ...typescript(TOOLS), run: () => 'it is too late' });
  expect(outcome).toBe('same');
  expect(out).toContain('the program itself was not run, only its constructs: it is too late; npm install && npm test runs it\n');
  expect(out).toContain('0 of 6 objects differ; no pod restarts');
  expect(readFileSync(join(UNRUN, 'db', 'test', 'adopted.yaml'), 'utf8')).toBe(readFileSync(join(WRITTEN, 'made', 'db', 'test', 'adopted.yaml'), 'utf8'));
});

test('--cdk8s-plus runs the command of the package for it', async () => {
  const command = 'const [, , ...args] = process.argv; let text = ""; process.stdin.on("data", data => text += data).on("end", () => {'
    + ' console.log(JSON.stringify([args, text])); process.exitCode = 1; });';
  const directory = OTHER_PLUS;
  mkdirSync(join(directory, 'node_modules', `${LIBRARY}-99`, 'bin'), { recursive: true });
  writeFileSync(join(directory, 'node_modules', `${LIBRARY}-99`, 'package.json'), '{}');
  writeFileSync(join(directory, 'node_modules', `${LIBRARY}-99`, 'bin', 'stateful-app'), command);
  const { code, out } = await run(['adopt', '-', '-o', 'db', '--include-secrets', '--cdk8s-plus', '99'], { directory, input: 'a: 1' });
  expect([code, JSON.parse(out)]).toEqual([1, [['adopt', '--out', 'db', '--include-secrets', '--language', 'typescript', '-'], 'a: 1']]);
});

test.each([
  ['77', `--cdk8s-plus 77 needs ${LIBRARY}-77, which is not installed; npm install ${LIBRARY}-77 cdk8s-plus-77`],
  ['v34', '--cdk8s-plus "v34" is no cdk8s-plus'],
])('fails where there is no package for it: --cdk8s-plus %s', async (number, problem) => {
  const { code, err } = await run(['adopt', 'db.yaml', '--check', '--cdk8s-plus', number], { directory: OTHER_PLUS, width: 1000 });
  expect([code, err]).toEqual([2, expect.stringContaining(problem)]);
});

test('fails where the folder is not empty, and leaves it', async () => {
  const directory = TAKEN;
  expect(await run(['adopt', 'db.yaml', '-o', 'db'], { directory })).toMatchObject({ code: 2, err: expect.stringContaining('db is not empty') as string });
  expect(readdirSync(join(directory, 'db'))).toEqual(['own.ts']);
});

test.each([['db.yaml', 'db.yaml is a file'], ['db.yaml/db', 'cannot write']])('fails where no folder can be: -o %s', async (out, problem) => {
  expect(await run(['adopt', 'db.yaml', '-o', out], { directory: NOWHERE })).toMatchObject({ code: 2, err: expect.stringContaining(problem) as string });
});

test('fails without a folder', async () => {
  expect(await run(['adopt', 'db.yaml'], { directory: NOWHERE }))
    .toMatchObject({ code: 2, err: expect.stringContaining('-o is missing') as string });
});

test('fails where something cannot be read, and writes nothing', async () => {
  const directory = UNREADABLE;
  expect(await run(['adopt', 'db.yaml', '-o', 'db'], { directory })).toMatchObject({ code: 2, err: expect.stringContaining('syntax error') as string });
  expect(existsSync(join(directory, 'db'))).toBe(false);
});

test('fails where there is no StatefulSet', async () => {
  const directory = WITHOUT;
  expect(await run(['adopt', 'a.yaml', '-o', 'db'], { directory })).toMatchObject({ code: 2, err: expect.stringContaining('there is no StatefulSet in 1 file,') as string });
  expect(await run(['adopt', 'a.yaml', 'a.yaml', '-o', 'db'], { directory })).toMatchObject({ code: 2, err: expect.stringContaining('there is no StatefulSet in') as string });
});

test('fails where the program does not compile, and writes nothing', async () => {
  mkdirSync(join(BROKEN, 'db'));
  const { outcome, err } = await adopt(BROKEN, ['live.yaml'], { out: 'db' }, { compiler: join(BROKEN, 'tsc.js') });
  expect([outcome, err]).toEqual(['different', 'error: the program does not compile:\ndb.ts(1,1): wrong\nnothing was written\n']);
  expect([readdirSync(BROKEN).sort(), readdirSync(join(BROKEN, 'db'))]).toEqual([['db', 'live.yaml', 'tsc.js'], []]);
});

describe('the summary', () => {
  const secret = (name: string) => `apiVersion: v1\nkind: Secret\nmetadata: { name: ${name} }\n`;
  const set = (name: string, apiVersion = 'apps/v1') => `apiVersion: ${apiVersion}\nkind: StatefulSet\nmetadata: { name: ${name} }\n`;
  const adoption = adopted([DATABASE, secret('one'), secret('two'), set('old', 'apps/v1beta2'), set('twin'), set('twin')].join('---\n'));
  const wanted = adoption.objects.map(({ object }) => object);

  test('tells what the program makes otherwise, and that nothing is written', () => {
    const lines = summary(adoption, compare(wanted, []), typescript(TOOLS), 'db');
    expect(lines[0]).toMatch(/^\w+ "[a-z-]+" is not made$/);
    expect(lines.at(-2)).toMatch(/^5 of 5 objects differ; the pods of 1 StatefulSet restart; typed 78 % of fields, 1 patch$/);
    expect(lines.at(-1)).toBe('nothing was written');
  });

  test('tells why a StatefulSet stays YAML, and how many objects do', () => {
    const lines = summary(adoption, compare(wanted, wanted), typescript(TOOLS), 'db');
    expect(lines).toContain('StatefulSet "old" stays YAML: apps/v1beta2 is served by no supported Kubernetes');
    expect(lines).toContain('StatefulSet "twin" stays YAML: there are two of that name');
    expect(lines).toContain(`${adoption.others.length} objects as YAML in manifests/others.yaml`);
  });

  test('tells which Secrets are in no program', () => {
    expect(summary(adoption, compare(wanted, wanted), typescript(TOOLS), 'db')).toContainEqual(expect.stringMatching(/^3 Secrets not in the program, as their values .*one, two/));
    expect(summary(adopted(DATABASE), compare(wanted, wanted), typescript(TOOLS), 'db')).toContainEqual(expect.stringContaining('1 Secret not in the program, as its values'));
  });
});
