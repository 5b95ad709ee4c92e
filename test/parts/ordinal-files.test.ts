import { Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import { OrdinalFiles, OrdinalFilesProps, OrdinalFilesSource, StatefulApp, StatefulAppProps } from '../../src';
import { chart, CONTAINER, Manifest, manifestOf, namesOf, statefulApp } from '../support';

const CONF: OrdinalFilesProps = { name: 'conf', path: '/etc/db' };
const ALL: OrdinalFilesProps = { ...CONF, all: { 'a.conf': 'of all' } };

function withFiles(props: OrdinalFilesProps, app: Partial<StatefulAppProps> = {}) {
  const scope = chart();
  const db = statefulApp(scope, { replicas: 3, ...app });
  return { scope, db, files: new OrdinalFiles(db, 'Files', props) };
}

function texts(scope: Chart): Record<string, string> {
  return manifestOf(scope, 'ConfigMap').data;
}

function podOf(scope: Chart): Manifest {
  return manifestOf(scope, 'StatefulSet').spec.template;
}

function volumeOf(scope: Chart): Manifest {
  return podOf(scope).spec.volumes.find((volume: Manifest) => volume.name === 'conf');
}

function mountsOf(scope: Chart, list: 'containers' | 'initContainers', container: string): Manifest[] {
  return podOf(scope).spec[list].find((candidate: Manifest) => candidate.name === container).volumeMounts;
}

/** What the kubelet would show to a pod: each file of the directory, and its content. */
function seenBy(scope: Chart, ordinal: number, content: Record<string, string>): Record<string, string> {
  const { configMap, secret } = volumeOf(scope);
  const { items = Object.keys(content).map(key => ({ key, path: key })) } = (configMap ?? secret) as { items?: { key: string; path: string }[] };
  return Object.fromEntries(mountsOf(scope, 'containers', 'main').map(({ mountPath, subPathExpr }) => {
    const path = subPathExpr.replace('$(POD_INDEX)', `${ordinal}`);
    return [mountPath, content[items.find(item => item.path === path)!.key]];
  }));
}

test('each file of each pod is a key of a ConfigMap of the app', () => {
  const { scope } = withFiles({ ...CONF, first: { 'a.conf': 'of the first' }, others: { 'a.conf': 'of the others' } });
  expect(manifestOf(scope, 'ConfigMap')).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'db-conf' },
    data: { '0.a.conf': 'of the first', '1.a.conf': 'of the others', '2.a.conf': 'of the others' },
  });
});

test('the ConfigMap is in the namespace of the app', () => {
  const { scope } = withFiles(ALL, { metadata: { name: 'db', namespace: 'prod' } });
  expect(manifestOf(scope, 'ConfigMap').metadata.namespace).toBe('prod');
});

test('the first container mounts the files of its ordinal, each on its own and read-only', () => {
  const { scope } = withFiles({ ...ALL, path: '/etc/db/' });
  expect(mountsOf(scope, 'containers', 'main')).toEqual([
    { name: 'conf', mountPath: '/etc/db/a.conf', subPathExpr: '$(POD_INDEX).a.conf', readOnly: true },
  ]);
});

test('the container knows its ordinal', () => {
  expect(podOf(withFiles(ALL).scope).spec.containers[0].env).toEqual([
    { name: 'POD_INDEX', valueFrom: { fieldRef: { fieldPath: "metadata.labels['apps.kubernetes.io/pod-index']" } } },
  ]);
});

test('a container that knows its ordinal already is left alone', () => {
  const envVariables = { POD_INDEX: StatefulApp.POD_INDEX, A: kplus.EnvValue.fromValue('$(POD_INDEX)') };
  const { scope } = withFiles(ALL, { containers: [{ ...CONTAINER, envVariables }] });
  expect(podOf(scope).spec.containers[0].env.map((variable: Manifest) => variable.name)).toEqual(['POD_INDEX', 'A']);
});

test('several files, groups and single pods are what each pod sees', () => {
  const { scope } = withFiles({
    ...CONF,
    all: { 'a.conf': 'a of all', 'b.conf': 'b of all', 'c.conf': 'c of all' },
    first: { 'b.conf': 'b of the first' },
    others: { 'c.conf': 'c of the others' },
    perOrdinal: [{ ordinal: 0, files: { 'b.conf': 'b of 0' } }, { ordinal: 2, files: { 'c.conf': 'c of 2' } }],
  });
  expect([0, 1, 2].map(ordinal => seenBy(scope, ordinal, texts(scope)))).toEqual([
    { '/etc/db/a.conf': 'a of all', '/etc/db/b.conf': 'b of 0', '/etc/db/c.conf': 'c of all' },
    { '/etc/db/a.conf': 'a of all', '/etc/db/b.conf': 'b of all', '/etc/db/c.conf': 'c of the others' },
    { '/etc/db/a.conf': 'a of all', '/etc/db/b.conf': 'b of all', '/etc/db/c.conf': 'c of 2' },
  ]);
});

