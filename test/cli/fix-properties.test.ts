import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { Lexer, parseAllDocuments, stringify } from 'yaml';
import { directoryWith, FAULTLESS, run } from './support';

type Json = Record<string, unknown>;

/** Faults that leave no doubt: where they are, and what is written there instead. */
const FAULTS: readonly (readonly [keys: readonly (string | number)[], value: unknown])[] = [
  [[0, 'kind'], 'Statefulset'],
  [[0, 'spec', 'podManagementPolicy'], 'parallel'],
  [[0, 'spec', 'replicas'], '3'],
  [[0, 'spec', 'updateStrategy', 'type'], 'rollingupdate'],
  [[0, 'metadata', 'annotations'], { 'example.com/port': 8080, 'ratio': 1.5, 'on.call': true }],
  [[0, 'spec', 'template', 'spec', 'containers', 0, 'image'], ' example.com/db:16.4 '],
  [[0, 'spec', 'template', 'spec', 'containers', 0, 'resources', 'limits', 'memory'], '256 MiB'],
  [[0, 'spec', 'template', 'spec', 'containers', 0, 'args'], '--fast'],
  [[0, 'spec', 'template', 'spec', 'containers', 0, 'env'], [{ name: 'PORT', value: 5432 }, { name: 'TLS', value: false }]],
  [[0, 'spec', 'volumeClaimTemplates', 0, 'spec', 'accessModes'], ['RWO']],
  [[0, 'spec', 'volumeClaimTemplates', 0, 'spec', 'resources', 'requests', 'storage'], '10gi'],
  [[1, 'spec', 'clusterIP'], 'none'],
  [[1, 'spec', 'ports'], [{ port: 5432 }, { port: 9187, protocol: 'tcp' }]],
];

const BASE = parseAllDocuments(FAULTLESS).map(document => document.toJS() as Json);

function withFaults(faults: readonly number[]): Json[] {
  const manifests = structuredClone(BASE);
  for (const [keys, value] of faults.map(index => FAULTS[index]!)) {
    const holder = keys.slice(0, -1).reduce<Json>((found, key) => (found as Record<string | number, Json>)[key]!, manifests as unknown as Json);
    holder[keys.at(-1)!] = value;
  }
  return manifests;
}

/** How a text is laid out. */
const LAYOUT = fc.record({
  isJson: fc.boolean(),
  indent: fc.integer({ min: 1, max: 7 }),
  indentSeq: fc.boolean(),
  singleQuote: fc.boolean(),
  defaultStringType: fc.constantFrom('PLAIN' as const, 'QUOTE_DOUBLE' as const, 'QUOTE_SINGLE' as const),
  collectionStyle: fc.constantFrom('any' as const, 'flow' as const, 'block' as const),
  flowCollectionPadding: fc.boolean(),
  isWindows: fc.boolean(),
  isMarked: fc.boolean(),
  comments: fc.array(fc.nat(200), { maxLength: 12 }),
});

type Layout = typeof LAYOUT extends fc.Arbitrary<infer T> ? T : never;

function textOf(manifests: readonly Json[], { isJson, comments, isWindows, isMarked, ...options }: Layout): string {
  const documents = manifests.map(manifest => isJson ? `${JSON.stringify(manifest, undefined, options.indent)}\n` : stringify(manifest, { ...options, lineWidth: 0 }));
  const lines = documents.join('---\n').split('\n');
  if (!isJson) {
    for (const at of comments) {
      const index = at % (lines.length - 1);
      // a comment at the end of the line, and one of its own in another column
      lines[index] = `${lines[index]}   # ${at}: "no" value - of 'any'`;
      lines.splice(index, 0, `${' '.repeat(at % 9)}# before ${at}`);
    }
  }
  return `${isMarked ? '\ufeff' : ''}${lines.join(isWindows ? '\r\n' : '\n')}`;
}

function commentsIn(text: string): string[] {
  return [...new Lexer().lex(text)].filter(token => token.startsWith('#'));
}

/** Lines as they are but for where they begin, which an added key moves. */
function linesOf(text: string): string[] {
  return text.split('\n').map(line => line.replace(/^[\s-]+/, ''));
}

const directory = directoryWith({});

test('what is mended is silent afterwards, and nothing else has changed', async () => {
  const file = join(directory, 'a.yaml');
  await fc.assert(fc.asyncProperty(fc.subarray(FAULTS.map((_, index) => index), { minLength: 1 }), LAYOUT, async (faults, layout) => {
    const before = textOf(withFaults(faults), layout);
    writeFileSync(file, before);
    const { out } = await run(['check', '--fix', '--severity', 'error', '--format', 'json', 'a.yaml'], { directory });
    const { findings, fixed, notFixed } = JSON.parse(out) as Record<string, { line: number }[]>;
    const after = readFileSync(file, 'utf8');

    expect(findings).toEqual([]);
    expect(notFixed).toEqual([]);
    expect(fixed!.length).toBeGreaterThan(0);
    expect(commentsIn(after)).toEqual(commentsIn(before));
    const touched = new Set(fixed!.map(({ line }) => line));
    const untouched = linesOf(before);
    linesOf(after).filter((line, index) => !touched.has(index + 1) && !untouched.includes(line)).forEach(line => expect(`${line} is new`).toBe(''));

    const again = await run(['check', '--fix', '--severity', 'error', '--format', 'json', 'a.yaml'], { directory });
    expect((JSON.parse(again.out) as Record<string, unknown>).fixed).toEqual([]);
    expect(readFileSync(file, 'utf8')).toBe(after);
  }), { numRuns: Number(process.env.FIX_CASES ?? 8) });
});
