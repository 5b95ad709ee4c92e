import * as fc from 'fast-check';
import { check, objectsOf } from '../../../../src/manifest/check';
import { TargetVersions } from '../../../../src/manifest/kubernetes/target-versions';
import { memo } from '../../../../src/manifest/lint/memo/memo';
import { Check, Context, Fault, NONE, Rule } from '../../../../src/manifest/lint/rule';
import { Inventory } from '../../../../src/manifest/model/inventory';
import { ManifestObject } from '../../../../src/manifest/model/object';
import { Service } from '../../../../src/manifest/model/service';
import { StatefulSet } from '../../../../src/manifest/model/stateful-set';
import { RULES } from '../../../../src/manifest/rules';
import { isWhole } from '../../../sample';
import { baseManifests } from '../../rules/cases';

/** As many as make it worth to track what the rules read. */
const MANY = 30;

function contextOf(objects: readonly ManifestObject[]): Context {
  return { inventory: new Inventory(objects), target: TargetVersions.ALL, isComplete: false };
}

/** On which of many Services, which differ in the name, the first port and an annotation, a rule has to run: `first`, `others`. */
function runsOn(run: Check<ManifestObject>, ...others: object[]): string {
  const service = (index: number) => ({
    apiVersion: 'v1', kind: 'Service', metadata: { name: `db-${index}`, namespace: 'prod' }, spec: { type: 'ClusterIP', ports: [{ port: index + 1 }] },
  });
  const objects = [...Array.from({ length: MANY }, (_, index) => service(index)), ...others].map(manifest => new ManifestObject(manifest));
  const checksToRun = memo(contextOf(objects));
  const checks = [{ rule: RULES[0]!, run }];
  const isRunOn = (object: ManifestObject) => checksToRun(checks, object, same => same).length > 0;
  return [...isRunOn(objects[0]!) ? ['first'] : [], ...isRunOn(objects[MANY - 1]!) ? ['others'] : []].join(' and ');
}

const readOf = (read: (object: ManifestObject, context: Context) => unknown): Check<ManifestObject> => (object, context) => {
  read(object, context);
  return NONE;
};

test.each<[string, Check<ManifestObject>]>([
  ['reads nothing', () => NONE],
  ['reads what is the same in all', readOf(({ spec, namespace }) => [spec.at('type').string, namespace])],
  ['asks whether there is a value', readOf(({ metadata }) => metadata.at('name').isSet && !metadata.at('name').isEmpty)],
  ['asks for the type of a value', readOf(({ metadata }) => metadata.at('name').type)],
  ['reads the keys of an object', readOf(({ metadata }) => [metadata.keys, metadata.has('name'), metadata.fields.map(({ name }) => name)])],
  ['counts the items of a list', readOf(({ spec }) => spec.at('ports').items.length)],
  ['looks for a kind that is not there', readOf((object, { inventory }) => inventory.find('/Secret', object.kind, object))],
])('a rule that %s runs on the first of similar objects', (_, run) => {
  expect(runsOn(run)).toBe('first');
});

test.each<[string, Check<ManifestObject>]>([
  ['reads the name', readOf(({ name }) => name)],
  ['reads a number that differs', readOf(({ spec }) => spec.at('ports', 0, 'port').number)],
  ['reads the whole of an object in which something differs', readOf(({ spec }) => spec.at('ports').value)],
  ['reads the manifest', readOf(({ manifest }) => manifest)],
  ['looks at other objects', readOf((_object, { inventory }) => inventory.services)],
  ['looks for a kind that is there', readOf((object, { inventory }) => inventory.find('/Service', object.kind, object))],
  ['finds something', ({ spec }): readonly Fault[] => [{ at: spec, problem: 'is wrong' }]],
  ['throws', () => { throw new Error('no'); }],
])('a rule that %s runs on each of similar objects', (_, run) => {
  expect(runsOn(run)).toBe('first and others');
});

test('a rule that looks for a kind runs on each of similar objects when one of the kind is beside them', () => {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db', namespace: 'prod' } };
  expect(runsOn(readOf((object, { inventory }) => inventory.find('/Secret', object.kind, object)), secret)).toBe('first and others');
});

/** Places of texts and numbers in a manifest. */
function values(node: unknown): [Record<string, unknown>, string][] {
  return typeof node !== 'object' || node === null ? [] : Object.entries(node).flatMap(([key, value]) =>
    ['string', 'number'].includes(typeof value) ? [[node as Record<string, unknown>, key] as [Record<string, unknown>, string]] : values(value));
}

/** The manifests many times, with something behind some of their texts and other numbers, which breaks them in places. */
function copies(manifests: readonly unknown[], chosen: readonly number[], ending: (index: number) => string): unknown[] {
  return Array.from({ length: MANY }, (_, index) => structuredClone(manifests).map(manifest => {
    const places = values(manifest);
    new Set(chosen.map(at => at % places.length)).forEach(at => {
      const [node, key] = places[at]!;
      node[key] = typeof node[key] === 'number' ? node[key] * (1 - ending(index).length) : `${String(node[key])}${ending(index)}`;
    });
    return manifest;
  })).flat();
}

const SET = { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db' } };

/** What rules look for beside the objects that they are about, for one of them or for all. */
function besides(name: string, labels: Readonly<Record<string, string>>): object[] {
  return [
    { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'hpa' }, spec: { scaleTargetRef: { ...SET, name }, maxReplicas: 9 } },
    { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'pdb' }, spec: { maxUnavailable: 0, selector: { matchLabels: labels } } },
    { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'second' }, spec: { minAvailable: 9, selector: { matchLabels: labels } } },
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } } },
    { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'] } },
  ];
}

const inWords = (id: string, object: ManifestObject, path: string, problem: string) => `${id} ${object.kind} ${object.name} ${path} ${problem}`;

