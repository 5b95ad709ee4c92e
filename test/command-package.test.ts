import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, renameSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { statefulSet } from './testing/support';
import { writeCommand } from '../scripts/packages/command';

const MANIFEST = `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: db }
spec:
  maxUnavailable: 0
  selector: { matchLabels: { app: db } }
`;

let directory: string;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'command-'));
  directory = await writeCommand(join(folder, 'stateful-app'));
  writeFileSync(join(folder, 'budget.yaml'), MANIFEST);
  writeFileSync(join(folder, 'set.yaml'), statefulSet());
});

afterAll(() => rmSync(folder, { recursive: true }));

const stateful = (...args: string[]) => spawnSync(process.execPath, [join(directory, 'bin', 'stateful-app'), ...args], {
  cwd: folder,
  encoding: 'utf8',
  // the process of a test may have FORCE_COLOR
  env: { ...process.env, NO_COLOR: '1' },
});

test('it depends on nothing', () => {
  const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as object;
  expect(Object.keys(manifest).filter(key => /dependencies/i.test(key))).toEqual([]);
});

test('it loads modules of Node.js and its own files only', () => {
  const files = readdirSync(join(directory, 'lib', 'cli'));
  const required = files.flatMap(file => [...readFileSync(join(directory, 'lib', 'cli', file), 'utf8').matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name));
  expect(required.filter(name => /cdk8s|constructs/.test(name))).toEqual([]);
  expect([...new Set(required.filter(name => name.startsWith('.')))]).toEqual(['./yaml.js', './vscode-languageserver.js']);
});

test('it finds what the command of the library finds, at the same place', () => {
  const { stdout, status } = stateful('check', 'budget.yaml');
  expect(stdout).toContain('error[R90] disruption-budget-allows-nothing\n --> budget.yaml:5:19 PodDisruptionBudget db');
  expect(status).toBe(1);
});

test('what editors need is a file of its own, which no other command reads', () => {
  const file = join(directory, 'lib', 'cli', 'vscode-languageserver.js');
  renameSync(file, `${file}.away`);
  try {
    expect(stateful('check', 'budget.yaml').status).toBe(1);
    expect(stateful('lsp').stderr).toContain('vscode-languageserver.js');
  } finally {
    renameSync(`${file}.away`, file);
  }
});

test.each([
  [['diff', 'set.yaml', 'set.yaml'], 'no findings'],
  [['plan', 'set.yaml'], 'create db-0'],
  [['report', 'set.yaml', '--format', 'mermaid'], 'accTitle'],
  [['check', 'set.yaml', '--format', 'junit'], '<testsuites'],
  [['lock', 'set.yaml', '--lock-file', 'locked.yaml'], 'locked.yaml'],
])('it does %s', (args, text) => {
  expect(stateful(...args).stdout).toContain(text);
});

test('fails for adopt, and says where it is', () => {
  const { stderr, status } = stateful('adopt', 'budget.yaml', '-o', 'out');
  expect(stderr).toContain('adopt needs cdk8s and the library, and this package has none of them; write npx -p cdk8s-stateful-app');
  expect(status).toBe(2);
});

test('the licences of others come with it', () => {
  const licences = readFileSync(join(directory, 'LICENSES-OF-OTHERS'), 'utf8');
  expect(['commander', 'js-yaml', 'picocolors', 'vscode-jsonrpc', 'vscode-languageserver', 'yaml'].filter(name => !licences.includes(`${name}\n`))).toEqual([]);
});
