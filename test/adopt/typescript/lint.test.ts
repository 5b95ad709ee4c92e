import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { filesOf, FIXTURES, textOf } from '../support';

interface Message {
  readonly line: number;
  readonly ruleId: string;
  readonly message: string;
}

interface Linter {
  lintText(code: string, options: { filePath: string }): Promise<readonly { readonly messages: readonly Message[] }[]>;
}

const ROOT = join(__dirname, '..', '..', '..');
const { LegacyESLint } = createRequire(__filename)('eslint/use-at-your-own-risk') as { LegacyESLint: new (options: object) => Linter };

/** Rules that look at other files, or at types: the compiler does so, too. */
const OF_OTHERS = /^import\/no-|^@typescript-eslint\/(no-floating-promises|return-await)$/;

/** The linter of this repository. */
function linter(): Linter {
  const config = JSON.parse(readFileSync(join(ROOT, '.eslintrc.json'), 'utf8').replace(/^\/\/.*/, '')) as
    { readonly rules: object; readonly parserOptions: { readonly ecmaVersion: number; readonly sourceType: string } };
  const { parserOptions: { ecmaVersion, sourceType } } = config;
  const rules = Object.fromEntries(Object.entries(config.rules).filter(([rule]) => !OF_OTHERS.test(rule)));
  return new LegacyESLint({
    useEslintrc: false, ignore: false, cwd: ROOT, baseConfig: { ...config, rules, overrides: [], parserOptions: { ecmaVersion, sourceType } },
  });
}

const LINTER = linter();

test.each(FIXTURES)('the linter finds nothing in the program of %s', async fixture => {
  const files = [...filesOf(textOf(fixture))].filter(([path]) => path.endsWith('.ts') && !path.startsWith('test/'));
  expect(files.length).toBeGreaterThan(2);
  for (const [path, code] of files) {
    const [result] = await LINTER.lintText(code, { filePath: `src/${path}` });
    expect(result?.messages.map(({ line, ruleId, message }) => `${path}:${line} ${ruleId}: ${message}`)).toEqual([]);
  }
});

test('the linter finds something where there is something', async () => {
  const [result] = await LINTER.lintText("export const a = { b: 1, 'c-d': 2 };\n", { filePath: 'src/a.ts' });
  expect(result?.messages.map(({ ruleId }) => ruleId)).toEqual(['@stylistic/quote-props']);
});

test('no line of a program is longer than the formatter has it', () => {
  const long = FIXTURES.flatMap(fixture => [...filesOf(textOf(fixture))]).filter(([path]) => path.endsWith('.ts'))
    .flatMap(([, code]) => code.split('\n')).filter(line => line.length > 120 && !/^\s*(\/\/|\*)/.test(line));
  expect(long).toEqual([]);
});