/** What the rules find in the objects, each rule on each object, in any order. */
function foundByEachRule(objects: readonly ManifestObject[]): string[] {
  const context = contextOf(objects);
  const { statefulSets, pods, services } = context.inventory;
  const faultsOf = ({ check: subject }: Rule) => {
    if ('statefulSet' in subject) {
      return statefulSets.flatMap(set => subject.statefulSet(set, context));
    }
    if ('pod' in subject) {
      return pods.flatMap(pod => subject.pod(pod, context));
    }
    return 'service' in subject
      ? services.flatMap(service => subject.service(service, context))
      : objects
        .filter(({ groupKind }) => subject.kinds === undefined || (groupKind !== undefined && subject.kinds.includes(groupKind)))
        .flatMap(object => subject.object(object, context));
  };
  return RULES.flatMap(rule => faultsOf(rule).map(({ at, problem }) => inWords(rule.id, at.object, at.path, problem)));
}

test('the check finds what each rule finds on each object, whatever differs, whatever is wrong, and whatever is beside them', () => {
  const ending = fc.constantFrom('', '-1', '.', '_', 'x'.repeat(70), ' ', '8080', 'Gi');
  const endings = fc.array(ending, { minLength: MANY, maxLength: MANY });
  const { name, labels } = new ManifestObject(baseManifests().find(manifest => new ManifestObject(manifest).kind === 'StatefulSet'));
  const beside = fc.tuple(ending, fc.subarray([0, 1, 2, 3, 4])).map(([end, chosen]) => chosen.map(index => besides(`${name}${end}`, labels)[index]));
  fc.assert(fc.property(fc.array(fc.nat(), { maxLength: 6 }), endings, beside, (chosen, ends, others) => {
    const objects = [...copies(baseManifests(), chosen, index => ends[index]!), ...others].flatMap(manifest => objectsOf(manifest));
    const found = check(objects, { severity: 'info' }).map(({ id, object, path, problem }) => inWords(id, object, path, problem));
    expect(found.sort()).toEqual(foundByEachRule(objects).sort());
  }), { numRuns: isWhole() ? 100 : 30 });
});

test('what an autoscaler makes of one is found in this one', () => {
  const sets = Array.from({ length: MANY }, (_, index) => ({ ...SET, metadata: { name: `db-${index}` }, spec: { replicas: 3 } }));
  const [autoscaler] = besides('db-7', {});
  const findings = check([...sets, autoscaler].flatMap(manifest => objectsOf(manifest)));
  expect(findings.filter(({ id }) => id === 'R76').map(({ object }) => object.name)).toEqual(['db-7']);
});

test('a name that is too long is found in the one that has it', () => {
  const manifests = [...Array.from({ length: MANY }, () => SET), { ...SET, metadata: { name: 'a'.repeat(60) } }];
  const findings = check(manifests.flatMap(manifest => objectsOf(manifest)));
  expect(findings.filter(({ id }) => id === 'R01').map(({ object }) => object.name)).toEqual(['a'.repeat(60)]);
});

const CONTAINERS = new StatefulSet(new ManifestObject(baseManifests()[0])).pod.spec.at('containers').value;

/** The ids of the rules that run on each of many applications that differ in a name, by what they look at. */
function rulesOnEachName(): Record<string, string> {
  const named = (manifest: unknown, name: string) => JSON.parse(JSON.stringify(manifest).replaceAll(/"db(-client)?"/g, `"${name}$1"`),
    (key, value: unknown) => key === 'containers' ? CONTAINERS : value) as unknown;
  const applications = Array.from({ length: MANY }, (_, index) => baseManifests().map(manifest => named(manifest, `db-${index}`)));
  const objects = applications.flat().map(manifest => new ManifestObject(manifest));
  const checksToRun = memo(contextOf(objects));
  const last = (kind: string) => objects.filter(object => object.kind === kind).at(-1)!;
  const idsOf = <T>(kind: string, checkOf: (rule: Rule) => Check<T> | undefined, subjectOf: (object: ManifestObject) => T) => RULES
    .filter(rule => checksToRun([checkOf(rule) ?? []].flat().map(run => ({ rule, run })), last(kind), subjectOf).length > 0)
    .map(({ id }) => id).join(' ');
  const objectCheck = (kind: string) => ({ check: subject }: Rule) => 'object' in subject && (subject.kinds === undefined || subject.kinds.some(each => each === kind)) ? subject.object : undefined;
  return {
    statefulSet: idsOf('StatefulSet', ({ check: subject }) => 'statefulSet' in subject ? subject.statefulSet : undefined, object => new StatefulSet(object)),
    pod: idsOf('StatefulSet', ({ check: subject }) => 'pod' in subject ? subject.pod : undefined, object => new StatefulSet(object).pod),
    service: idsOf('Service', ({ check: subject }) => 'service' in subject ? subject.service : undefined, object => new Service(object)),
    objectStatefulSet: idsOf('StatefulSet', objectCheck('apps/StatefulSet'), object => object),
    objectService: idsOf('Service', objectCheck('/Service'), object => object),
    budget: idsOf('PodDisruptionBudget', objectCheck('policy/PodDisruptionBudget'), object => object),
  };
}

// R74 is there as it finds something in the base, an info
test('few rules run on each application with another name: those that read names, labels or other objects', () => {
  expect(rulesOnEachName()).toEqual({
    statefulSet: 'R01 R05 V01 V09 V06 V07 R03 R11 R15 R74 R80 R94',
    pod: 'R08 P22',
    service: 'S01 S12 R20 R12 R13 R14 R22 R18',
    objectStatefulSet: 'N05 V14',
    objectService: 'N05',
    budget: 'N03 N05 D01 R90 R91 R92',
  });
});
