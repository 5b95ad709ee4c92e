import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveLink } from '../build/links.ts';

const ROUTES = { 'README.md': 'index', 'docs/validation.md': 'validation', 'docs/rules/README.md': 'rules/index', 'docs/rules': 'rules/index' };

test('a link to a page keeps its anchor', () => {
  assert.equal(resolveLink('../validation.md#accepting-a-finding', 'docs/rules/README.md', ROUTES), '/validation#accepting-a-finding');
});

test('a link to a folder leads to its index', () => {
  assert.equal(resolveLink('docs/rules/', 'README.md', ROUTES), '/rules/');
});

test('a link to the README leads to the front page', () => {
  assert.equal(resolveLink('../README.md', 'docs/validation.md', ROUTES), '/');
});

test('a link to API.md leads to the page of the type', () => {
  assert.equal(resolveLink('../API.md#cdk8s-stateful-app.UpdateStrategy', 'docs/validation.md', ROUTES), '/api/UpdateStrategy');
});

test('a file that is no page is shown by GitHub', () => {
  assert.match(resolveLink('../src/index.ts', 'docs/validation.md', ROUTES), /^https:\/\/github\.com\/.+\/blob\/main\/src\/index\.ts$/);
});

test('a folder that is no page is shown by GitHub', () => {
  assert.match(resolveLink('examples', 'README.md', ROUTES), /^https:\/\/github\.com\/.+\/tree\/main\/examples$/);
});

test('a link to elsewhere stays', () => {
  assert.equal(resolveLink('https://cdk8s.io', 'README.md', ROUTES), 'https://cdk8s.io');
});

test('a link to nothing stays, so that the check finds it', () => {
  assert.equal(resolveLink('docs/nothing.md', 'README.md', ROUTES), 'docs/nothing.md');
});
