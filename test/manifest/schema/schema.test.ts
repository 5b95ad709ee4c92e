import { VERSIONS } from '../../../src/manifest/kubernetes/versions';
import { DEFINITIONS, DOCUMENTS, KINDS } from '../../../src/manifest/schema/definitions';
import { Definition, definitionOf, Type } from '../../../src/manifest/schema/schema';

const roots = Object.keys(KINDS).map(key => definitionOf(key.slice(0, key.lastIndexOf('/')), key.slice(key.lastIndexOf('/') + 1))!);

function below(type: Type): Definition | undefined {
  if (type.is === 'object') {
    return type.definition;
  }
  return type.is === 'list' || type.is === 'map' ? below(type.of) : undefined;
}

test('every kind has a definition', () => {
  expect(roots.filter(root => !root.fields.has('metadata'))).toEqual([]);
});

test('no definition contains itself, so that every walk along one ends', () => {
  const isFinite = (definition: Definition, above: readonly Definition[] = []): boolean => !above.includes(definition)
    && [...definition.fields.values()].every(({ type }) => {
      const next = below(type);
      return next === undefined || isFinite(next, [...above, definition]);
    });
  expect(roots.filter(root => !isFinite(root))).toEqual([]);
});

test('only what manages fields takes any value', () => {
  const fields = new Set<string>();
  const visit = (definition: Definition) => definition.fields.forEach(({ type }, name) => {
    if (type.is === 'any') {
      fields.add(`${definition.name}.${name}`);
    }
    const next = below(type);
    if (next) {
      visit(next);
    }
  });
  roots.forEach(visit);
  expect([...fields]).toEqual(['ManagedFieldsEntry.fieldsV1']);
});

test('tells since when a field is there, and until when', () => {
  const spec = definitionOf('v1', 'Pod')!.fields.get('spec')!.type as Extract<Type, { is: 'object' }>;
  const claim = below(spec.definition.fields.get('resourceClaims')!.type)!;
  expect(spec.definition.fields.get('hostnameOverride')).toMatchObject({ since: '1.34', until: undefined });
  expect(claim.fields.get('source')).toMatchObject({ since: undefined, until: '1.31' });
  expect(claim.fields.get('name')).toEqual({ type: { is: 'string' }, since: undefined, until: undefined });
});

test('is a small table of every version that is known', () => {
  expect(DOCUMENTS).toEqual(VERSIONS);
  expect(DEFINITIONS.length).toBeLessThan(60_000);
});
