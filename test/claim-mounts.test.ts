import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { StatefulAppProps, VolumeClaimTemplateProps } from '../src';
import { chart, CONTAINER, manifestOf, podSpecOf, statefulApp } from './support';

const BACKUP: kplus.ContainerProps = { name: 'backup', image: 'restic/restic:0.17.1' };

function mounted(claim: Partial<VolumeClaimTemplateProps>, props: Partial<StatefulAppProps> = {}) {
  return podSpecOf({ containers: [CONTAINER, BACKUP], volumeClaimTemplates: [{ name: 'data', storage: Size.gibibytes(1), ...claim }], ...props });
}

test('a claim is mounted by the first container by default', () => {
  const { containers } = mounted({ mounts: [{ path: '/data' }] });
  expect(containers.map((container: any) => container.volumeMounts)).toEqual([[{ name: 'data', mountPath: '/data' }], undefined]);
});

test('a claim is mounted by the containers that are named', () => {
  const { containers } = mounted({ mounts: [{ path: '/data', containers: ['main', 'backup'], readOnly: true }] });
  const mounts = [{ name: 'data', mountPath: '/data', readOnly: true }];
  expect(containers.map((container: any) => container.volumeMounts)).toEqual([mounts, mounts]);
});

test('a claim can be mounted in several places', () => {
  const { containers } = mounted({ mounts: [{ path: '/data', subPath: 'data' }, { path: '/log', subPathExpr: '$(POD)' }] }, {
    containers: [{ ...CONTAINER, envVariables: { POD: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_NAME) } }],
  });
  expect(containers[0].volumeMounts).toEqual([
    { name: 'data', mountPath: '/data', subPath: 'data' },
    { name: 'data', mountPath: '/log', subPathExpr: '$(POD)' },
  ]);
});

test('a mount can be propagated', () => {
  const { containers } = mounted({ mounts: [{ path: '/data', propagation: kplus.MountPropagation.HOST_TO_CONTAINER }] });
  expect(containers[0].volumeMounts[0].mountPropagation).toBe('HostToContainer');
});

test('a claim can be mounted by an init container', () => {
  const { initContainers } = mounted({ mounts: [{ path: '/data', containers: ['prepare'] }] }, { initContainers: [{ name: 'prepare', image: 'busybox:1.36' }] });
  expect(initContainers[0].volumeMounts).toEqual([{ name: 'data', mountPath: '/data' }]);
});

test('a claim can be mounted by a container that is added later', () => {
  const scope = chart();
  const app = statefulApp(scope, { volumeClaimTemplates: [{ name: 'data', storage: Size.gibibytes(1), mounts: [{ path: '/data', containers: ['backup'] }] }] });
  app.addContainer(BACKUP);
  expect(manifestOf(scope, 'StatefulSet').spec.template.spec.containers[1].volumeMounts).toEqual([{ name: 'data', mountPath: '/data' }]);
});

test('a claim can be mounted with container.mount', () => {
  const scope = chart();
  const app = statefulApp(scope);
  app.containers[0].mount('/data', app.addVolumeClaimTemplate({ name: 'data', storage: Size.gibibytes(1) }), { subPath: 'pg' });
  expect(manifestOf(scope, 'StatefulSet').spec.template.spec.containers[0].volumeMounts).toEqual([{ name: 'data', mountPath: '/data', subPath: 'pg' }]);
});

test('a claim that is mounted with container.mount is no volume of the pod', () => {
  const scope = chart();
  const app = statefulApp(scope);
  app.containers[0].mount('/data', app.addVolumeClaimTemplate({ name: 'data', storage: Size.gibibytes(1) }));
  expect(manifestOf(scope, 'StatefulSet').spec.template.spec).not.toHaveProperty('volumes');
});

test('volumes of the pod stay beside claims', () => {
  const scope = chart();
  const app = statefulApp(scope);
  app.containers[0].mount('/data', app.addVolumeClaimTemplate({ name: 'data', storage: Size.gibibytes(1) }));
  app.containers[0].mount('/tmp', kplus.Volume.fromEmptyDir(scope, 'tmp', 'tmp'));
  expect(manifestOf(scope, 'StatefulSet').spec.template.spec.volumes).toEqual([{ name: 'tmp', emptyDir: {} }]);
});

