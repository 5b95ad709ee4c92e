import * as fc from 'fast-check';
import { mutatedManifests, mutatedUpdate } from './mutations';
import { casesOf, idsWithCases, manifestsOf } from './rules/cases';
import * as updates from './update/cases';
import { check, objectsOf } from '../../src/manifest/check';
import { diff } from '../../src/manifest/diff';
import { Finding } from '../../src/manifest/lint/finding';
import { sampleOf } from '../sample';

const linesOf = (findings: readonly Finding[]) => findings.map(({ id, severity, object, path, value, problem, fix, related }) =>
  [id, severity, object.title, object.namespace, path, JSON.stringify(value), problem, fix, ...related.map(({ title }) => title)].join(' | ')).sort();
const objects = (manifests: readonly unknown[]) => manifests.flatMap(manifest => objectsOf(manifest));
const checked = (manifests: readonly unknown[]) => linesOf(check(objects(manifests), { severity: 'info', complete: true }));
const compared = (before: readonly unknown[], after: readonly unknown[]) => linesOf(diff(objects(before), objects(after)));

const shuffled = (manifests: readonly unknown[]) => fc.shuffledSubarray([...manifests], { minLength: manifests.length });

describe('the order of the manifests changes nothing in what is found', () => {
  test.each(sampleOf(idsWithCases(), 8))('in the cases of rule %s', id => {
    const { bad, good } = casesOf(id);
    for (const manifests of [...bad, ...good].map(manifestsOf)) {
      expect(checked([...manifests].reverse())).toEqual(checked(manifests));
    }
  });

  test.each(sampleOf(updates.idsWithCases(), 8))('in the updates of rule %s', id => {
    const { bad, good } = updates.casesOf(id);
    for (const { both = [], before = [], after = [], gone } of [...bad, ...good]) {
      const [old, now] = [manifestsOf({ objects: [...both, ...before] }), manifestsOf({ objects: [...both, ...after], without: gone })];
      expect(compared([...old].reverse(), [...now].reverse())).toEqual(compared(old, now));
    }
  });

  test('in any programs', () => {
    fc.assert(fc.property(mutatedManifests.chain(manifests => fc.tuple(fc.constant(manifests), shuffled(manifests))), ([manifests, others]) => {
      expect(checked(others)).toEqual(checked(manifests));
    }), { numRuns: 50 });
  });

  test('in any updates', () => {
    const update = mutatedUpdate.chain(([before, after]) => fc.tuple(fc.constant({ before, after }), shuffled(before), shuffled(after)));
    fc.assert(fc.property(update, ([{ before, after }, old, now]) => {
      expect(compared(old, now)).toEqual(compared(before, after));
    }), { numRuns: 50 });
  });
});
