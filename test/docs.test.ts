import { join } from 'node:path';
import * as ts from 'typescript';
import { outputOf, shownCommands } from './docs/commands';
import { execute } from './docs/execute';
import { startFaults } from './docs/images';
import { brokenLinks } from './docs/links';
import { untrue } from './docs/outputs';
import { guides, isBlock, pages, ROOT } from './docs/pages';
import { differencesOfText } from './docs/shown';
import { snippets } from './snippets';

const GUIDES = guides();
const SNIPPETS = snippets(GUIDES);
const COMMANDS = GUIDES.flatMap(shownCommands);
// API.md is made of comments, those of cdk8s-plus among them, which have links of their own kind
const PAGES = pages().filter(({ path }) => path !== 'API.md');

test('there are snippets in folders of docs/', () => {
  expect(SNIPPETS.filter(({ place }) => /^docs\/[a-z-]+\//.test(place)).length).toBeGreaterThan(5);
});

test('every snippet compiles', () => {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.dev.json'), path => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const files = new Map(SNIPPETS.map(({ program }, index) => [join(ROOT, `snippet-${index}.ts`), program]));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = path => files.has(path) || fileExists(path);
  host.readFile = path => files.get(path) ?? readFile(path);
  host.getSourceFile = (path, target, ...rest) => files.has(path)
    ? ts.createSourceFile(path, files.get(path)!, target)
    : getSourceFile(path, target, ...rest);
  const program = ts.createProgram([...files.keys()], { ...options, noUnusedLocals: false }, host);
  const faults = [...files.keys()].flatMap((path, index) => {
    const source = program.getSourceFile(path)!;
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
      .map(({ messageText }) => `${SNIPPETS[index]!.place}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
  });
  expect(faults).toEqual([]);
});

test.each(SNIPPETS.map(snippet => [snippet.place, snippet] as const))('the snippet at %s synthesizes, and what is shown of it is so', (_, snippet) => {
  expect(untrue(snippet)).toEqual([]);
});

test.each(SNIPPETS.filter(({ isRefused }) => !isRefused).map(({ place, program }) => [place, program] as const))('the containers of the snippet at %s start', (_, program) => {
  expect(execute(program).objects.flatMap(startFaults)).toEqual([]);
});

test.each(COMMANDS.map(command => [command.place, command] as const))('the command before %s prints what is shown', async (_, command) => {
  expect(differencesOfText(command.output, await outputOf(command))).toEqual([]);
});

test('every block of output is checked', () => {
  const checked = [...SNIPPETS.flatMap(({ told }) => told), ...COMMANDS].map(({ place }) => place);
  const shown = GUIDES.flatMap(({ sections }) => sections.flatMap(({ parts }) => parts.filter(part => isBlock(part, 'text'))));
  expect(shown.map(({ place }) => place).filter(place => !checked.includes(place))).toEqual([]);
});

test.each(PAGES.map(page => [page.path, page] as const))('the links of %s lead somewhere', (_, page) => {
  expect(brokenLinks(page, PAGES)).toEqual([]);
});
