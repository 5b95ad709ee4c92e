import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { rulePages } from '../scripts/rule-pages';
import { RULES } from '../src/manifest/rules';
import { UPDATE_RULES } from '../src/manifest/update/rules';

const FOLDER = join(__dirname, '../docs/rules');
const PAGES = rulePages();

test('docs/rules/ is what `npx projen docs:rules` writes', () => {
  const written = Object.fromEntries(readdirSync(FOLDER).map(page => [page, readFileSync(join(FOLDER, page), 'utf8')]));
  expect(written).toEqual(PAGES);
});

test.each([...RULES, ...UPDATE_RULES])('$id has a section of its own, which the contents lead to', ({ id, name }) => {
  const { 'README.md': contents, ...pages } = PAGES;
  const [, page = '', anchor] = new RegExp(`\\[${id}\\]\\(([a-z-]+\\.md)#([a-z0-9-]+)\\)`).exec(contents ?? '') ?? [];
  expect(anchor).toBe(`${id.toLowerCase()}-${name}`);
  expect(pages[page]).toContain(`## ${id} ${name}\n`);
});
