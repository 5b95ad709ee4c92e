import { casesOf, findingsIn, findingsOf, idsWithCases, manifestsOf } from './cases';
import { edited } from '../../../src/manifest/lint/edit';
import { Finding } from '../../../src/manifest/lint/finding';

const WITH_EDITS = idsWithCases().flatMap(id => casesOf(id).bad.flatMap((example, index) => findingsOf(example)
  .filter(finding => finding.id === id && finding.edit !== undefined)
  .map(({ object: { kind, name }, path }) => ({ id, example, index, place: `${id} ${kind} ${name} ${path}` }))));

/** Rules one case of which at least is mended. A rule that joins them is told in CHANGELOG.md, as `check --fix` changes more then. */
const MENDED = ['C02', 'C03', 'C05', 'P03', 'P04', 'P15', 'P16', 'P20', 'P21', 'P22', 'P23', 'P25', 'R105', 'R57', 'R66', 'R86', 'S03', 'S04', 'S08', 'S10',
  'S11', 'S13', 'V02', 'V03', 'V04', 'V11', 'V15', 'V17'];

function placeOf({ id, object: { kind, name }, path }: Finding): string {
  return `${id} ${kind} ${name} ${path}`;
}

test('which rules have edits', () => {
  expect([...new Set(WITH_EDITS.map(({ id }) => id))].sort()).toEqual(MENDED);
});

test.each(WITH_EDITS.map(each => [`${each.place} in case ${each.index}`, each] as const))('the edit of %s mends it, and no other error is found', (_, { example, place }) => {
  const manifests = manifestsOf(example);
  const findings = findingsIn(manifests, example.target, example.complete);
  const { object, edit } = findings.find(finding => placeOf(finding) === place)!;
  const mended = manifests.map(manifest => manifest === object.manifest ? edited(manifest, edit!) : manifest);
  const left = findingsIn(mended, example.target, example.complete);
  expect(left.map(placeOf)).not.toContain(place);
  // what becomes an object of Kubernetes is looked at for the first time
  const before = place.startsWith('V17') ? left : findings;
  expect(left.filter(({ severity }) => severity === 'error').map(placeOf).filter(each => !before.map(placeOf).includes(each))).toEqual([]);
});
