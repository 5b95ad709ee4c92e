import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snippetsOf, withTranslations } from '../build/snippets.ts';

const page = (text: string) => ({ path: 'docs/page.md', route: 'page', text });

test('a block is named by the line of its code', () => {
  assert.deepEqual(snippetsOf(page('# Page\n\n```ts\nchart;\n```\n')).map(({ place }) => place), ['docs/page.md:4']);
});

test('what a part of a program takes for granted is hidden', () => {
  assert.match(snippetsOf(page('```ts\nchart;\n```\n'))[0].program, /^\/\/\/ !hide\n[^]+\n\/\/\/ !show\nchart;\n$/);
});

test('a whole program stays as it is', () => {
  assert.equal(snippetsOf(page("```ts\nimport { App } from 'cdk8s';\n```\n"))[0].program, "import { App } from 'cdk8s';\n");
});

test('a comment says why a block is in TypeScript only', () => {
  assert.equal(snippetsOf(page('<!-- typescript only: jest is -->\n```ts\nchart;\n```\n'))[0].reason, 'jest is');
});

test('a translated block has tabs', () => {
  const text = withTranslations(page('before\n\n```ts\nchart;\n```\n\nafter\n'), () => ({ python: 'chart\n' }));
  assert.equal(text, 'before\n\n<LanguageTabs>\n\n```ts\nchart;\n```\n\n```python\nchart\n```\n\n</LanguageTabs>\n\nafter\n');
});

test('a block without translations has none, and its comment is left out', () => {
  assert.equal(withTranslations(page('<!-- typescript only: jest is -->\n```ts\nchart;\n```\n'), () => ({})), '```ts\nchart;\n```\n');
});

test('other blocks stay', () => {
  assert.equal(withTranslations(page('```yaml\na: 1\n```\n'), () => ({ python: '' })), '```yaml\na: 1\n```\n');
});
