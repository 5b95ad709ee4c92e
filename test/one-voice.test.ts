import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import * as fc from 'fast-check';
import { add, linesOf, Program, sentencesOf } from './doors';
import { StatefulApp } from '../src';
import { Case, casesOf, idsWithCases, manifestsOf } from './manifest/rules/cases';
import { sampleOf } from './sample';
import { TargetVersions } from '../src/manifest/kubernetes/target-versions';
import { Finding, messageOf } from '../src/manifest/lint/finding';
import { KINDS } from '../src/manifest/model/kinds';

/** The cases of a rule that cdk8s can hold: its objects have an `apiVersion`. */
function heldCasesOf(id: string): readonly Case[] {
  const { bad, good } = casesOf(id);
  return [...bad, ...good].filter(example => manifestsOf(example).every(manifest => 'apiVersion' in (manifest as object)));
}

/** The rules on objects that kubectl does not take, and on templates. The command does not read them, and says so. */
const UNREAD = ['V17', 'R122'];

/** Whether the synthesis sees what the finding is about: of some kinds it sees no values, unless they belong to the app. */
function isSeenAtSynthesis({ id, object }: Finding): boolean {
  return id !== 'V15' || (object.groupKind !== undefined && KINDS[object.groupKind] === 'whole');
}

describe.each(idsWithCases())('the cases of rule %s', id => {
  test('beside an app have the same findings at the synthesis as in the manifests', () => {
    for (const example of sampleOf(heldCasesOf(id), 8)) {
      const program = new Program();
      const { node } = program.addApp();
      manifestsOf(example).forEach(manifest => add(node.scope!, manifest as object));
      const options = { severity: 'info', target: example.target === undefined ? undefined : TargetVersions.parse(example.target) } as const;
      expect(linesOf(program.atSynthesis(options))).toEqual(linesOf(program.inManifests(options).filter(isSeenAtSynthesis)));
    }
  });

  test('in apps are said at the synthesis and by the plugin as by the command', async () => {
    const program = new Program();
    sampleOf(heldCasesOf(id), 8).forEach((example, index) => {
      const app = program.addApp({ id: `case-${index}`, namespace: `case-${index}`, targetVersion: example.target });
      manifestsOf(example).forEach(manifest => add(app, manifest as object));
    });
    const said = program.saidAtSynthesis();
    const yaml = program.yaml();
    const found = UNREAD.includes(id) ? program.inManifests({}) : program.atCommand(yaml, {});
    expect(program.refusedByCommand(yaml)).toBe(found.filter(finding => UNREAD.includes(finding.id)).length);
    expect(said).toEqual(sentencesOf(found));
    expect(await program.atPlugin(yaml)).toEqual(found.map(finding =>
      `${finding.severity} ${finding.id} ${finding.name} ${finding.object.name} ${messageOf(finding)}`).sort());
  });
});

test('any cases together, in any order, have the same findings at the synthesis as in the manifests', () => {
  const cases = idsWithCases().flatMap(heldCasesOf);
  const manifests = fc.array(fc.constantFrom(...cases), { minLength: 2, maxLength: 4 })
    .chain(some => fc.shuffledSubarray(some.flatMap(manifestsOf), { minLength: 1 }));
  fc.assert(fc.property(manifests, fc.boolean(), (objects, areInApp) => {
    const program = new Program();
    const app = program.addApp();
    objects.forEach(manifest => add(areInApp ? app : app.node.scope!, manifest as object));
    const found = program.inManifests({ severity: 'info' });
    expect(linesOf(program.atSynthesis({ severity: 'info' }))).toEqual(linesOf(areInApp ? found : found.filter(isSeenAtSynthesis)));
  }), { numRuns: 100 });
});

describe('a program has the same findings at the synthesis as in the manifests, with', () => {
  const POD_SPEC = '/spec/template/spec';
  const classless = { accessModes: ['ReadWriteOnce'], storageClassName: '', resources: { requests: { storage: '1Gi' } } };

  test.each<[string, string[], (app: StatefulApp) => void]>([
    ['a Namespace that admits no pods of that kind', ['R65', 'R68'], app => {
      add(Chart.of(app), { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'prod', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } } });
      patch(app, JsonPatch.add(`${POD_SPEC}/hostNetwork`, true));
    }],
    ['a ReplicaSet with the selector of the app', ['R08'], app => {
      const labels = { 'cdk8s.io/metadata.addr': 'the-app' };
      const template = { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'example.com/web:1.0' }] } };
      add(Chart.of(app), { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'web' }, spec: { selector: { matchLabels: labels }, template } });
    }],
    ['a PersistentVolume for a claim without a class', ['R43'], app => {
      add(Chart.of(app), { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'disk' }, spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'] } });
      patch(app, JsonPatch.add('/spec/volumeClaimTemplates', [{ metadata: { name: 'data' }, spec: classless }]),
        JsonPatch.add(`${POD_SPEC}/containers/0/volumeMounts`, [{ name: 'data', mountPath: '/data' }]));
    }],
    ['an ExternalSecret that may make a Secret', [], app => {
      add(Chart.of(app), { apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', metadata: { name: 'password' } });
      add(Chart.of(app), { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'other' } });
      patch(app, JsonPatch.add(`${POD_SPEC}/containers/0/envFrom`, [{ secretRef: { name: 'password' } }]));
    }],
    ['a Secret for another registry', ['R63'], app => {
      add(Chart.of(app), { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'registry' }, type: 'kubernetes.io/dockerconfigjson' });
      patch(app, JsonPatch.add(`${POD_SPEC}/imagePullSecrets`, [{ name: 'registri' }]));
    }],
  ])('%s', (_, ids, change) => {
    const program = new Program();
    change(program.addApp({ namespace: 'prod' }));
    const found = program.atCommand(program.yaml(), {});
    expect([...new Set(found.map(({ id }) => id))].sort()).toEqual(ids);
    expect(linesOf(program.atSynthesis({}))).toEqual(linesOf(found));
    expect(program.saidAtSynthesis()).toEqual(sentencesOf(found).map(sentence => sentence.replace('StatefulSet "the-app" spec.selector', 'matchLabels')));
  });
});

function patch(app: StatefulApp, ...operations: JsonPatch[]): void {
  ApiObject.of(app).addJsonPatch(...operations);
}
