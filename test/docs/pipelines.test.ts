import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { Block, guides, isBlock, ROOT } from './pages';
import { directoryWith, run } from '../cli/support';

const BLOCKS = guides().flatMap(({ sections }) => sections.flatMap(({ parts }) => parts.filter((part): part is Block => isBlock(part, 'yaml', 'sh'))));
const DIRECTORY = directoryWith({});

/** A call of the command, with what stands behind it in its line. */
const CALL = /(?:^|[ "/])stateful-app(?:@[0-9.]+)? (\w+)\b([^|>#\n]*)/g;

const CALLS = BLOCKS.flatMap(({ text, place }) => (
  [...text.matchAll(CALL)].map(([, command, rest]) => ({ command: command!, options: optionsIn(rest!), place }))
));

function optionsIn(text: string): readonly string[] {
  return text.match(/(?<=\s)--?[a-z][a-z-]*/g) ?? [];
}

/** What the integrations say of themselves, as far as pages name it. */
const integration = (file: string): unknown => parse(readFileSync(join(ROOT, 'integrations', file), 'utf8'));
const ACTION = integration('action.yml') as { readonly inputs: object };
const HOOKS = integration('.pre-commit-hooks.yaml') as readonly { readonly id: string }[];

test.each(BLOCKS.filter(block => isBlock(block, 'yaml') && block.place.startsWith('docs/guides/')).map(({ place, text }) => [place, text]))('the YAML at %s can be read', (_, text) => {
  expect(parseAllDocuments(text).flatMap(({ errors }) => errors.map(({ message }) => message))).toEqual([]);
});

test('the settings of an editor can be read, and start the command', () => {
  const blocks = guides().filter(({ path }) => path === 'docs/guides/editor.md').flatMap(({ sections }) => sections.flatMap(({ parts }) => (
    parts.filter((part): part is Block => isBlock(part, 'json', 'lua', 'toml', 'elisp')))));
  expect(blocks.map(({ language }) => language)).toEqual(['json', 'lua', 'toml', 'elisp']);
  expect(blocks.filter(({ text }) => !/['"]stateful-app['"][^]*['"]lsp['"]/.test(text))).toEqual([]);
  expect(JSON.parse(blocks[0]!.text)).toHaveProperty(['glspc.server.command']);
});

test('pages call the command', () => {
  expect(CALLS.map(({ place }) => /[\w-]+(?=\.md)/.exec(place)?.[0])).toEqual(expect.arrayContaining(['argo-cd', 'flux', 'github', 'gitlab', 'kustomize', 'pipeline']));
});

test.each([...new Set(CALLS.map(({ command }) => command))])('the options that pages give to %s are there', async command => {
  const { out, code } = await run([command, '--help'], { directory: DIRECTORY });
  expect(code).toBe(0);
  const known = optionsIn(out);
  const unknown = CALLS.filter(call => call.command === command)
    .flatMap(({ options, place }) => options.filter(option => !known.includes(option)).map(option => `${place}: ${option}`));
  expect(unknown).toEqual([]);
});

test.each(['github', 'pipeline'])('what the page %s uses of the integrations is there', page => {
  const texts = BLOCKS.filter(({ place }) => place.startsWith(`docs/guides/${page}.md`)).map(({ text }) => text);
  const uses = texts.filter(text => /(uses|repo): .*cdk8s-stateful-app\/stateful-app/.test(text));
  expect(uses).not.toEqual([]);
  const inputs = uses.flatMap(text => /uses: cdk8s-stateful-app.*\n +with:\n((?: +\w+: .*\n)+)/.exec(text)?.[1]?.match(/\w+(?=: )/g) ?? []);
  const hooks = uses.flatMap(text => [...text.matchAll(/- id: (\S+)/g)].map(([, id]) => id!));
  expect(inputs.filter(input => !(input in ACTION.inputs))).toEqual([]);
  expect(hooks.filter(id => !HOOKS.some(hook => hook.id === id))).toEqual([]);
  expect(inputs.length + hooks.length).toBeGreaterThan(0);
});
