import { untrue } from './outputs';
import { pageOf } from './pages';
import { snippets } from '../snippets';

const PROGRAM = `new kplus.ConfigMap(chart, 'settings', { metadata: { name: 'settings' }, data: { size: '3' } });
const names = ['a', 'b'];
`;

/** What is untrue of the one program of a page. */
function faults(shown: string, program = PROGRAM): string[] {
  return snippets([pageOf('page.md', `# Page\n\n\`\`\`ts\n${program}\`\`\`\n\n${shown}`)]).flatMap(untrue);
}

const objects = (size: string) => `\`\`\`yaml\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  size: ${size}\n# …\n\`\`\`\n`;

test('a page that shows nothing is true', () => {
  expect(faults('')).toEqual([]);
});

test('an object is as it is shown', () => {
  expect(faults(objects('"3"'))).toEqual([]);
});

test('fails for an object that is not as it is shown', () => {
  expect(faults(objects('"4"'))).toEqual(['page.md:9: ConfigMap/settings.data.size is "3", and not "4"']);
});

test('a file that is shown is no output', () => {
  expect(faults('```yaml\n# cdk8s.yaml\nlanguage: typescript\n```\n')).toEqual([]);
});

test('YAML below another heading is no output', () => {
  expect(faults(`## Next\n\n${objects('"4"')}`)).toEqual([]);
});

test('values are as they are shown', () => {
  expect(faults('| expression | value |\n|---|---|\n| `names` | `a`, `b` |\n| `names.length` | `2` |\n')).toEqual([]);
});

test('a list of values may go on', () => {
  expect(faults('| expression | value |\n|---|---|\n| `names` | `a`, … |\n')).toEqual([]);
});

test.each(['`a`', '`b`, `a`', '`b`, …', '', '…'])('fails for the values %s', (value) => {
  expect(faults(`| expression | value |\n|---|---|\n| \`names\` | ${value} |\n`)).toEqual([`\`names\` is a, b, and not ${value}`]);
});

test('a table has all objects', () => {
  expect(faults('| kind | name | |\n|---|---|---|\n| ConfigMap | `settings` | |\n')).toEqual([]);
});

test('fails for a table with an object that is not there, and without one that is', () => {
  expect(faults('| kind | name | |\n|---|---|---|\n| Secret | `settings` | |\n'))
    .toEqual(['page.md:8: Secret/settings is not there', 'page.md:8: ConfigMap/settings is there, and not in the table']);
});

test('fails for a program that fails, and is not shown to', () => {
  expect(faults('', 'throw new Error("no");\n')).toEqual(['page.md:4: the synthesis fails: Error: no']);
});

test('a program may fail as it is shown', () => {
  expect(faults('```text\nError: no\n```\n', 'throw new Error("no");\n')).toEqual([]);
});

test('fails for a program that fails in another way', () => {
  expect(faults('```text\nError: yes\n```\n', 'throw new Error("no");\n')).toHaveLength(1);
});

test('fails for an error that does not happen', () => {
  expect(faults('```text\nError: no\n```\n')[0]).toBe('page.md:4: the page shows an error, and there is none');
});

test('fails for a warning that is not shown', () => {
  expect(faults('', 'console.log("careful");\n')).toEqual([expect.stringContaining('does not show what is told: careful')]);
});
