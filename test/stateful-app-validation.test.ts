import { spawnSync } from 'child_process';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { StatefulAppValidation } from '../src';
import * as core from '../src/manifest/check';

const ROOT = join(__dirname, '..');

/** The library as JavaScript, which every synthesis here loads: to take the types away each time is most of what a test takes. */
const LIBRARY = mkdtempSync(join(tmpdir(), 'library-'));

let folder: string;

beforeAll(() => {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
  const options = ['--platform=node', '--format=cjs', '--target=node20', '--outbase=src', `--outdir=${join(LIBRARY, 'lib')}`, '--log-level=error'];
  const { status, stderr } = spawnSync(join(ROOT, 'node_modules/.bin/esbuild'), [...files.map(file => join('src', file)), ...options], { cwd: ROOT, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  // the command says its version
  copyFileSync(join(ROOT, 'package.json'), join(LIBRARY, 'package.json'));
});

afterAll(() => rmSync(LIBRARY, { recursive: true }));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'validation-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** A StatefulSet as plain YAML whose pods have no readiness probe, and no port called `htp`. */
const manifest = (targetPort: string) => `
apiVersion: v1
kind: Service
metadata: { name: db }
spec: { clusterIP: None, publishNotReadyAddresses: true, selector: { app: db }, ports: [{ port: 80, targetPort: ${targetPort} }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  serviceName: db
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: db, image: "example.com/db:1", ports: [{ name: http, containerPort: 80 }] }] }
`;

/** Runs `cdk8s synth` with the plugin on an app that includes the YAML. */
function synth(yaml: string, properties: object = {}): { status: number | null; stdout: string } {
  writeFileSync(join(folder, 'db.yaml'), yaml);
  writeFileSync(join(folder, 'main.js'), `
    const { App, Chart, Include } = require('cdk8s');
    const app = new App();
    new Include(new Chart(app, 'db'), 'db', { url: 'db.yaml' });
    app.synth();
  `);
  // what users have in cdk8s.yaml is a version of the published package; here it is the source
  writeFileSync(join(folder, 'plugin.js'), `module.exports = require(${JSON.stringify(join(LIBRARY, 'lib', 'index.js'))});`);
  writeFileSync(join(folder, 'cdk8s.yaml'), JSON.stringify({
    language: 'typescript',
    app: 'node main.js',
    validations: [{ package: './plugin.js', version: '0.0.0', class: 'StatefulAppValidation', properties }],
  }));
  const { status, stdout, stderr } = spawnSync(join(ROOT, 'node_modules/.bin/cdk8s'), ['synth'], {
    cwd: folder, encoding: 'utf8', env: { ...process.env, NODE_PATH: join(ROOT, 'node_modules'), CDK8S_DISABLE_UPGRADE_CHECK: '1' },
  });
  return { status, stdout: stdout + stderr };
}

test('cdk8s synth fails at an error, and tells it by its rule', () => {
  const { status, stdout } = synth(manifest('htp'));
  expect(stdout).toContain('error R20');
  expect(stdout).toContain('spec.ports[0].targetPort "htp"');
  expect(status).not.toBe(0);
});

test('cdk8s synth tells a warning, and goes on', () => {
  const { status, stdout } = synth(manifest('http'));
  expect(stdout).toContain('warning R50');
  expect(status).toBe(0);
});

test('cdk8s synth fails at a warning where the settings say so', () => {
  expect(synth(manifest('http'), { severity: 'warning' }).status).not.toBe(0);
});

test('cdk8s synth does not tell what the settings accept', () => {
  expect(synth(manifest('http'), { acceptedFindings: { R50: 'ready as soon as it runs' } }).stdout).not.toContain('R50');
});

test('cdk8s synth judges an object for the version that it says, unless the settings say another one', () => {
  const versioned = manifest('http').replace('metadata: { name: db }\nspec:\n', `
metadata: { name: db, annotations: { cdk8s-stateful-app.github.io/target-version: '1.37' } }
spec:
  replicas: 3
  updateStrategy: { rollingUpdate: { maxUnavailable: 2 } }
`);
  expect(synth(versioned).stdout).not.toContain('R73');
  expect(synth(versioned, { targetVersion: '1.34' }).stdout).toContain('R73');
});

test.each([[{}, true], [{ complete: true }, true], [{ complete: false }, false]])('with the settings %j, that the program is complete is %s', async (settings, complete) => {
  const check = jest.spyOn(core, 'check');
  const report = { addViolation: () => undefined, submit: () => undefined };
  await new StatefulAppValidation(settings).validate({ manifests: [], logger: { log: () => undefined }, report, parseManifest: () => [] });
  expect(check.mock.calls.map(([, options]) => options?.complete)).toEqual([complete]);
  check.mockRestore();
});

test.each([
  [{ severity: 'fatal' }, 'severity "fatal" is not one of info, warning, error'],
  [{ targetVersion: '2' }, 'targetVersion "2" is not a version of Kubernetes'],
  [{ acceptedFindings: { R00: 'why' } }, 'acceptedFindings "R00" is not the id of a rule, nor its name'],
  [{ acceptedFindings: { R09: '' } }, 'acceptedFindings.R09 "" says no reason; say why the finding is meant'],
])('fails for the settings %j', (settings, message) => {
  expect(() => new StatefulAppValidation(settings)).toThrow(message);
});

describe('a lock file', () => {
  const renamed = manifest('http').replace('kind: StatefulSet\nmetadata: { name: db }', 'kind: StatefulSet\nmetadata: { name: database }');
  const lock = (yaml: string) => {
    synth(yaml);
    const command = ['--eval', 'require(process.argv[1]).run()', join(LIBRARY, 'lib', 'cli', 'process.js'), 'lock', 'dist'];
    const result = spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8', env: { ...process.env, NODE_PATH: join(ROOT, 'node_modules') } });
    expect(result.stderr).toBe('');
  };

  test('lets cdk8s synth pass where nothing has changed', () => {
    lock(manifest('http'));
    const { status, stdout } = synth(manifest('http'));
    expect({ status, isTold: stdout.includes('stateful-app.lock.yaml is up to date') }).toEqual({ status: 0, isTold: true });
  });

  test('stops cdk8s synth at another identity, with what becomes of the data and how to accept it', () => {
    lock(manifest('http'));
    const { status, stdout } = synth(renamed);
    expect(stdout).toContain('error U06 stateful-set-renamed');
    expect(stdout).toContain('Outcome: recreated.');
    expect(stdout).toContain('accept it: npx stateful-app lock dist');
    expect(status).toBe(2);
  });

  test('that cannot be read stops cdk8s synth without a stack trace', () => {
    writeFileSync(join(folder, 'stateful-app.lock.yaml'), 'formatVersion: 99\n');
    const { status, stdout } = synth(manifest('http'));
    expect({ status, isTold: stdout.includes('has formatVersion 99'), hasStack: stdout.includes('LockFileError') }).toEqual({ status: 2, isTold: true, hasStack: false });
  });

  test('that is not there is no reason to stop', () => {
    expect(synth(manifest('http')).status).toBe(0);
  });

  test('that is not there stops cdk8s synth where it is required', () => {
    const { status, stdout } = synth(manifest('http'), { requireLock: true });
    expect({ status, isTold: stdout.includes('is not there; write it with npx stateful-app lock dist') }).toEqual({ status: 2, isTold: true });
  });

  test('has to have the environment that the settings name', () => {
    lock(manifest('http'));
    expect(synth(manifest('http'), { environment: 'production' }).stdout).toContain('does not have the environment production');
  });
});
