import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { objectsOf } from '../../../src/manifest/check';
import { compare } from '../../../src/manifest/diff';
import { impactsOf } from '../../../src/manifest/impact';
import { Recipe } from '../../../src/manifest/update/recipes';
import { Block, isBlock, pageOf, ROOT } from '../../docs/pages';
import { fileNameOf } from '../../snippets';

// The commands of the guide are those that are printed for its manifests.

const NAME = 'docs/guides/update-recipes.md';
const { sections } = pageOf(NAME, readFileSync(join(ROOT, NAME), 'utf8'));
const blocks = sections.flatMap(({ parts }) => parts.filter((part): part is Block => isBlock(part, 'yaml') || isBlock(part, 'sh')));
const files = new Map(blocks.filter(block => isBlock(block, 'yaml')).map(block => [fileNameOf(block)!, block.text]));

/** The commands of the section of a file. */
function documented(file: string): string[] {
  const index = blocks.findIndex(block => fileNameOf(block) === file);
  return blocks.slice(index).find(block => isBlock(block, 'sh'))!.text.trimEnd().split('\n');
}

function recipeBetween(before: string, after: string, file?: string): Recipe | undefined {
  const [old, now] = [before, after].map(text => parseAllDocuments(text).flatMap(document => objectsOf(document.toJS(), file)));
  return impactsOf(compare(old!, now!)).map(({ recipe }) => recipe).find(recipe => recipe !== undefined);
}

const DB = files.get('db.yaml')!;
const DELETING = DB.replace('  replicas: 3\n', '  replicas: 3\n  persistentVolumeClaimRetentionPolicy: { whenDeleted: Delete, whenScaled: Delete }\n');
const commandsFor = (before: string, after: string) => recipeBetween(before, after)?.commands.join('\n') ?? '';

test.each([
  ['db.yaml', 'service.yaml', 'orphan-delete'],
  ['db.yaml', 'larger.yaml', 'claim-expansion'],
  ['db.yaml', 'selector.yaml', 'scale-to-zero-first'],
  ['db.yaml', 'database.yaml', 'move-with-the-data'],
  ['db.yaml', 'fewer.yaml', 'scale-with-claims-retained'],
  ['client.yaml', 'headless.yaml', 'replaced-service'],
  ['db.yaml', 'on-delete.yaml', 'default-in-the-way'],
  ['db.yaml', 'smaller.yaml', 'copy-to-another-volume'],
  ['archive.yaml', 'shared.yaml', 'copy-to-another-volume'],
  ['mounted.yaml', 'directory.yaml', 'move-within-the-volume'],
  ['deployment.yaml', 'web.yaml', 'another-kind-of-workload'],
  ['archive.yaml', 'without.yaml', 'claim-out-of-the-manifests'],
])('from %s to %s it is %s, as the guide says', (before, after, name) => {
  const recipe = recipeBetween(files.get(before)!, files.get(after)!, after);
  expect(recipe?.name).toBe(name);
  expect(recipe?.commands).toEqual(documented(after));
});

