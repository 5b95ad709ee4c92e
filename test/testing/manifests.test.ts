import { App, Chart, Include, Testing, Yaml } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { handWritten, messageOf, statefulSet } from './support';
import { testing } from '../../src';
import * as core from '../../src/manifest/check';
import { chart, CONTAINER, statefulApp } from '../support';

const { Manifests } = testing;
const CONFIG = '{ apiVersion: v1, kind: ConfigMap, metadata: { name: config } }';

describe('of()', () => {
  test('a chart gives its objects', () => {
    const scope = chart();
    statefulApp(scope, { replicas: 1 });
    expect(Manifests.of(scope).names).toEqual(['Service/db', 'Service/db-0', 'StatefulSet/db']);
  });

  test('an app gives those of all its charts', () => {
    const app = Testing.app();
    new kplus.ConfigMap(new Chart(app, 'one'), 'Config', { metadata: { name: 'one' } });
    new kplus.ConfigMap(new Chart(app, 'two'), 'Config', { metadata: { name: 'two' } });
    expect(Manifests.of(app).names).toEqual(['ConfigMap/one', 'ConfigMap/two']);
  });

  test('a chart gives those of the charts in it', () => {
    const outer = chart();
    new kplus.ConfigMap(new Chart(outer, 'inner'), 'Config', { metadata: { name: 'inner' } });
    expect(Manifests.of(outer).names).toEqual(['ConfigMap/inner']);
  });

  test('another construct gives the objects below it', () => {
    const scope = chart();
    const db = statefulApp(scope, { replicas: 1 });
    new kplus.ConfigMap(scope, 'Config', { metadata: { name: 'config' } });
    expect(Manifests.of(db).names).toEqual(['Service/db', 'Service/db-0', 'StatefulSet/db']);
  });

  test('a construct gives what only its validation adds', () => {
    const scope = chart();
    const db = statefulApp(scope, { replicas: undefined });
    new kplus.HorizontalPodAutoscaler(scope, 'Autoscaler', { target: db, minReplicas: 1, maxReplicas: 2 });
    expect(Manifests.of(db).names).toContain('Service/db-1');
  });

  test('an Include gives what is in its file', () => {
    const scope = chart();
    const url = Yaml.tmp([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'included' } }]);
    expect(Manifests.of(new Include(scope, 'Include', { url })).names).toEqual(['ConfigMap/included']);
  });

  test('writes nothing', () => {
    const app = new App({ outdir: '/nowhere' });
    new kplus.ConfigMap(new Chart(app, 'one'), 'Config');
    expect(() => Manifests.of(app)).not.toThrow();
  });

  test('fails where the program is not valid', () => {
    const scope = chart();
    statefulApp(scope, { replicas: 3, containers: [CONTAINER] }).addPodService(7, { name: 'db-late' });
    expect(() => Manifests.of(scope)).toThrow('Validation failed');
  });
});

describe('fromObjects()', () => {
  test('a List gives its items', () => {
    expect(handWritten(`{ apiVersion: v1, kind: List, items: [${CONFIG}] }`).names).toEqual(['ConfigMap/config']);
  });

  test('an empty document gives nothing', () => {
    expect(handWritten(`---\n---\n${CONFIG}`).names).toEqual(['ConfigMap/config']);
  });
});

