import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { objectsOf } from '../../../src/manifest/check';
import { guard } from '../../../src/manifest/lock/guard';
import { LockedProgram, LockFile } from '../../../src/manifest/lock/lock-file';

const BASE = readFileSync(join(__dirname, '..', 'rules', 'base.yaml'), 'utf8');

const programOf = (text: string, madeWith: Record<string, string> = {}): LockedProgram =>
  ({ objects: parseAllDocuments(text).flatMap(document => objectsOf(document.toJS())), madeWith });

const lockedOf = (text: string, madeWith?: Record<string, string>) => LockFile.EMPTY.with('default', programOf(text, madeWith)).programOf('default')!;

const changed = (from: string | RegExp, to: string) => {
  const text = BASE.replace(from, to);
  expect(text).not.toBe(BASE);
  return text;
};

const stopsAt = (text: string) => guard(lockedOf(BASE), programOf(text)).stops.map(({ id }) => id);

test('lets a program pass that is as it was', () => {
  expect(guard(lockedOf(BASE), programOf(BASE))).toMatchObject({ stops: [], told: [], upgrades: [], isCurrent: true });
});

test.each([
  ['another name', changed('kind: StatefulSet\nmetadata:\n  name: db', 'kind: StatefulSet\nmetadata:\n  name: database'), ['U06']],
  ['another selector', changed('matchLabels: { app: db }', 'matchLabels: { app: base }'), ['U02']],
  ['another governing Service', changed('serviceName: db', 'serviceName: dbs'), ['U01']],
  ['another management policy', changed('OrderedReady', 'Parallel'), ['U03']],
  ['a claim template of another name', changed(/name: data\b/g, 'name: state'), ['U04', 'U04', 'U17']],
  ['other ordinals', changed('  replicas: 3\n', '  replicas: 3\n  ordinals: { start: 5 }\n'), ['U21']],
  ['claims that go with the StatefulSet', changed('whenDeleted: Retain', 'whenDeleted: Delete'), ['U16']],
  ['claims that go with their pods', changed('whenScaled: Retain', 'whenScaled: Delete'), ['U16']],
  ['a mount at another place', changed('mountPath: /var/lib/db', 'mountPath: /var/lib/database'), ['U17']],
  ['an application that is not there any more', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: empty }\n', ['U23']],
])('stops at %s', (_, text, rules) => {
  expect(stopsAt(text)).toEqual(rules);
});

const primaries = (ordinals: string) => `${BASE}---
apiVersion: v1
kind: ConfigMap
metadata: { name: db-primary, annotations: { cdk8s-stateful-app.github.io/primaries: "${ordinals}" } }
data: { promotion: "1 db-1.db" }
`;

test('stops at a promotion that is taken back', () => {
  expect(guard(lockedOf(primaries('0 1')), programOf(primaries('0'))).stops.map(({ id }) => id)).toEqual(['U30']);
});

test('stops where promotions are forgotten', () => {
  expect(guard(lockedOf(primaries('0 1')), programOf(BASE)).stops.map(({ id }) => id)).toEqual(['U30']);
});

test('lets a promotion pass, and is not up to date then', () => {
  expect(guard(lockedOf(primaries('0')), programOf(primaries('0 1')))).toMatchObject({ stops: [], isCurrent: false });
});

test.each([
  ['another image', changed('image: example.com/db:1', 'image: example.com/db:2')],
  ['more replicas', changed('replicas: 3', 'replicas: 5')],
  ['fewer replicas, whose claims are retained', changed('replicas: 3', 'replicas: 1')],
  ['a partition', changed('partition: 0', 'partition: 2')],
])('lets %s pass', (_, text) => {
  expect(stopsAt(text)).toEqual([]);
});

test('lets claims be retained from now on', () => {
  expect(guard(lockedOf(changed('whenDeleted: Retain', 'whenDeleted: Delete')), programOf(BASE)).stops).toEqual([]);
});

test('tells what it lets pass', () => {
  const { told, isCurrent } = guard(lockedOf(BASE), programOf(changed('image: example.com/db:1', 'image: example.com/db:2')));
  expect({ told: told.map(({ id }) => id), isCurrent }).toEqual({ told: ['U14'], isCurrent: false });
});

test('stops at pods that are replaced where the packages that make them changed', () => {
  const image = changed('image: example.com/db:1', 'image: example.com/db:2');
  const { stops, upgrades } = guard(lockedOf(BASE, { 'cdk8s-plus-28': '2.5.5' }), programOf(image, { 'cdk8s-plus-28': '2.5.6' }));
  expect({ stops: stops.map(({ id }) => id), upgrades }).toEqual({ stops: ['U14'], upgrades: ['cdk8s-plus-28 2.5.5 -> 2.5.6'] });
});

test('does not stop at an upgrade that changes no pod', () => {
  expect(guard(lockedOf(BASE, { 'cdk8s-plus-28': '2.5.5' }), programOf(BASE, { 'cdk8s-plus-28': '2.5.6' })).stops).toEqual([]);
});

test('does not stop at what an annotation accepts', () => {
  const accepted = changed('kind: StatefulSet\nmetadata:\n', "kind: StatefulSet\nmetadata:\n  annotations: { cdk8s-stateful-app.github.io/accept-U16: 'a cache' }\n")
    .replace('whenDeleted: Retain', 'whenDeleted: Delete');
  expect(stopsAt(accepted)).toEqual([]);
});
