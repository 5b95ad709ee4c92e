import { differences, differencesOfText } from './shown';

const SERVICE = { kind: 'Service', metadata: { name: 'db' }, spec: { clusterIP: 'None', ports: [{ port: 1 }, { port: 2 }, { port: 3 }] } };
const SET = { kind: 'StatefulSet', metadata: { name: 'db' }, spec: { replicas: 3 } };

function ofService(spec: string): string[] {
  return differences(`kind: Service\nmetadata:\n  name: db\n${spec}`, [SET, SERVICE]);
}

test('an object that is shown whole is equal', () => {
  expect(ofService('spec:\n  clusterIP: None\n  ports: [{ port: 1 }, { port: 2 }, { port: 3 }]\n')).toEqual([]);
});

test('objects are found by kind and name, in any order', () => {
  expect(differences('kind: StatefulSet\nmetadata: { name: db }\nspec: { replicas: 3 }\n---\nkind: Service\nmetadata: { name: db }\n# …\n', [SERVICE, SET]))
    .toEqual([]);
});

test('fails for an object that is not there', () => {
  expect(differences('kind: Service\nmetadata: { name: other }\n', [SERVICE])).toEqual(['Service/other is there 0 times; the objects are Service/db']);
});

test('fails for an object that is there twice', () => {
  expect(differences('kind: Service\nmetadata: { name: db }\n# …\n', [SERVICE, SERVICE])).toEqual([expect.stringContaining('there 2 times')]);
});

test('fails for YAML that is none', () => {
  expect(differences('kind: [', [SERVICE])).not.toEqual([]);
});

test('fails for another value', () => {
  expect(ofService('spec:\n  clusterIP: ""\n  # …\n')).toEqual(['Service/db.spec.clusterIP is "None", and not ""']);
});

test('fails for a value of another type', () => {
  expect(differences('kind: StatefulSet\nmetadata: { name: db }\nspec: { replicas: "3" }\n', [SET]))
    .toEqual(['StatefulSet/db.spec.replicas is 3, and not "3"']);
});

test('fails for a field that is not there', () => {
  expect(ofService('spec:\n  type: NodePort\n  # …\n')).toEqual(['Service/db.spec.type is not there']);
});

test('fails for a field that is left out and not marked', () => {
  expect(ofService('spec:\n  clusterIP: None\n')).toEqual(['Service/db.spec.ports is left out, and no line # … says so']);
});

test('a mark stands for the fields of its own place only', () => {
  expect(ofService('spec:\n  clusterIP: None\n# …\n')).toEqual(['Service/db.spec.ports is left out, and no line # … says so']);
});

test('fails for a list that is shortened and not marked', () => {
  expect(ofService('spec:\n  # …\n  ports:\n    - port: 1\n')).toEqual(['Service/db.spec.ports has 3 items, and not 1']);
});

test.each([
  ['before', '    # …\n    - port: 3\n'],
  ['between', '    - port: 1\n    # …\n    - port: 3\n'],
  ['after', '    - port: 1\n    - port: 2\n    # …\n'],
])('a mark stands for items %s those that are shown', (_, items) => {
  expect(ofService(`spec:\n  ports:\n${items}  # …\n`)).toEqual([]);
});

test('fails for items in another order', () => {
  expect(ofService('spec:\n  ports:\n    - port: 3\n    # …\n    - port: 1\n  # …\n')).toEqual([expect.stringContaining('the shown item 1 is not there')]);
});

test('fails for an item that is not there', () => {
  expect(ofService('spec:\n  ports:\n    - port: 4\n    # …\n  # …\n')).toEqual([expect.stringContaining('the shown item 0 is not there')]);
});

test('a text may have other breaks of lines', () => {
  expect(differencesOfText('a b\n  c\n', 'a\nb c')).toEqual([]);
});

test('a text may leave parts out', () => {
  expect(differencesOfText('error (R01, …)', 'error (R01, https://kubernetes.io/)')).toEqual([]);
});

test('fails for another text', () => {
  expect(differencesOfText('1 error', '2 errors')).toHaveLength(1);
});

test('fails for a text that is only a part', () => {
  expect(differencesOfText('error', 'error and more')).toHaveLength(1);
});

test('signs of a text stand for themselves', () => {
  expect(differencesOfText('a.b', 'axb')).toHaveLength(1);
});