test('in which order files are given does not show in the pods', () => {
  const { scope } = withFiles({ ...CONF, all: { 'b.conf': '', 'a.conf': '' }, perOrdinal: [{ ordinal: 0, files: { 'c.conf': '', 'b.conf': '' } }] }, { replicas: 1 });
  expect(mountsOf(scope, 'containers', 'main').map(({ mountPath }) => mountPath)).toEqual(['/etc/db/a.conf', '/etc/db/b.conf', '/etc/db/c.conf']);
});

test('in which order keys of an existing object are given does not show in the volume', () => {
  const source = OrdinalFilesSource.fromSecret(kplus.Secret.fromSecretName(chart(), 'Secret', 'certificates'));
  const { scope } = withFiles({ ...CONF, source, all: { 'tls.key': 'key', 'tls.crt': 'certificate' } }, { replicas: 1 });
  expect(volumeOf(scope).secret.items.map(({ path }: Manifest) => path)).toEqual(['0/tls.crt', '0/tls.key']);
});

test('whatever ordinals and files there are, each pod sees its own', () => {
  const name = fc.stringMatching(/^[a-z0-9][a-z0-9.]{0,5}$/);
  fc.assert(fc.property(fc.nat(20), fc.integer({ min: 1, max: 5 }), fc.uniqueArray(name, { minLength: 1 }), (start, replicas, names) => {
    const ordinals = Array.from({ length: replicas }, (_, index) => start + index);
    const perOrdinal = ordinals.map(ordinal => ({ ordinal, files: Object.fromEntries(names.map(file => [file, `${file} of ${ordinal}`])) }));
    const { scope } = withFiles({ ...CONF, perOrdinal }, { replicas, ordinals: { start } });
    for (const ordinal of ordinals) {
      expect(seenBy(scope, ordinal, texts(scope))).toEqual(Object.fromEntries(names.map(file => [`/etc/db/${file}`, `${file} of ${ordinal}`])));
    }
  }), { numRuns: 20 });
});

test('the first pod is that with the first ordinal', () => {
  const { scope } = withFiles({ ...CONF, first: { a: 'first' }, others: { a: 'other' } }, { ordinals: { start: 5 }, replicas: 2 });
  expect(texts(scope)).toEqual({ '5.a': 'first', '6.a': 'other' });
});

test('with an autoscaler there are files for its maximum', () => {
  const { scope, db } = withFiles(ALL, { replicas: undefined });
  new kplus.HorizontalPodAutoscaler(scope, 'autoscaler', { target: db, maxReplicas: 4 });
  expect(Object.keys(texts(scope))).toEqual(['0.a.conf', '1.a.conf', '2.a.conf', '3.a.conf']);
});

test('count says for how many pods there are files', () => {
  expect(Object.keys(texts(withFiles({ ...ALL, count: 4 }).scope))).toEqual(['0.a.conf', '1.a.conf', '2.a.conf', '3.a.conf']);
});

test('count stands for what an unknown autoscaler may make', () => {
  const { scope, db } = withFiles({ ...ALL, count: 1 }, { replicas: undefined, containers: [{ image: 'worker:1.0' }] });
  db.markHasAutoscaler();
  expect(Object.keys(texts(scope))).toEqual(['0.a.conf']);
});

test('an app can be scaled to zero', () => {
  const { scope } = withFiles({ ...ALL, perOrdinal: [{ ordinal: 1, files: { 'a.conf': 'of 1' } }] }, { replicas: 0 });
  expect(manifestOf(scope, 'StatefulSet').spec.replicas).toBe(0);
});

test('a pod more changes nothing in the pods that are there', () => {
  const props = { ...CONF, first: { a: 'first' }, others: { a: 'other' }, restartOnChange: true };
  expect(podOf(withFiles(props, { replicas: 4 }).scope)).toEqual(podOf(withFiles(props, { replicas: 3 }).scope));
});

test('containers can be chosen, and init containers', () => {
  const scope = chart();
  const db = statefulApp(scope);
  const step = db.addInitContainer({ name: 'step', image: 'busybox:1.36' });
  const other = db.addContainer({ name: 'other', image: 'busybox:1.36' });
  new OrdinalFiles(db, 'Files', { ...ALL, containers: [step, other] });
  const { containers: [main], initContainers } = podOf(scope).spec;
  expect([main.volumeMounts, mountsOf(scope, 'containers', 'other').length, initContainers[0].volumeMounts.length, initContainers[0].env[0].name])
    .toEqual([undefined, 1, 1, 'POD_INDEX']);
});

