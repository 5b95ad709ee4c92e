import { ApiObject, JsonPatch } from 'cdk8s';
import { PersistentVolumeClaimRetentionPolicyType } from '../../src';
import { only, statefulSet } from './support/manifests';
import { TestNamespace, inNamespace } from './support/namespace';
import {
  Kind, KubernetesObject, PERSISTENT_VOLUME_CLAIM, PersistentVolumeClaim, STATEFUL_SET, nameOf, ready,
} from './support/objects';

const STORAGE_CLASS: Kind = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass' };

test('S6: every pod has a claim of its own, bound to a volume of the default class', inNamespace(async (namespace) => {
  const classes = await namespace.list<KubernetesObject>(STORAGE_CLASS);
  const defaultClass = classes.find(({ metadata }) => metadata?.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true');
  await namespace.apply(statefulSet({ replicas: 2, claim: true }));
  await namespace.pods.until('two pods ready', ready(2));
  const claims = await namespace.until<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIM, 'two claims bound',
    (all) => all.length === 2 && all.every(({ status }) => status?.phase === 'Bound'));
  expect(claims.map((claim) => [nameOf(claim), claim.spec?.storageClassName])).toEqual([
    ['www-web-0', nameOf(defaultClass!)],
    ['www-web-1', nameOf(defaultClass!)],
  ]);
  expect(new Set(claims.map(({ spec }) => spec?.volumeName)).size).toBe(2);
}));

const { RETAIN, DELETE } = PersistentVolumeClaimRetentionPolicyType;

describe.each([
  { whenDeleted: RETAIN, whenScaled: RETAIN },
  { whenDeleted: RETAIN, whenScaled: DELETE },
  { whenDeleted: DELETE, whenScaled: RETAIN },
  { whenDeleted: DELETE, whenScaled: DELETE },
])('S8: with whenDeleted $whenDeleted and whenScaled $whenScaled', (policy) => {
  test('scaling down and deleting do to the claims what each says', inNamespace(async (namespace) => {
    await namespace.apply(statefulSet({ replicas: 2, claim: true, persistentVolumeClaimRetentionPolicy: policy }));
    await namespace.pods.until('two pods ready', ready(2));

    await namespace.scale('web', 1);
    await namespace.pods.until('one pod ready', ready(1));
    await expectClaims(namespace, 'scaled down', policy.whenScaled === DELETE ? ['www-web-0'] : ['www-web-0', 'www-web-1']);

    await namespace.delete(STATEFUL_SET, 'web');
    await namespace.pods.until('no pods', (pods) => pods.length === 0);
    // with `whenDeleted` every claim goes, that of a pod which was scaled away before too
    const kept = policy.whenScaled === DELETE ? ['www-web-0'] : ['www-web-0', 'www-web-1'];
    await expectClaims(namespace, 'deleted', policy.whenDeleted === DELETE ? [] : kept);
  }));
});

test('S8: claims are retained if nothing is said', inNamespace(async (namespace) => {
  const stored = await namespace.apply(statefulSet({ replicas: 0, claim: true }));
  expect(only(stored, STATEFUL_SET)).toMatchObject({ spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' } } });
}));

test('S8: claims are retained by the API server as well if nothing is said', inNamespace(async (namespace) => {
  const stored = await namespace.apply(statefulSet({ replicas: 0, claim: true }, (app) =>
    ApiObject.of(app).addJsonPatch(JsonPatch.remove('/spec/persistentVolumeClaimRetentionPolicy'))));
  expect(only(stored, STATEFUL_SET)).toMatchObject({ spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' } } });
}));

/**
 * Waits until these claims are left, and tells that they stay: a claim goes only by the garbage collector, once an
 * owner of it is gone, so what has no owner but the living stays.
 */
async function expectClaims(namespace: TestNamespace, when: string, names: string[]): Promise<void> {
  const claims = await namespace.until<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIM, `claims left when ${when}: ${names.join(' ')}`,
    (all) => all.map(nameOf).join() === names.join());
  const alive = [...await namespace.list<KubernetesObject>(STATEFUL_SET), ...namespace.pods.current()].map(({ metadata }) => metadata?.uid);
  for (const claim of claims) {
    expect(claim.metadata?.deletionTimestamp).toBeUndefined();
    expect(alive).toEqual(expect.arrayContaining(claim.metadata?.ownerReferences?.map(({ uid }) => uid) ?? []));
  }
}
