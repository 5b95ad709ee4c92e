import assert from 'node:assert/strict';
import { test } from 'node:test';
import { navigation, nameOf } from '../build/navigation.ts';
import { routeOf } from '../build/sources.ts';

const source = (path: string, text: string) => ({ path, route: routeOf(path), text });

const SOURCES = [
  source('README.md', '# App\n'),
  source('docs/README.md', '# Documentation\n\n[b](guides/b.md), [a](guides/a.md)\n'),
  source('docs/adr/0001-a.md', '# 1. A\n'),
  source('docs/concepts/a.md', '# The `name`\n'),
  source('docs/guides/a.md', '# Guide A\n'),
  source('docs/guides/b.md', '# Guide B\n'),
  source('docs/guides/c.md', '# Guide C\n'),
  source('docs/rules/README.md', '# Rules\n'),
  source('docs/versions.md', '# Versions\n'),
  source('docs/zebra/a.md', '# New\n'),
  source('site/README.md', '# The site\n'),
];
const { nav, sidebar } = navigation(SOURCES, [{ route: 'api/App', title: 'App', text: '', group: 'Constructs' }]);
const groups = sidebar['/'] as { text: string; items: { text: string; link: string }[] }[];

test('folders come in their order, and new ones after them', () => {
  assert.deepEqual(groups.map(({ text }) => text), ['Overview', 'Concepts', 'Guides', 'Zebra', 'Reference', 'Project', 'Decisions']);
});

test('pages of a folder come as the index leads to them, and then the others', () => {
  assert.deepEqual(groups.find(({ text }) => text === 'Guides')!.items.map(({ text }) => text), ['Guide B', 'Guide A', 'Guide C']);
});

test('a page is called by its first heading', () => {
  assert.deepEqual(groups.find(({ text }) => text === 'Concepts')!.items, [{ text: 'The name', link: '/concepts/a' }]);
});

test('pages of docs/ that stand in no folder are reference, after the rules and the API', () => {
  assert.deepEqual(groups.find(({ text }) => text === 'Overview')!.items.map(({ text }) => text), ['App', 'Documentation']);
  assert.deepEqual(groups.find(({ text }) => text === 'Reference')!.items.map(({ text }) => text), ['Rules', 'API', 'Versions']);
});

test('what is about the project stands together', () => {
  assert.deepEqual(groups.find(({ text }) => text === 'Project')!.items.map(({ text }) => text), ['The site']);
});

test('rules and the API have sidebars of their own', () => {
  assert.deepEqual(Object.keys(sidebar), ['/', '/rules/', '/api/']);
});

test('above the pages stand the folders, the rules and the API', () => {
  assert.deepEqual(nav.map(({ text }) => text), ['Concepts', 'Guides', 'Zebra', 'Rules', 'API']);
});

test('a folder without a README is called by its name', () => {
  assert.equal(nameOf('coming-from', []), 'Coming from');
});

test('a page of docs/ stands at the root of the site', () => {
  assert.equal(routeOf('docs/guides/first-app.md'), 'guides/first-app');
  assert.equal(routeOf('docs/rules/README.md'), 'rules/index');
  assert.equal(routeOf('README.md'), 'index');
  assert.equal(routeOf('ARCHITECTURE.md'), 'architecture');
});

test('fails where a page has no heading', () => {
  assert.throws(() => navigation([source('docs/guides/a.md', 'text\n')], []), /docs\/guides\/a\.md has no heading/);
});
