import { ApiObject, JsonPatch } from 'cdk8s';
import { linesOf, Program } from './doors';
import { Case, casesOf, idsWithCases, manifestsOf } from './manifest/rules/cases';
import { Finding } from '../src/manifest/lint/finding';
import { KINDS } from '../src/manifest/model/kinds';

/** The cases of a rule that cdk8s can hold: its objects have an `apiVersion`. */
function heldCasesOf(id: string): readonly Case[] {
  const { bad, good } = casesOf(id);
  return [...bad, ...good].filter(example => manifestsOf(example).every(manifest => 'apiVersion' in (manifest as object)));
}

/** Whether the synthesis sees what the finding is about: of some kinds it sees no values, unless they belong to the app. */
function isSeenAtSynthesis({ id, object }: Finding): boolean {
  return id !== 'V15' || (object.groupKind !== undefined && KINDS[object.groupKind] === 'whole');
}

describe.each(idsWithCases())('the cases of rule %s beside an app', id => {
  test('have the same findings at the synthesis as in the manifests', () => {
    for (const example of heldCasesOf(id)) {
      const program = new Program({ targetVersion: example.target });
      manifestsOf(example).forEach(manifest => program.add(manifest as object));
      expect(linesOf(program.atSynthesis('info'))).toEqual(linesOf(program.atCommand('info').filter(isSeenAtSynthesis)));
    }
  });
});

describe('a program has the same findings at the synthesis as in the manifests, with', () => {
  const POD_SPEC = '/spec/template/spec';
  const classless = { accessModes: ['ReadWriteOnce'], storageClassName: '', resources: { requests: { storage: '1Gi' } } };

  test.each<[string, string[], (program: Program) => void]>([
    ['a Namespace that admits no pods of that kind', ['R65', 'R68'], program => {
      program.add({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'prod', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } } });
      patch(program, JsonPatch.add(`${POD_SPEC}/hostNetwork`, true));
    }],
    ['a ReplicaSet with the selector of the app', ['R08'], program => {
      const labels = { 'cdk8s.io/metadata.addr': 'the-app' };
      const template = { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'example.com/web:1.0' }] } };
      program.add({ apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'web' }, spec: { selector: { matchLabels: labels }, template } });
    }],
    ['a PersistentVolume for a claim without a class', ['R43'], program => {
      program.add({ apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'disk' }, spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'] } });
      patch(program, JsonPatch.add('/spec/volumeClaimTemplates', [{ metadata: { name: 'data' }, spec: classless }]),
        JsonPatch.add(`${POD_SPEC}/containers/0/volumeMounts`, [{ name: 'data', mountPath: '/data' }]));
    }],
    ['an ExternalSecret that may make a Secret', [], program => {
      program.add({ apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', metadata: { name: 'password' } });
      program.add({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'other' } });
      patch(program, JsonPatch.add(`${POD_SPEC}/containers/0/envFrom`, [{ secretRef: { name: 'password' } }]));
    }],
    ['a Secret for another registry', ['R63'], program => {
      program.add({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'registry' }, type: 'kubernetes.io/dockerconfigjson' });
      patch(program, JsonPatch.add(`${POD_SPEC}/imagePullSecrets`, [{ name: 'registri' }]));
    }],
  ])('%s', (_, ids, change) => {
    const program = new Program({ namespace: 'prod' });
    change(program);
    const lines = linesOf(program.atCommand('warning'));
    expect([...new Set(lines.map(line => line.split(' ')[1]))].sort()).toEqual(ids);
    expect(linesOf(program.atSynthesis('warning'))).toEqual(lines);
  });
});

function patch(program: Program, ...operations: JsonPatch[]): void {
  ApiObject.of(program.app).addJsonPatch(...operations);
}
