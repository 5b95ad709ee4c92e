import { ApiObject, App, Chart, JsonPatch, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import { ExpandedClaims, StatefulApp } from '../src';
import { chart, CONTAINER, Manifest, statefulApp } from './support';
import { check, objectsOf } from '../src/manifest/check';

const ANNOTATION = 'cdk8s-stateful-app.github.io/target-version';
const annotated = (scope: Chart) => (Testing.synth(scope) as Manifest[]).map(({ kind, metadata }) => `${kind} ${metadata.annotations?.[ANNOTATION] ?? 'none'}`);

let told: jest.SpyInstance;

beforeEach(() => {
  told = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => told.mockRestore());

test('objects of parts, of the program and of an autoscaler are annotated where they are below the app', () => {
  const scope = chart();
  const app = new StatefulApp(scope, 'db', {
    metadata: { name: 'db' }, containers: [CONTAINER], targetVersion: '1.34', volumeClaimTemplates: [{ name: 'data', storage: Size.gibibytes(1) }],
  });
  app.addPodDisruptionBudget();
  new ExpandedClaims(app, 'Expanded', { volumeClaimTemplate: app.volumeClaimTemplate('data'), storage: Size.gibibytes(2) });
  new kplus.ConfigMap(app, 'Config');
  new kplus.HorizontalPodAutoscaler(app, 'Autoscaler', { target: app, minReplicas: 2, maxReplicas: 2 });
  new kplus.ConfigMap(scope, 'Other');
  expect(annotated(scope).sort()).toEqual([
    'ConfigMap 1.34',
    'ConfigMap none',
    'HorizontalPodAutoscaler 1.34',
    'PersistentVolumeClaim 1.34',
    'PersistentVolumeClaim 1.34',
    'PodDisruptionBudget 1.34',
    'Service 1.34',
    'Service 1.34',
    'Service 1.34',
    'StatefulSet 1.34',
  ]);
});

test('pods, selector and claims stay as they are', () => {
  const manifests = [undefined, '1.34'].map(targetVersion => {
    const scope = chart();
    statefulApp(scope, { targetVersion, volumeClaimTemplates: [{ name: 'data', storage: Size.gibibytes(1) }] });
    return (Testing.synth(scope) as Manifest[]).map(({ spec }) => spec as unknown);
  });
  expect(manifests[0]).toEqual(manifests[1]);
});

test('an app without one has no annotation', () => {
  const scope = chart();
  statefulApp(scope);
  expect(JSON.stringify(Testing.synth(scope))).not.toContain(ANNOTATION);
});

test.each([['1.34', '1.34'], ['1.30-1.36', '1.30-1.36'], ['1.35.2', '1.35.2']])('the annotation of %s is what was written', (targetVersion, value) => {
  const scope = chart();
  statefulApp(scope, { targetVersion });
  expect(new Set(annotated(scope).map(line => line.split(' ')[1]))).toEqual(new Set([value]));
});

/** What versions take in different ways, in a StatefulSet and in a Service of it. */
const IN_SET: Readonly<Record<string, readonly [path: string, value: unknown]>> = {
  'maxUnavailable': ['/spec/updateStrategy/rollingUpdate/maxUnavailable', 2],
  'a host name of its own': ['/spec/template/spec/hostnameOverride', 'db'],
  'resources of the pod': ['/spec/template/spec/resources', { requests: { cpu: '1' } }],
  'a sidecar': ['/spec/template/spec/initContainers', [{ name: 'proxy', image: 'envoy:1.31', restartPolicy: 'Always' }]],
  'a type of strategy': ['/spec/updateStrategy', { type: 'Recreate' }],
  'nothing': ['/spec/revisionHistoryLimit', 3],
};
const IN_SERVICE: Readonly<Record<string, readonly [path: string, value: unknown]>> = {
  'traffic': ['/spec/trafficDistribution', 'PreferClose'],
  'traffic of the node': ['/spec/trafficDistribution', 'PreferSameNode'],
  'nothing': ['/spec/publishNotReadyAddresses', true],
};

const version = fc.constantFrom(undefined, '1.28', '1.29', '1.32', '1.34', '1.35.2', '1.35', '1.37', '1.28-1.33', '1.34-1.37');
const application = fc.record({ version, set: fc.constantFrom(...Object.keys(IN_SET)), service: fc.constantFrom(...Object.keys(IN_SERVICE)) });

test('the synthesis finds what the check of its manifests finds, whatever versions its apps are for', () => {
  fc.assert(fc.property(fc.array(application, { minLength: 1, maxLength: 3 }), applications => {
    told.mockClear();
    const program = new App();
    const scope = new Chart(program, 'test');
    applications.forEach((one, index) => {
      const app = new StatefulApp(scope, `app-${index}`, { metadata: { name: `app-${index}` }, containers: [CONTAINER], targetVersion: one.version, replicas: 3 });
      ApiObject.of(app).addJsonPatch(JsonPatch.add(...IN_SET[one.set]!));
      ApiObject.of(app.service).addJsonPatch(JsonPatch.add(...IN_SERVICE[one.service]!));
    });
    const errors = errorsOf(() => Testing.synth(scope));
    const synthesized = [...told.mock.calls.map(([line]) => String(line)), ...errors].flatMap(line => /\(([A-Z]+[0-9]+) [a-z-]+, /.exec(line)?.[1] ?? []);
    // it is refused where it has an error, and its objects are those that were checked all the same
    const objects = scope.node.findAll().filter(construct => ApiObject.isApiObject(construct)).flatMap(object => objectsOf(object.toJson()));
    expect(synthesized.sort()).toEqual(check(objects, { complete: true }).map(({ id }) => id).sort());
  }), { numRuns: 100 });
});

function errorsOf(synthesize: () => unknown): string[] {
  try {
    synthesize();
    return [];
  } catch (error) {
    return (error as Error).message.split('\n');
  }
}
