import { brokenLinks } from './links';
import { pageOf } from './pages';

/** The broken links of a page with that text. */
function broken(text: string, path = 'docs/README.md'): string[] {
  const page = pageOf(path, text);
  const other = pageOf('docs/validation.md', '# Validation\n\n## In `cdk8s synth`, for everything\n\n## Again\n\n## Again\n\n```sh\n# no heading\n```\n');
  return brokenLinks(page, [page, other]).map(fault => fault.replace(/^\S+ /, ''));
}

test.each([
  '[a file](validation.md)', '[a file above](../README.md)', '[a folder](adr)', '[elsewhere](https://kubernetes.io/nothing)', '[here](#title)\n# Title',
  '[a heading](validation.md#in-cdk8s-synth-for-everything)', '[a heading that is there twice](validation.md#again-1)', '`[code](nothing.md)`',
  '```sh\n[code](nothing.md)\n```',
])('%s leads somewhere', (text) => {
  expect(broken(text)).toEqual([]);
});

test.each([
  ['[a file](nothing.md)', 'nothing.md'],
  ['[a folder](nothing/)', 'nothing/'],
  ['[a heading](validation.md#nothing)', 'validation.md#nothing'],
  ['[a comment of a block](validation.md#no-heading)', 'validation.md#no-heading'],
  ['[a third one](validation.md#again-2)', 'validation.md#again-2'],
  ['[here](#nothing)', '#nothing'],
  ['[a page that has no headings for us](rules#nothing)', 'rules#nothing'],
  ['[out of the repository](../../README.md)', '../../README.md'],
  ['[good](validation.md) and [bad](nothing.md)', 'nothing.md'],
])('fails for %s', (text, target) => {
  expect(broken(text)).toEqual([target]);
});

test('says where a broken link is', () => {
  const page = pageOf('docs/README.md', '# Title\n\n[a file](nothing.md)\n');
  expect(brokenLinks(page, [page])).toEqual(['docs/README.md:3: nothing.md']);
});
