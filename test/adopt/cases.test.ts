import * as fc from 'fast-check';
import { dump } from 'js-yaml';
import { adopted, proofOf } from './support';
import { mutatedManifests } from '../manifest/mutations';
import { casesOf, idsWithCases, manifestsOf } from '../manifest/rules/cases';
import { sampleOf } from '../sample';

// The cases of the rules as what somebody runs: what cannot be said by properties is a patch, and nothing is lost.

test.each(sampleOf(idsWithCases(), 8))('what is right by %s is adopted as it is', id => {
  for (const example of casesOf(id).good) {
    expect(proofOf(adopted(manifestsOf(example).map(manifest => dump(manifest, { skipInvalid: true })).join('---\n'))).different).toEqual([]);
  }
});

test.each(sampleOf(idsWithCases(), 8))('what is wrong by %s does not break it', id => {
  for (const example of casesOf(id).bad) {
    const text = manifestsOf(example).map(manifest => dump(manifest, { skipInvalid: true })).join('---\n');
    expect(() => proofOf(adopted(text, { includeSecrets: true }))).not.toThrow();
  }
});

test('whatever the input is, it is no reason to break', () => {
  fc.assert(fc.property(mutatedManifests, manifests => {
    const text = manifests.map(manifest => JSON.stringify(manifest) ?? 'null').join('\n---\n');
    expect(() => adopted(text)).not.toThrow();
  }), { numRuns: sampleOf(Array.from({ length: 150 }), 8).length, seed: 17 });
});
