import { spawnSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { StatefulAppValidation } from '../src';
import * as core from '../src/manifest/check';

const ROOT = join(__dirname, '..');

let folder: string;

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
  writeFileSync(join(folder, 'main.ts'), `
    import { App, Chart, Include } from 'cdk8s';
    const app = new App();
    new Include(new Chart(app, 'db'), 'db', { url: 'db.yaml' });
    app.synth();
  `);
  // what users have in cdk8s.yaml is a version of the published package; here it is the source
  writeFileSync(join(folder, 'plugin.js'), `require('tsx/cjs'); module.exports = require(${JSON.stringify(join(ROOT, 'src/index.ts'))});`);
  writeFileSync(join(folder, 'cdk8s.yaml'), JSON.stringify({
    language: 'typescript',
    app: `${join(ROOT, 'node_modules/.bin/tsx')} main.ts`,
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
  await new StatefulAppValidation(settings).validate({ manifests: [], report, parseManifest: () => [] });
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