test('every recipe has a section', () => {
  const anchors = readFileSync(join(ROOT, NAME), 'utf8').match(/^## .*$/gm)!.map(heading => heading.slice(3).toLowerCase().replaceAll(' ', '-'));
  expect(anchors).toContain(recipeBetween(DB, files.get('service.yaml')!)!.link.split('#')[1]);
});

test('pods restart where they get other volumes, and not where they keep theirs', () => {
  const added = `${DB}    - metadata: { name: log }\n      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }\n`;
  expect(commandsFor(DB, added)).toContain('kubectl delete pod db-$i');
  expect(commandsFor(DB, DB.replace('  serviceName', '  podManagementPolicy: Parallel\n  serviceName'))).not.toContain('delete pod');
});

test('claims that would be deleted are retained first', () => {
  expect(commandsFor(DELETING, DELETING.replaceAll('app: db', 'app: other'))).toMatch(/^\(set -e\nkubectl patch statefulset db .*"whenScaled":"Retain"/);
  expect(commandsFor(DB, DB.replaceAll('app: db', 'app: other'))).not.toContain('Retain');
});

test('a set that goes with its claims is scaled to zero and deleted once they are retained', () => {
  const service = files.get('client.yaml')!;
  expect(commandsFor(`${DELETING}---\n${service}`, service)).toMatch(/Retain[^]*--replicas=0\n[^]*kubectl delete statefulset db --namespace prod\n\)$/);
});

test('other ordinals get the volumes of those that go', () => {
  const moved = DB.replace('  replicas: 3\n', '  replicas: 3\n  ordinals: { start: 1 }\n');
  expect(commandsFor(DB, moved)).toContain('"name":"data-db-\'3\'"');
  expect(commandsFor(DB, moved)).toContain('kubectl get pvc data-db-0 ');
});

test('a volume that goes to another namespace is reserved there', () => {
  expect(commandsFor(DB, DB.replace('namespace: prod', 'namespace: other'))).toContain('{"name":"data-db-\'$i\'","namespace":"other","uid":null,');
  expect(commandsFor(DB, files.get('database.yaml')!)).not.toContain('"namespace"');
});


test('where a manifest does not say how many pods there are, they come back all the same', () => {
  const [before, after] = ['mounted.yaml', 'directory.yaml'].map(file => files.get(file)!.replace('  replicas: 3\n', ''));
  expect(commandsFor(before!, after!)).toMatch(/--replicas=0\n[^]*\nkubectl apply [^]*--replicas=1\n\)$/);
});

test('what is in a directory goes to the root', () => {
  expect(commandsFor(files.get('directory.yaml')!, files.get('mounted.yaml')!)).toContain('["find","/volume/db","-mindepth","1","-maxdepth","1","!","-name","lost+found","-exec","mv","{}","/volume/",";"]');
});

test('a StatefulSet of one pod becomes a Deployment with its volume', () => {
  expect(commandsFor(files.get('web.yaml')!, files.get('deployment.yaml')!)).toMatch(/pvc data-web-0 [^]*"claimRef":\{"name":"archive"[^]*kubectl delete statefulset web/);
  expect(recipeBetween(files.get('web.yaml')!.replace('replicas: 1', 'replicas: 2'), files.get('deployment.yaml')!)).toBeUndefined();
});

test.each([
  ['a volume of blocks', files.get('archive.yaml')!.replace('spec: {', 'spec: { volumeMode: Block,'), files.get('shared.yaml')!.replace('spec: {', 'spec: { volumeMode: Block,')],
  ['another volume of the same claim', files.get('archive.yaml')!.replace('spec: {', 'spec: { volumeName: a,'), files.get('archive.yaml')!.replace('spec: {', 'spec: { volumeName: b,')],
  ['a path that a shell would take apart', files.get('mounted.yaml')!, files.get('directory.yaml')!.replace('subPath: db', "subPath: 'a b'")],
  ['a path that each pod has of its own', files.get('mounted.yaml')!, files.get('directory.yaml')!.replace('subPath: db', 'subPathExpr: $(POD_NAME)')],
])('there is none for %s', (_, before, after) => {
  expect(recipeBetween(before, after)).toBeUndefined();
});

test('there is none where nothing is refused or lost', () => {
  expect(recipeBetween(DB, files.get('phased.yaml')!)).toBeUndefined();
  expect(recipeBetween(DB, DB.replace('name: db,', 'name: extra,').concat('---\n', DB))).toBeUndefined();
});

test('a set without claims has nothing to move', () => {
  const bare = DB.replace(/ {2}volumeClaimTemplates:[^]*/, '');
  expect(recipeBetween(bare, bare.replace('name: db,', 'name: other,'))).toBeUndefined();
});

test('a name that a shell would take apart is in no command', () => {
  expect(recipeBetween(DB.replace('name: db,', 'name: "db;reboot",'), files.get('service.yaml')!.replace('name: db,', 'name: "db;reboot",'))).toBeUndefined();
});

test('a path with blanks is one word, and standard input has a name', () => {
  const last = (file: string) => recipeBetween(DB, files.get('larger.yaml')!, file)!.commands.at(-2);
  expect(last('my dist/it\'s.yaml')).toBe('kubectl apply --filename \'my dist/it\'\\\'\'s.yaml\'');
  expect(last('-')).toBe('kubectl apply --filename new.yaml');
});