test('a container that is added later can see the files, at a place of its own', () => {
  const { scope, db, files } = withFiles(ALL);
  files.mountInto(db.addContainer({ name: 'late', image: 'busybox:1.36' }), '/conf');
  expect(mountsOf(scope, 'containers', 'late')).toEqual([
    { name: 'conf', mountPath: '/conf/a.conf', subPathExpr: '$(POD_INDEX).a.conf', readOnly: true },
  ]);
});

test('several can stand side by side', () => {
  const { scope, db } = withFiles(ALL);
  new OrdinalFiles(db, 'More', { ...ALL, name: 'more', path: '/etc/more' });
  expect(namesOf(scope, 'ConfigMap').sort()).toEqual(['db-conf', 'db-more']);
});

test('keys of a ConfigMap that exists already can be the files, one of them for several pods', () => {
  const { scope } = withFiles({
    ...CONF,
    source: OrdinalFilesSource.fromConfigMap(kplus.ConfigMap.fromConfigMapName(chart(), 'map', 'ours')),
    first: { 'a.conf': 'primary' },
    others: { 'a.conf': 'replica' },
  });
  expect([0, 1, 2].map(ordinal => seenBy(scope, ordinal, { primary: 'P', replica: 'R' }))).toEqual([
    { '/etc/db/a.conf': 'P' }, { '/etc/db/a.conf': 'R' }, { '/etc/db/a.conf': 'R' },
  ]);
  expect([volumeOf(scope).configMap.name, namesOf(scope, 'ConfigMap')]).toEqual(['ours', []]);
});

test('keys of a Secret can be the files', () => {
  const { scope } = withFiles({
    ...CONF,
    source: OrdinalFilesSource.fromSecret(kplus.Secret.fromSecretName(chart(), 'secret', 'certificates')),
    perOrdinal: [0, 1, 2].map(ordinal => ({ ordinal, files: { 'tls.key': `db-${ordinal}.key` } })),
    defaultMode: 0o440,
  });
  expect(volumeOf(scope)).toEqual({
    name: 'conf',
    secret: {
      secretName: 'certificates',
      items: [{ key: 'db-0.key', path: '0/tls.key' }, { key: 'db-1.key', path: '1/tls.key' }, { key: 'db-2.key', path: '2/tls.key' }],
      defaultMode: 0o440,
    },
  });
});

test('count leaves room in the pod template', () => {
  const source = OrdinalFilesSource.fromSecret(kplus.Secret.fromSecretName(chart(), 'secret', 'certificates'));
  const props = { ...CONF, source, all: { a: 'key' }, count: 5 };
  expect(podOf(withFiles(props, { replicas: 4 }).scope)).toEqual(podOf(withFiles(props, { replicas: 3 }).scope));
});

test('defaultMode renders for a ConfigMap, too', () => {
  expect(volumeOf(withFiles({ ...ALL, defaultMode: 0o555 }).scope)).toEqual({ name: 'conf', configMap: { name: 'db-conf', defaultMode: 0o555 } });
});

