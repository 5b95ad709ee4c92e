import { ApiObject, Chart, JsonPatch, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as newest from 'cdk8s-plus-34';
import { HeadlessService, PodServices, StatefulApp } from '../../src';
import { objectsOf } from '../../src/manifest/check';
import { diff } from '../../src/manifest/diff';
import { chart, manifestOf } from '../support';

// docs/coming-from/cdk8s-plus.md: a StatefulSet of cdk8s-plus-32 or newer with claim templates is taken over without a restart.

// it calls what cdk8s has since 2.70, and asks for 2.68.11
const STORAGE = Object.assign(Size.gibibytes(10), { asString: () => '10Gi' });

function running() {
  const scope = chart('prod');
  const claim = newest.Volume.fromName(scope, 'volume', 'data');
  const set = new newest.StatefulSet(scope, 'db', {
    replicas: 3,
    securityContext: { user: 999 },
    containers: [{ image: 'postgres:16.4', portNumber: 5432, volumeMounts: [{ path: '/var/lib/postgresql/data', volume: claim }] }],
    volumeClaimTemplates: [{ name: 'data', storage: STORAGE, accessModes: [newest.PersistentVolumeAccessMode.READ_WRITE_ONCE] }],
  });
  return { scope, set };
}

const PATCHES = {
  shareProcessNamespace: JsonPatch.add('/spec/template/spec/shareProcessNamespace', false),
  enableServiceLinks: JsonPatch.remove('/spec/template/spec/enableServiceLinks'),
};

function takenOver(set: newest.StatefulSet, patches: object = PATCHES) {
  const scope = chart('prod');
  const app = new StatefulApp(scope, 'db', {
    metadata: { name: set.name },
    replicas: 3,
    matchLabels: set.matchLabels,
    service: HeadlessService.create({ name: set.service.name }),
    podServices: PodServices.none(),
    securityContext: { user: 999 },
    containers: [{ image: 'postgres:16.4', portNumber: 5432, startup: kplus.Probe.fromTcpSocket({ port: 5432, failureThreshold: 3 }) }],
    volumeClaimTemplates: [{ name: 'data', storage: Size.gibibytes(10), mounts: [{ path: '/var/lib/postgresql/data' }] }],
  });
  ApiObject.of(app).addJsonPatch(...Object.values(patches) as JsonPatch[]);
  return scope;
}

/** What becomes of the pods and of the set. */
function outcomes(before: Chart, after: Chart): string[] {
  const [old, next] = [before, after].map(scope => Testing.synth(scope).flatMap(each => objectsOf(each)));
  return diff(old, next, {}).map(({ id, outcome }) => `${id} ${outcome}`);
}

test('no pod is replaced, and nothing is refused', () => {
  const { scope, set } = running();
  expect(outcomes(scope, takenOver(set)).filter(outcome => !outcome.endsWith('in-place'))).toEqual([]);
});

test('the claim templates are those that run', () => {
  const { scope, set } = running();
  const claimsOf = (of: Chart) => manifestOf(of, 'StatefulSet').spec.volumeClaimTemplates
    .map(({ metadata, spec }: { metadata: { name: string }; spec: object }) => ({ name: metadata.name, spec }));
  expect(claimsOf(takenOver(set))).toEqual(claimsOf(scope));
});

test.each(Object.keys(PATCHES))('without the patch of %s the pods are replaced', (field) => {
  const { scope, set } = running();
  const patches = Object.entries(PATCHES).filter(([name]) => name !== field);
  expect(outcomes(scope, takenOver(set, Object.fromEntries(patches))).join()).toContain('rolls-pods');
});
