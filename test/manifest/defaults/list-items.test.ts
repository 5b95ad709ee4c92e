import * as fc from 'fast-check';
import { differences } from '../../../src/manifest/defaults/differences';
import { byKey } from '../../../src/manifest/defaults/list-items';
import { ManifestObject } from '../../../src/manifest/model/object';

type Items = readonly object[];

/** What differs between two lists of a container or pod: the places, as a diff tells them. */
function told(list: string, before: Items, after: Items): string[] {
  const [old, now] = [before, after].map(items => new ManifestObject({ spec: { [list]: items } }).spec) as [ManifestObject['spec'], ManifestObject['spec']];
  return differences(old, now, byKey).map(({ after: { path }, isOrder }) => `${path.replace('spec.', '')}${isOrder ? ' (order)' : ''}`);
}

const A = { name: 'A', value: '1' };
const B = { name: 'B', value: '2' };
const C = { name: 'C', value: '3' };

const CASES: [string, string, Items, Items, string[]][] = [
  ['an item that comes first is the only change', 'env', [A, B], [C, A, B], ['env[0]']],
  ['an item that goes is named by its key', 'env', [A, B], [B], ['env[name="A"]']],
  ['a value that changes is found where it is now', 'env', [A, B], [C, B, { ...A, value: '9' }], ['env[0]', 'env[2].value', 'env (order)']],
  ['items in another order are that alone', 'env', [A, B, C], [B, A, C], ['env (order)']],
  ['items of one key are known by their content', 'env', [A, A, B], [B, A, A], ['env (order)']],
  ['an item without its key is known by its content', 'env', [{ value: '1' }, B], [B], ['env[1]']],
  ['mounts are known by their paths, so that a volume may be mounted twice', 'volumeMounts',
    [{ name: 'data', mountPath: '/a' }, { name: 'data', mountPath: '/b' }], [{ name: 'data', mountPath: '/b' }, { name: 'data', mountPath: '/c' }],
    ['volumeMounts[1]', 'volumeMounts[mountPath="/a"]']],
  ['ports are known by number and protocol', 'ports', [{ containerPort: 53, protocol: 'TCP' }],
    [{ containerPort: 53, protocol: 'UDP' }, { containerPort: 53, protocol: 'TCP' }], ['ports[0]']],
  ['a port that goes is named by both', 'ports', [{ containerPort: 53, protocol: 'UDP' }], [], ['ports[containerPort=53,protocol="UDP"]']],
  ['items of a list without keys are the same where all in them is', 'tolerations', [{ key: 'a', operator: 'Exists' }, { key: 'b' }],
    [{ key: 'c' }, { operator: 'Exists', key: 'a' }, { key: 'b' }], ['tolerations[0]']],
  ['a key may have any name', 'tolerations', [{ key: { toString: 'a' }, other: {} }], [{ other: {}, key: { toString: 'a' } }], []],
  ['what is left of them is paired one after the other', 'tolerations', [{ key: 'a' }, { key: 'b', value: '1' }], [{ key: 'b', value: '2' }, { key: 'a' }],
    ['tolerations[0].value']],
];

test.each(CASES)('%s', (_, list, before, after, expected) => {
  expect(told(list, before, after)).toEqual(expected);
});

test('lists differ just where they differ place by place', () => {
  const items = fc.array(fc.record({ name: fc.constantFrom('A', 'B', 'C'), value: fc.constantFrom('1', '2') }), { maxLength: 4 });
  fc.assert(fc.property(fc.constantFrom('env', 'tolerations'), items, items, (list, before, after) => {
    expect(told(list, before, after).length > 0).toBe(JSON.stringify(before) !== JSON.stringify(after));
  }));
});

test('what is at a place has changed there, or comes or goes', () => {
  const items = fc.uniqueArray(fc.record({ name: fc.constantFrom('A', 'B', 'C', 'D'), value: fc.constantFrom('1', '2') }), { selector: ({ name }) => name });
  fc.assert(fc.property(items, items, (before, after) => {
    const valueOf = (list: typeof items extends fc.Arbitrary<infer T> ? T : never, name: string) => list.find(item => item.name === name)?.value;
    const changed = ['A', 'B', 'C', 'D'].filter(name => valueOf(before, name) !== valueOf(after, name));
    expect(told('env', before, after).filter(place => !place.endsWith('(order)'))).toHaveLength(changed.length);
  }));
});