describe('restartOnChange', () => {
  const annotation = (props: Partial<OrdinalFilesProps>) => podOf(withFiles({ ...CONF, restartOnChange: true, ...props }).scope).metadata.annotations;
  const before = annotation({ all: { a: '1', b: '2' } });

  test('writes a hash of the texts', () => {
    expect(before).toEqual({ 'cdk8s-stateful-app.github.io/conf-hash': expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  test.each<[string, Partial<OrdinalFilesProps>]>([
    ['a text', { all: { a: '1', b: '3' } }],
    ['a name', { all: { a: '1', c: '2' } }],
    ['the pods', { first: { a: '1', b: '2' }, others: { a: '1', b: '2' } }],
    ['one pod', { all: { a: '1', b: '2' }, perOrdinal: [{ ordinal: 1, files: { a: '2' } }] }],
  ])('changes with %s', (_, props) => {
    expect(annotation(props)).not.toEqual(before);
  });

  test('stays when files are given in another order', () => {
    expect(annotation({ all: { b: '2', a: '1' } })).toEqual(before);
  });

  test('is off unless it is asked for', () => {
    expect(annotation({ all: { a: '1' }, restartOnChange: undefined })).toBeUndefined();
  });
});

const EXISTING = OrdinalFilesSource.fromConfigMap(kplus.ConfigMap.fromConfigMapName(chart(), 'map', 'ours'));

test.each<[string, OrdinalFilesProps, string]>([
  ['a name that is no DNS label', { ...ALL, name: 'my_conf' }, 'name "my_conf" is not a DNS label'],
  ['a relative path', { ...ALL, path: 'etc' }, 'path "etc" is not absolute; begin it with "/"'],
  ['no file', CONF, 'all, first, others and perOrdinal are missing; give at least one file'],
  ['a file in a directory', { ...CONF, all: { 'd/a.conf': '' } }, 'all "d/a.conf" is not a key of a ConfigMap'],
  ['a key that is none', { ...CONF, source: EXISTING, first: { a: 'd/a' } }, 'first "a" "d/a" is not a key of a ConfigMap'],
  ['a text as a key', { ...CONF, source: EXISTING, perOrdinal: [{ ordinal: 1, files: { a: '' } }] }, 'perOrdinal[1].files "a" "" is not a key of a ConfigMap'],
  ['an ordinal that is there twice', { ...ALL, perOrdinal: [{ ordinal: 1, files: {} }, { ordinal: 1, files: {} }] }, 'perOrdinal.ordinal 1 is there twice; keep one'],
  ['a fraction of an ordinal', { ...ALL, perOrdinal: [{ ordinal: 0.5, files: {} }] }, 'perOrdinal.ordinal 0.5 is not a whole number'],
  ['a negative count', { ...ALL, count: -1 }, 'count -1 is not a whole number of 0 or more'],
  ['a mode that is none', { ...ALL, defaultMode: 0o1000 }, 'defaultMode 512 is not a whole number from 0 to 511'],
  ['a restart that nothing can tell', { ...CONF, all: { a: 'a' }, source: EXISTING, restartOnChange: true }, 'restartOnChange true needs the texts, and the source is an object that exists already'],
])('fails for %s', (_, props, message) => {
  expect(() => withFiles(props)).toThrow(message);
});

test('fails for an ordinal below the first', () => {
  expect(() => withFiles({ ...ALL, perOrdinal: [{ ordinal: 0, files: {} }] }, { ordinals: { start: 1 } })).toThrow('perOrdinal.ordinal 0 is not a whole number of 1 or more');
});

test('fails for an ordinal beyond the last', () => {
  expect(() => texts(withFiles({ ...ALL, perOrdinal: [{ ordinal: 3, files: { 'a.conf': '' } }] }).scope))
    .toThrow('perOrdinal.ordinal 3 is the ordinal of no pod (they are 0 to 2); drop it, or change replicas');
});

test('fails for a file that some pods do not get', () => {
  expect(() => texts(withFiles({ ...CONF, first: { 'a.conf': '' }, perOrdinal: [{ ordinal: 2, files: { 'a.conf': '' } }] }).scope))
    .toThrow('file "a.conf" is missing for the ordinals 1; give it to every pod, with an empty text where it has nothing to say');
});

test('fails for more than a ConfigMap holds', () => {
  expect(() => texts(withFiles({ ...CONF, all: { a: 'é'.repeat(180_000) } }).scope)).toThrow('files 1080000 bytes for all pods together are more than the 1048576');
});

test('fails where nobody knows how many pods there may be', () => {
  const { scope, db } = withFiles(ALL, { replicas: undefined, containers: [{ image: 'worker:1.0' }] });
  db.markHasAutoscaler();
  expect(() => texts(scope)).toThrow('count is missing, and no HorizontalPodAutoscaler of this program says how many pods there may be; give it');
});

test('fails for a container with a POD_INDEX of its own', () => {
  expect(() => withFiles(ALL, { containers: [{ ...CONTAINER, envVariables: { POD_INDEX: kplus.EnvValue.fromValue('5') } }] }))
    .toThrow('POD_INDEX of container "main" "5" is not the ordinal, by which files are chosen; use StatefulApp.POD_INDEX, or another name');
});

test('fails where there is no container yet', () => {
  expect(() => withFiles(ALL, { containers: [] })).toThrow('containers are missing: the app has none yet');
});

test('the ConfigMap is applied before the StatefulSet', () => {
  const scope = chart();
  new OrdinalFiles(statefulApp(scope), 'Files', { name: 'conf', path: '/etc/db', all: { 'db.conf': 'a=1' } });
  const kinds = (Testing.synth(scope) as { kind: string }[]).map(({ kind }) => kind);
  expect(kinds.indexOf('ConfigMap')).toBeLessThan(kinds.indexOf('StatefulSet'));
});