describe('find()', () => {
  test('gives the whole manifest', () => {
    expect(handWritten(CONFIG).find('ConfigMap', 'config')).toEqual({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config' } });
  });

  test('tells namespaces apart', () => {
    const both = ['one', 'two'].map(namespace => CONFIG.replace('config', `config, namespace: ${namespace}`)).join('\n---\n');
    expect(handWritten(both).find('ConfigMap', 'config', 'two')).toHaveProperty('metadata.namespace', 'two');
  });

  test('fails for what is not there, and tells what is', () => {
    expect(() => handWritten(CONFIG).find('Service', 'db')).toThrow('Service "db" is not there; there are ConfigMap/config');
  });

  test('fails in a namespace where it is not', () => {
    expect(() => handWritten(CONFIG).find('ConfigMap', 'config', 'prod'))
      .toThrow('ConfigMap "config" of namespace "prod" is not there; there are ConfigMap/config');
  });

  test('fails where nothing is there', () => {
    expect(() => handWritten('').find('Service', 'db')).toThrow('Service "db" is not there; there are none');
  });

  test('fails where two namespaces have one, and tells which', () => {
    const both = `${CONFIG}\n---\n${CONFIG.replace('config', 'config, namespace: prod')}`;
    expect(() => handWritten(both).find('ConfigMap', 'config')).toThrow('ConfigMap "config" is there 2 times, in namespaces none, prod; ask for one namespace');
  });
});

describe('podSpec()', () => {
  test.each([
    ['StatefulSet', 'db', statefulSet()],
    ['Pod', 'db', '{ apiVersion: v1, kind: Pod, metadata: { name: db }, spec: { containers: [{ name: db, image: "postgres:16.4" }] } }'],
    ['CronJob', 'db', `{ apiVersion: batch/v1, kind: CronJob, metadata: { name: db },
      spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: db, image: "postgres:16.4" }] } } } } } }`],
  ])('gives the spec of the pods of a %s', (kind, name, yaml) => {
    expect(handWritten(yaml).podSpec(kind, name)).toEqual({ containers: [{ name: 'db', image: 'postgres:16.4' }] });
  });

  test('fails for what has no pods', () => {
    expect(() => handWritten(CONFIG).podSpec('ConfigMap', 'config')).toThrow('ConfigMap "config" has no pods; ask for the pods of a workload');
  });
});

describe('container()', () => {
  const POD = '{ apiVersion: v1, kind: Pod, metadata: { name: db }, spec: { initContainers: [{ name: init }], containers: [{ name: db, image: a }] } }';

  test.each(['init', 'db'])('gives the container %s', name => {
    expect(handWritten(POD).container('Pod', 'db', name)).toHaveProperty('name', name);
  });

  test('fails for another one, and tells which there are', () => {
    expect(() => handWritten(POD).container('Pod', 'db', 'sidecar')).toThrow('Pod "db" has no container "sidecar"; its containers are init, db');
  });
});

describe('assertFields()', () => {
  const assert = (fields: { [field: string]: unknown }) => handWritten(statefulSet('  replicas: 3')).assertFields('StatefulSet', 'db', fields);

  test('is content with the fields that are given', () => {
    expect(() => assert({ spec: { replicas: 3, template: { spec: { containers: [{ name: 'db' }] } } } })).not.toThrow();
  });

  test('fails for another value, and tells the place and both values', () => {
    expect(messageOf(() => assert({ spec: { replicas: 5 } }))).toBe('StatefulSet "db" is not as expected:\n  spec.replicas is 3, and not 5');
  });

  test('fails for each place', () => {
    expect(messageOf(() => assert({ spec: { replicas: 5, paused: true } }))).toContain('spec.paused is missing, and not true');
  });
});

describe('fails where there is nothing to check:', () => {
  const nothing = Manifests.fromObjects([]);
  const unknown = handWritten('{ apiVersion: example.com/v1, kind: Other, metadata: { name: a } }');
  const config = handWritten(CONFIG);

  test('an empty file', () => {
    expect(() => nothing.assertNoFindings()).toThrow('nothing is checked, as there is no object in the manifests');
  });

  test('an empty chart', () => {
    expect(() => Manifests.of(chart()).assertNoFindings()).toThrow('there is no object in the manifests');
  });

  test('kinds alone that no rule is about', () => {
    expect(() => unknown.assertNoFindings()).toThrow('there is no object of a kind that a rule is about');
    expect(() => Manifests.fromObjects([unknown.find('Other', 'a'), config.find('ConfigMap', 'config')]).assertNoFindings()).not.toThrow();
  });

  test('a side of an update', () => {
    expect(() => config.assertUpdateFrom(nothing)).toThrow('there is no object in the previous manifests');
    expect(() => nothing.assertUpdateFrom(config)).toThrow('there is no object in the manifests');
  });

  test('a kind in other letters, which is a finding', () => {
    expect(() => handWritten('{ apiVersion: apps/v1, kind: Statefulset, metadata: { name: db } }').assertNoFindings()).toThrow('error V17 kind-not-recognized');
  });
});

describe('assertUpdateFrom()', () => {
  const [before, after] = ['  replicas: 3', '  replicas: 5'].map(spec => handWritten(statefulSet(spec)));
  const renamed = handWritten(statefulSet().replace('serviceName: db', 'serviceName: other'));

  test('is content with what can be applied', () => {
    expect(() => after!.assertUpdateFrom(before!)).not.toThrow();
  });

  test('fails for what the API server refuses', () => {
    expect(() => renamed.assertUpdateFrom(before!)).toThrow(/error U\d+ [-a-z]+: StatefulSet "db" spec\.serviceName "other"/);
  });

  test('is content with what is accepted', () => {
    const [, rule = ''] = /error (U\d+)/.exec(messageOf(() => renamed.assertUpdateFrom(before!))) ?? [];
    expect(() => renamed.assertUpdateFrom(before!, { acceptedFindings: { [rule]: 'the set is deleted first' } })).not.toThrow();
  });
});

describe('assertNoPodRestarts()', () => {
  const before = handWritten(statefulSet('  replicas: 3'));
  const parallel = '  replicas: 3\n  podManagementPolicy: Parallel';

  test('is content with pods that come and go as the application is scaled', () => {
    const [more, less] = [handWritten(statefulSet('  replicas: 5')), handWritten(statefulSet('  replicas: 1'))];
    expect(() => more.assertNoPodRestarts(before)).not.toThrow();
    expect(() => less.assertNoPodRestarts(before)).not.toThrow();
  });

  test('fails for another template, and tells the pods in their order', () => {
    const next = handWritten(statefulSet('  replicas: 3').replace('postgres:16.4', 'postgres:17.0'));
    expect(() => next.assertNoPodRestarts(before)).toThrow('the update restarts pods:\n  StatefulSet "db": db-2, db-1, db-0');
  });

  test('is content with a template that a partition holds back', () => {
    const next = statefulSet('  replicas: 3\n  updateStrategy: { type: RollingUpdate, rollingUpdate: { partition: 3 } }').replace('postgres:16.4', 'postgres:17.0');
    expect(() => handWritten(next).assertNoPodRestarts(before)).not.toThrow();
  });

  test('fails for a version that the rules do not know', () => {
    expect(() => handWritten(statefulSet(parallel)).assertNoPodRestarts(before, '1.2')).toThrow('targetVersion "1.2"');
  });

  test('fails where there is nothing to compare', () => {
    expect(() => before.assertNoPodRestarts(Manifests.fromObjects([]))).toThrow('there is no object in the previous manifests');
  });
});

describe('assertNoDataLeftBehind()', () => {
  const claims = '  replicas: 3\n  volumeClaimTemplates: [{ metadata: { name: data }, spec: { resources: { requests: { storage: 1Gi } } } }]';
  const before = handWritten(statefulSet(claims));

  test('is content with pods that restart, and with those that go while their claims stay', () => {
    const next = statefulSet(claims.replace('replicas: 3', 'replicas: 1')).replace('postgres:16.4', 'postgres:17.0');
    expect(() => handWritten(next).assertNoDataLeftBehind(before)).not.toThrow();
  });

  test('fails for another name', () => {
    const renamed = handWritten(statefulSet(claims).replace('metadata: { name: db }', 'metadata: { name: other }'));
    expect(() => renamed.assertNoDataLeftBehind(before)).toThrow('U06 stateful-set-renamed');
    expect(() => renamed.assertNoDataLeftBehind(before, { acceptedFindings: { U06: 'it is restored' } })).not.toThrow();
  });

  test('fails where claims are deleted', () => {
    const deleting = `${claims}\n  persistentVolumeClaimRetentionPolicy: { whenScaled: Delete }`;
    const less = handWritten(statefulSet(deleting.replace('replicas: 3', 'replicas: 1')));
    expect(() => less.assertNoDataLeftBehind(handWritten(statefulSet(deleting)))).toThrow('U13 claims-deleted-on-scale-in');
  });

  test('fails for a claim that is left out, which is a warning elsewhere', () => {
    const both = handWritten(`${statefulSet(claims)}\n---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: archive }\nspec: {}\n`);
    expect(() => before.assertNoDataLeftBehind(both)).toThrow('U19 claim-removed');
    expect(() => before.assertUpdateFrom(both)).not.toThrow();
  });

  test('leaves what is refused to others', () => {
    const parallel = handWritten(statefulSet(`${claims}\n  podManagementPolicy: Parallel`));
    expect(() => parallel.assertNoDataLeftBehind(before)).not.toThrow();
  });

  test('fails where there is nothing to compare', () => {
    expect(() => before.assertNoDataLeftBehind(Manifests.fromObjects([]))).toThrow('there is no object in the previous manifests');
  });
});

describe('the options of assertions', () => {
  const manifests = handWritten(statefulSet());

  test('fails for an update without what is accepted', () => {
    expect(() => manifests.assertUpdateFrom(manifests, { acceptedFindings: { U03: 'it is a test' } })).toThrow('warning A01 acceptance-unused');
  });

  test.each([[{}, undefined], [{ complete: true }, true], [{ complete: false }, false]])('%j say whether the manifests are a complete program', (options, complete) => {
    const check = jest.spyOn(core, 'check').mockReturnValue([]);
    manifests.assertNoFindings(options);
    expect(check.mock.calls.map(([, given]) => given?.complete)).toEqual([complete]);
    check.mockRestore();
  });

  test('say a version that counts more than that of an object', () => {
    const versioned = handWritten(statefulSet('  replicas: 3\n  updateStrategy: { rollingUpdate: { maxUnavailable: 2 } }')
      .replace('metadata: { name: db }', "metadata: { name: db, annotations: { cdk8s-stateful-app.github.io/target-version: '1.37' } }"));
    expect(messageOf(() => versioned.assertNoFindings())).not.toContain('R73');
    expect(messageOf(() => versioned.assertNoFindings({ targetVersion: '1.34' }))).toContain('R73');
  });
});

describe('assertNoFindings()', () => {
  const clean = handWritten('{ apiVersion: v1, kind: Service, metadata: { name: db }, spec: { selector: { app: db }, ports: [{ port: 80 }] } }');
  const faulty = handWritten(statefulSet());

  test('is content where the rules are', () => {
    expect(() => handWritten(CONFIG).assertNoFindings()).not.toThrow();
  });

  test('fails for an error', () => {
    expect(() => handWritten(CONFIG.replace('kind:', 'dta: {}, kind:')).assertNoFindings()).toThrow(/error V15/);
  });

  test('fails for a warning, and tells what to do', () => {
    expect(messageOf(() => faulty.assertNoFindings())).toMatch(/warning R50 readiness-probe-missing: StatefulSet "db" .*\n {4}fix: add a readinessProbe/);
  });

  test('leaves out what is accepted', () => {
    expect(() => faulty.assertNoFindings({ acceptedFindings: { R50: 'it is a test' } })).not.toThrow();
  });

  test('fails for an acceptance that accepts nothing', () => {
    expect(() => clean.assertNoFindings({ acceptedFindings: { R50: 'it is a test' } })).toThrow('warning A01 acceptance-unused');
  });

  test('fails for an acceptance of no rule', () => {
    expect(() => clean.assertNoFindings({ acceptedFindings: { R999: 'it is a test' } })).toThrow('acceptedFindings "R999" is not the id of a rule');
  });

  test('looks at the version of Kubernetes that is given', () => {
    expect(() => clean.assertNoFindings({ targetVersion: '1.2' })).toThrow('targetVersion "1.2" is not within 1.28-1.37');
  });
});
