import { ApiObject, App, Chart, Cron, JsonPatch, Lazy, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import { CONTAINER, Manifest } from './support';
import { DumpTarget, ExpandedClaims, OrdinalFiles, PrimaryAndReplicas, ScheduledDump, ScheduledVolumeSnapshot, StatefulApp } from '../src';

/** What a program may do to an app, each once. */
const STEPS: Readonly<Record<string, (app: StatefulApp, scope: Chart) => void>> = {
  label: app => app.podMetadata.addLabel('tier', 'data'),
  reservedLabel: app => app.podMetadata.addLabel('controller-revision-hash', 'x'),
  tokenLabel: app => app.podMetadata.addLabel('lazy', Lazy.any({ produce: () => 'x' }) as unknown as string),
  annotation: app => app.metadata.addAnnotation('a', 'b'),
  selector: app => app.select(kplus.LabelSelector.of({ labels: { tier: 'data' } })),
  container: app => app.addContainer({ name: 'side', image: 'envoy:1.31', ports: [{ number: 9901, name: 'admin' }] }),
  initContainer: app => app.addInitContainer({ name: 'init', image: 'busybox:1.36', command: ['true'] }),
  port: app => app.containers[0]!.addPort({ number: 9187, name: 'metrics' }),
  variable: app => app.containers[0]!.env.addVariable('SIZE', kplus.EnvValue.fromValue('1')),
  tokenVariable: app => app.containers[0]!.env.addVariable('LAZY', kplus.EnvValue.fromValue(Lazy.any({ produce: () => '1' }) as unknown as string)),
  volume: (app, scope) => app.containers[0]!.mount('/cache', kplus.Volume.fromEmptyDir(scope, 'cache', 'cache')),
  claim: app => app.containers[0]!.mount('/logs', app.addVolumeClaimTemplate({ name: 'logs', storage: Size.gibibytes(1) })),
  spread: app => app.addTopologySpreadConstraint({ topology: kplus.Topology.ZONE }),
  separation: app => app.scheduling.spread({ topology: kplus.Topology.HOSTNAME }),
  clients: app => app.addClientService(),
  first: app => app.addPodService(0, { name: 'db-first' }),
  budget: app => app.addPodDisruptionBudget(),
  patch: app => ApiObject.of(app).addJsonPatch(JsonPatch.add('/spec/revisionHistoryLimit', 3)),
  wrongPatch: app => ApiObject.of(app).addJsonPatch(JsonPatch.add('/spec/template/spec/containers/0/livenessProbe', { tcpSocket: { port: 'none' } })),
  servicePatch: app => ApiObject.of(app.service).addJsonPatch(JsonPatch.add('/spec/publishNotReadyAddresses', false)),
  podServicePatch: app => ApiObject.of(app.podService(1)).addJsonPatch(JsonPatch.add('/metadata/labels', { patched: 'yes' })),
  autoscaler: (app, scope) => new kplus.HorizontalPodAutoscaler(scope, 'autoscaler', { target: app, minReplicas: 3, maxReplicas: 5 }),
  files: app => new OrdinalFiles(app, 'Files', { name: 'conf', path: '/etc/db', all: { 'db.conf': 'port = 1' } }),
  roles: app => new PrimaryAndReplicas(app, 'Roles'),
  expanded: app => new ExpandedClaims(app, 'Expanded', { volumeClaimTemplate: app.volumeClaimTemplate('data'), storage: Size.gibibytes(20) }),
  dump: app => new ScheduledDump(app, 'Dump', {
    schedule: Cron.daily(), command: ['true'], host: 'db', target: DumpTarget.newPersistentVolumeClaim({ storage: Size.gibibytes(1) }),
  }),
  snapshot: app => new ScheduledVolumeSnapshot(app, 'Snapshot', {
    schedule: Cron.daily(), volumeClaimTemplate: app.volumeClaimTemplate('data'), ordinal: 1, image: 'kubectl:1.34.1',
  }),
  policy: app => app.addNetworkPolicy(),
  other: (_, scope) => new StatefulApp(scope, 'other', { metadata: { name: 'other' }, containers: [CONTAINER] }),
  empty: (_, scope) => new StatefulApp(scope, 'empty', { metadata: { name: 'empty' }, containers: [] }),
  twin: (_, scope) => new StatefulApp(scope, 'twin', { metadata: { name: 'twin' }, ...PROPS }),
};

const PROPS = {
  targetVersion: '1.30-1.37',
  replicas: 3,
  containers: [{ ...CONTAINER, readiness: kplus.Probe.fromCommand(['pg_isready']) }],
  volumeClaimTemplates: [{ name: 'data', storage: Size.gibibytes(10), mounts: [{ path: '/data' }] }],
};

/** What a program of two charts synthesizes in the end: its objects in the order of their names, or why it is refused. */
function outcome(steps: readonly string[], synthesizesAfter: (index: number) => boolean): unknown {
  const program = new App();
  const [scope, second] = [new Chart(program, 'test'), new Chart(program, 'second')];
  const app = new StatefulApp(scope, 'db', { metadata: { name: 'db' }, ...PROPS });
  new StatefulApp(second, 'cache', { metadata: { name: 'cache' }, ...PROPS });
  const synthesized = () => {
    try {
      return [scope, second].flatMap(chart => Testing.synth(chart) as Manifest[]).map(manifest => JSON.stringify(manifest)).sort();
    } catch (error) {
      return (error as Error).message.split('\n').sort();
    }
  };
  steps.forEach((step, index) => {
    STEPS[step]!(app, scope);
    if (synthesizesAfter(index)) {
      synthesized();
    }
  });
  return synthesized();
}

beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => jest.restoreAllMocks());

test('a synthesis leaves no trace in the next one', () => {
  const steps = fc.shuffledSubarray(Object.keys(STEPS), { maxLength: 6 });
  fc.assert(fc.property(steps, fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), (chosen, synthesizes) => {
    expect(outcome(chosen, index => synthesizes[index]!)).toEqual(outcome(chosen, () => false));
  }), { numRuns: 100 });
});
