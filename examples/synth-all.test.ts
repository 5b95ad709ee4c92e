import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { synthAll } from './synth-all';

// what an app does, without the library and without a compiler
const GOOD = `
const { mkdirSync, writeFileSync } = require('fs');
mkdirSync(process.env.CDK8S_OUTDIR);
writeFileSync(process.env.CDK8S_OUTDIR + '/good.k8s.yaml', 'apiVersion: v1\\nkind: ConfigMap\\nmetadata:\\n  name: greeting\\n');
`;
const BROKEN = `
console.error('replicas -1 is negative');
process.exit(1);
`;

let directory: string;
let lines: string[];
const run = (...names: string[]) => synthAll(names, directory, { log: line => lines.push(line), error: line => lines.push(line) });

function example(name: string, program: string): void {
  mkdirSync(join(directory, name));
  writeFileSync(join(directory, name, 'cdk8s.yaml'), 'language: typescript\napp: node program.js\n');
  writeFileSync(join(directory, name, 'program.js'), program);
}

beforeEach(() => {
  lines = [];
  directory = mkdtempSync(join(tmpdir(), 'examples-'));
  example('broken', BROKEN);
  example('good', GOOD);
  mkdirSync(join(directory, 'no-example'));
});

afterEach(() => rmSync(directory, { recursive: true }));

test('prints what an example made', () => {
  expect([run('good'), ...lines]).toEqual([0, 'good  ConfigMap/greeting']);
});

test('fails with the output of a broken example', () => {
  expect([run('broken'), ...lines]).toEqual([1, expect.stringMatching(/^broken {2}cdk8s synth failed:\n[^]*replicas -1 is negative/)]);
});

test('fails in the end, after all other examples', () => {
  expect([run(), ...lines]).toEqual([1, expect.stringContaining('broken'), 'good    ConfigMap/greeting']);
});

test('fails with the known examples where there is none of that name', () => {
  expect([run('good', 'bad'), ...lines]).toEqual([2, 'no example is called "bad"; the examples are broken, good']);
});