test('without claim templates the volumes of the pod stay', () => {
  const scope = chart();
  statefulApp(scope).containers[0].mount('/tmp', kplus.Volume.fromEmptyDir(scope, 'tmp', 'tmp'));
  expect(manifestOf(scope, 'StatefulSet').spec.template.spec.volumes).toEqual([{ name: 'tmp', emptyDir: {} }]);
});

test('a block device is a volume device', () => {
  const { containers } = mounted({ volumeMode: kplus.PersistentVolumeMode.BLOCK, mounts: [{ path: '/dev/data' }] });
  expect([containers[0].volumeDevices, containers[0].volumeMounts]).toEqual([[{ name: 'data', devicePath: '/dev/data' }], undefined]);
});

test('a block device can be attached with container.mount', () => {
  const scope = chart();
  const app = statefulApp(scope);
  const claim = app.addVolumeClaimTemplate({ name: 'raw', storage: Size.gibibytes(1), volumeMode: kplus.PersistentVolumeMode.BLOCK });
  app.containers[0].mount('/dev/raw', claim);
  expect(manifestOf(scope, 'StatefulSet').spec.template.spec.containers[0].volumeDevices).toEqual([{ name: 'raw', devicePath: '/dev/raw' }]);
});

test('synthesizing twice mounts once', () => {
  const scope = chart();
  statefulApp(scope, { volumeClaimTemplates: [{ name: 'data', storage: Size.gibibytes(1), mounts: [{ path: '/data' }] }] });
  expect(manifestOf(scope, 'StatefulSet')).toEqual(manifestOf(scope, 'StatefulSet'));
});

test('fails for a mount into a container that does not exist', () => {
  expect(() => mounted({ mounts: [{ path: '/data', containers: ['bakcup'] }] }))
    .toThrow('volumeClaimTemplates.mounts.containers "bakcup" is not a container of the pod, where "data" should be mounted; use one of main, backup');
});

test('fails for two mounts at one path', () => {
  expect(() => mounted({ mounts: [{ path: '/data' }, { path: '/data', subPath: 'a' }] }))
    .toThrow('mount in container "main" at "/data" is there twice; choose another path');
});

test('fails for one device at two paths', () => {
  expect(() => mounted({ volumeMode: kplus.PersistentVolumeMode.BLOCK, mounts: [{ path: '/dev/a' }, { path: '/dev/b' }] }))
    .toThrow('device "data" in container "main" at "/dev/b" is already at another path; keep one');
});

test('fails for a volume of the pod with the name of a claim', () => {
  const scope = chart();
  const app = statefulApp(scope, { volumeClaimTemplates: [{ name: 'data', storage: Size.gibibytes(1) }] });
  app.addVolume(kplus.Volume.fromEmptyDir(scope, 'volume', 'data'));
  expect(() => manifestOf(scope, 'StatefulSet'))
    .toThrow('volumeClaimTemplates.name "data" is also the name of a volume of the pod, which the claim would replace; rename one of them');
});

test('fails for a mounted volume with the name of a claim', () => {
  const scope = chart();
  const app = statefulApp(scope, { volumeClaimTemplates: [{ name: 'data', storage: Size.gibibytes(1) }] });
  app.containers[0].mount('/data', kplus.Volume.fromEmptyDir(scope, 'volume', 'data'));
  expect(() => manifestOf(scope, 'StatefulSet')).toThrow('volumeClaimTemplates.name "data" is also the name of a volume of the pod');
});

test('fails for a block device that is mounted with a sub-path', () => {
  const scope = chart();
  const app = statefulApp(scope);
  const claim = app.addVolumeClaimTemplate({ name: 'raw', storage: Size.gibibytes(1), volumeMode: kplus.PersistentVolumeMode.BLOCK });
  app.containers[0].mount('/dev/raw', claim, { subPath: 'a' });
  expect(() => manifestOf(scope, 'StatefulSet')).toThrow('main.mount /dev/raw subPath "a" has no meaning for a block device');
});

test('fails for a Deployment that mounts the claim of a StatefulApp', () => {
  const scope = chart();
  const claim = statefulApp(scope).addVolumeClaimTemplate({ name: 'data', storage: Size.gibibytes(1) });
  new kplus.Deployment(scope, 'web', { containers: [CONTAINER] }).containers[0].mount('/data', claim);
  expect(() => manifestOf(scope, 'Deployment')).toThrow('claim template "data" belongs to the pods of "test/db" and cannot be mounted by another workload');
});
