import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { mutatedManifests, mutatedUpdate } from './mutations';
import { main } from '../../src/cli/main';
import { formatHtml } from '../../src/drawing/html';
import { formatMarkdown } from '../../src/drawing/markdown';
import { formatSvg } from '../../src/drawing/svg';
import { check, objectsOf } from '../../src/manifest/check';
import { diff } from '../../src/manifest/diff';
import { messageOf } from '../../src/manifest/lint/finding';
import { picture } from '../../src/manifest/picture';
import { isWhole } from '../sample';

const SEED = Number(process.env.ANY_INPUT_SEED ?? 52);
const CASES = Number(process.env.ANY_INPUT_CASES ?? (isWhole() ? 60 : 20));
const PARAMETERS = { seed: SEED, numRuns: CASES };

const objects = (manifests: readonly unknown[]) => manifests.flatMap(manifest => objectsOf(manifest));

describe(`manifests that nobody planned for (ANY_INPUT_SEED=${SEED} ANY_INPUT_CASES=${CASES})`, () => {
  test('are checked', () => {
    fc.assert(fc.property(mutatedManifests, manifests => {
      const found = check(objects(manifests), { severity: 'info' });
      found.forEach(finding => expect(messageOf(finding)).toMatch(/\S; \S/));
    }), PARAMETERS);
  });

  test('are compared, in both directions', () => {
    fc.assert(fc.property(mutatedUpdate, ([before, after]) => {
      diff(objects(before), objects(after));
      diff(objects(after), objects(before));
    }), PARAMETERS);
  });

  test('are drawn, with what becomes of them', () => {
    fc.assert(fc.property(mutatedUpdate, ([before, after]) => {
      const drawn = picture(objects(after), { before: objects(before) });
      // a number that is none may be in the manifests; in an attribute it is a place that was calculated from nothing
      [formatHtml(drawn), formatMarkdown(drawn), formatSvg(drawn.applications)].forEach(text => expect(text).not.toMatch(/undefined|="[^"]*NaN|\[object/));
    }), PARAMETERS);
  });

  test('do not differ from themselves', () => {
    fc.assert(fc.property(mutatedManifests, manifests => {
      const found = diff(objects(manifests), objects(structuredClone(manifests)));
      expect(found.filter(({ id }) => id.startsWith('U')).map(finding => messageOf(finding))).toEqual([]);
    }), PARAMETERS);
  });
});

/** Runs the command with manifests on its standard input. */
async function run(args: readonly string[], input: string): Promise<{ readonly code: number; readonly text: string }> {
  let text = '';
  const write = (part: string) => { text += part; };
  const code = await main(args, {
    stdin: async () => Buffer.from(input), out: write, err: write, hasColors: false, width: 80, directory: __dirname,
  });
  return { code, text };
}

const asYaml = (manifests: readonly unknown[]) => manifests.map(manifest => stringify(manifest)).join('---\n');

describe('the command ends with a code of its own, and not with a stack trace, for', () => {
  test.each<[string, fc.Arbitrary<string>]>([
    ['such manifests', mutatedManifests.map(asYaml)],
    ['such manifests as JSON', mutatedManifests.map(manifests => manifests.map(manifest => JSON.stringify(manifest)).join('\n'))],
    ['a text with other characters in it', fc.tuple(mutatedManifests.map(asYaml), fc.nat(), fc.nat({ max: 20 }), fc.constantFrom('', '\t', '"', '{', '- ', ': ', '&a', '*a', '<<: ', '!!binary ', '\u0000', '%', '---\n', '{{'))
      .map(([text, at, length, other]) => `${text.slice(0, at % text.length)}${other}${text.slice(at % text.length + length)}`)],
  ])('%s', async (_, input) => {
    await fc.assert(fc.asyncProperty(input, fc.constantFrom('text', 'json', 'sarif'), async (yaml, format) => {
      const { code, text } = await run(['check', '-', '--severity', 'info', '--format', format], yaml);
      expect([0, 1, 2]).toContain(code);
      expect(text).not.toMatch(/\n +at \S+ \(|please report/);
    }), PARAMETERS);
  });
});
