import { readdirSync } from 'fs';
import { ApiObject, Chart, JsonPatch, Lazy, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { HeadlessService, StatefulApp, StatefulAppProps } from '../../../src';
import * as program from '../../../src/private/check/program';
import { chart, CONTAINER, statefulApp } from '../../support';

let told: jest.SpyInstance;

beforeEach(() => {
  told = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => told.mockRestore());

const warnings = () => told.mock.calls.map(([text]) => String(text));

/** An app that no rule complains about. */
const FAULTLESS: Partial<StatefulAppProps> = { containers: [{ ...CONTAINER, readiness: kplus.Probe.fromCommand(['pg_isready']) }] };

/** Makes the app one with an error that only the manifest shows: a probe of a port that is not there. */
const breakProbe = (app: StatefulApp) => ApiObject.of(app)
  .addJsonPatch(JsonPatch.add('/spec/template/spec/containers/0/readinessProbe', { tcpSocket: { port: 'htp' } }));

describe('errors', () => {
  test('stop the synthesis and name the property', () => {
    const scope = chart();
    statefulApp(scope, { ...FAULTLESS, podMetadata: { labels: { 'controller-revision-hash': 'x' } } });
    expect(() => Testing.synth(scope)).toThrow(
      /\[test\/db\] podMetadata\.labels\['controller-revision-hash'\] "x" is a label that the controller sets; .*: remove the label \(R09 reserved-label, https:/);
  });

  test('are found in JSON patches, and named by the place there', () => {
    const scope = chart();
    breakProbe(statefulApp(scope, FAULTLESS));
    expect(() => Testing.synth(scope)).toThrow('StatefulSet "db" spec.template.spec.containers[0].readinessProbe.tcpSocket.port "htp"');
  });

  test('are found behind tokens', () => {
    const scope = chart();
    const token = Lazy.any({ produce: () => 'x' }) as unknown as string;
    statefulApp(scope, FAULTLESS).podMetadata.addLabel('controller-revision-hash', token);
    expect(() => Testing.synth(scope)).toThrow('R09 reserved-label');
  });

  test('are found in the companions of the app', () => {
    const scope = chart();
    const service = statefulApp(scope, FAULTLESS).addClientService();
    ApiObject.of(service).addJsonPatch(JsonPatch.replace('/spec/ports/0/targetPort', 'htp'));
    expect(() => Testing.synth(scope)).toThrow('Service "db-client" spec.ports[0].targetPort "htp"');
  });

  test('are told beside what cannot be rendered', () => {
    const scope = chart();
    statefulApp(scope, { containers: [] });
    new StatefulApp(scope, 'other', { metadata: { name: 'other' }, podMetadata: { labels: { 'controller-revision-hash': 'x' } }, ...FAULTLESS });
    const lines = /^Validation failed.*\n  \[test\/db\] containers are missing.*\n  \[test\/other\] podMetadata\.labels.* \(R09 [^\n]*$/;
    expect(() => Testing.synth(scope)).toThrow(lines);
  });

  test('stop it before any chart is written', () => {
    const app = Testing.app();
    statefulApp(new Chart(app, 'one'), FAULTLESS);
    breakProbe(statefulApp(new Chart(app, 'other'), FAULTLESS));
    expect(() => app.synth()).toThrow('Validation failed');
    expect(readdirSync(app.outdir)).toEqual([]);
  });

  test('of other objects are not told', () => {
    const scope = chart();
    statefulApp(scope, FAULTLESS);
    new ApiObject(scope, 'other', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'Other' }, spec: { clusterIP: 'None' } });
    expect(() => Testing.synth(scope)).not.toThrow();
  });

  test('between two apps are found', () => {
    const scope = chart();
    new StatefulApp(scope, 'one', { metadata: { name: 'one' }, matchLabels: { app: 'db' }, ...FAULTLESS });
    new StatefulApp(scope, 'other', { metadata: { name: 'other' }, matchLabels: { app: 'db' }, ...FAULTLESS });
    expect(() => Testing.synth(scope)).toThrow('R08');
  });
});

describe('warnings', () => {
  test('are printed once', () => {
    const app = Testing.app();
    const scope = new Chart(app, 'test');
    new Chart(app, 'another');
    statefulApp(scope);
    app.synth();
    Testing.synth(scope);
    expect(warnings().filter(text => text.includes('R50'))).toEqual([expect.stringMatching(/^warning: \[test\/db\] .*\(R50 [a-z-]+, https:.*\)\n$/)]);
  });

  test('are not there for an app without a fault', () => {
    const scope = chart();
    statefulApp(scope, FAULTLESS);
    Testing.synth(scope);
    expect(warnings()).toEqual([]);
  });

  test('are not there for a Service given by name', () => {
    const scope = chart();
    statefulApp(scope, { ...FAULTLESS, service: HeadlessService.fromServiceName('peers') });
    Testing.synth(scope);
    expect(warnings()).toEqual([]);
  });

  test('that are accepted are not there', () => {
    const scope = chart();
    statefulApp(scope, { acceptedFindings: { R50: 'ready as soon as it runs' } });
    Testing.synth(scope);
    expect(warnings()).toEqual([]);
  });

  test('tell an acceptance that accepts nothing', () => {
    const scope = chart();
    statefulApp(scope, { ...FAULTLESS, acceptedFindings: { R50: 'ready as soon as it runs' } });
    Testing.synth(scope);
    expect(warnings()).toEqual([expect.stringContaining('A01 acceptance-unused')]);
  });

  test.each([
    ['that is older', '1.34', 1],
    ['that knows it', '1.37', 0],
  ])('are those of a target version %s', (_, targetVersion, count) => {
    const scope = chart();
    const app = statefulApp(scope, { ...FAULTLESS, replicas: 3, targetVersion });
    ApiObject.of(app).addJsonPatch(JsonPatch.add('/spec/updateStrategy/rollingUpdate/maxUnavailable', 2));
    Testing.synth(scope);
    expect(warnings().filter(text => text.includes('R73'))).toHaveLength(count);
  });
});

describe('the program is checked once', () => {
  let checks: jest.SpyInstance;

  beforeEach(() => {
    checks = jest.spyOn(program, 'checkProgram');
  });

  afterEach(() => checks.mockRestore());

  test('for all its charts', () => {
    const app = Testing.app();
    ['one', 'two', 'three'].forEach(id => statefulApp(new Chart(app, id), FAULTLESS));
    app.synth();
    expect(checks).toHaveBeenCalledTimes(1);
  });

  test('for all its apps, where it is refused', () => {
    const scope = chart();
    ['one', 'two', 'three'].forEach(name => breakProbe(new StatefulApp(scope, name, { metadata: { name }, ...FAULTLESS })));
    expect(() => Testing.synth(scope)).toThrow('[test/three]');
    expect(checks).toHaveBeenCalledTimes(1);
  });

  test('in each synthesis', () => {
    const scope = chart();
    statefulApp(scope, FAULTLESS);
    Testing.synth(scope);
    Testing.synth(scope);
    expect(checks).toHaveBeenCalledTimes(2);
  });
});

describe('what changes between two syntheses is checked again', () => {
  test('a property', () => {
    const scope = chart();
    const app = statefulApp(scope, FAULTLESS);
    Testing.synth(scope);
    app.podMetadata.addLabel('controller-revision-hash', 'x');
    expect(() => Testing.synth(scope)).toThrow('R09 reserved-label');
  });

  test('a property of an app that is patched by then', () => {
    const scope = chart();
    const app = statefulApp(scope, FAULTLESS);
    Testing.synth(scope);
    app.podMetadata.addLabel('controller-revision-hash', 'x');
    ApiObject.of(app).addJsonPatch(JsonPatch.add('/spec/replicas', 2));
    expect(() => Testing.synth(scope)).toThrow('R09 reserved-label');
  });

  test('a construct more', () => {
    const scope = chart();
    statefulApp(scope, FAULTLESS);
    Testing.synth(scope);
    new StatefulApp(scope, 'other', { metadata: { name: 'other' }, podMetadata: { labels: { 'controller-revision-hash': 'x' } }, ...FAULTLESS });
    expect(() => Testing.synth(scope)).toThrow('R09 reserved-label');
  });

  test('a fault that is mended', () => {
    const scope = chart();
    const app = statefulApp(scope, { ...FAULTLESS, podMetadata: { labels: { 'controller-revision-hash': 'x' } } });
    expect(() => Testing.synth(scope)).toThrow('R09 reserved-label');
    app.podMetadata.addLabel('controller-revision-hash', undefined as unknown as string);
    expect(() => Testing.synth(scope)).not.toThrow();
  });

  test('a companion', () => {
    const scope = chart();
    const service = statefulApp(scope, FAULTLESS).addClientService();
    Testing.synth(scope);
    ApiObject.of(service).addJsonPatch(JsonPatch.replace('/spec/ports/0/targetPort', 'htp'));
    expect(() => Testing.synth(scope)).toThrow('spec.ports[0].targetPort "htp"');
  });

  test('a property, after a synthesis that the app itself refused', () => {
    const scope = chart();
    const app = statefulApp(scope, { ...FAULTLESS, replicas: 3 });
    const other = new StatefulApp(scope, 'other', { metadata: { name: 'other' } });
    expect(() => Testing.synth(scope)).toThrow('containers are missing');
    other.addContainer(FAULTLESS.containers![0]!);
    app.podMetadata.addLabel('controller-revision-hash', 'x');
    expect(() => Testing.synth(scope)).toThrow('R09 reserved-label');
  });

  test('a property of one of two charts, once the program has waited', async () => {
    const app = Testing.app();
    const [scope, another] = [new Chart(app, 'one'), new Chart(app, 'another')];
    const changed = statefulApp(scope, FAULTLESS);
    statefulApp(another, FAULTLESS);
    Testing.synth(scope);
    changed.podMetadata.addLabel('controller-revision-hash', 'x');
    await Promise.resolve();
    expect(() => Testing.synth(scope)).toThrow('R09 reserved-label');
  });
});

