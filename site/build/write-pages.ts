import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { apiPages } from './api-reference.ts';
import { titleOf } from './markdown.ts';
import { folderOf, nameOf, navigation, ordered } from './navigation.ts';
import { addressAtGitHub, PAGES, read, ROOT } from './repository.ts';
import { snippetsOf, withTranslations } from './snippets.ts';
import { API, type Source, sources } from './sources.ts';
import { translate, type Translation } from './translate.ts';

/**
 * What VitePress is told about the pages.
 */
export interface Manifest extends ReturnType<typeof navigation> {
  /** The file that a page is made from, by the path of the page. */
  readonly sources: Readonly<Record<string, string>>;

  /** The routes of the pages, by the files and folders that they show. */
  readonly routes: Readonly<Record<string, string>>;
}

/**
 * Writes the pages that VitePress reads.
 */
function main(): void {
  const pages = withIndexes(sources());
  const api = apiPages(read(API));
  const translations = translated(pages);
  rmSync(PAGES, { recursive: true, force: true });
  for (const page of pages) {
    const text = withTranslations(page, ({ place }) => translations.get(place)?.code ?? {});
    write(`${page.route}.md`, existsSync(join(ROOT, page.path)) ? `---\nedit: ${addressAtGitHub('edit', page.path)}\n---\n\n${text}` : text);
  }
  for (const { route, text } of api) write(`${route}.md`, text);
  const manifest: Manifest = {
    ...navigation(pages, api),
    sources: Object.fromEntries(pages.map(({ path, route }) => [`${route}.md`, path])),
    routes: Object.fromEntries(pages.flatMap(({ path, route }) => [[path, route], ...path.endsWith('/README.md') ? [[dirname(path), route]] : []])),
  };
  write('manifest.json', JSON.stringify(manifest));
  console.log(`${pages.length} pages, and ${api.length} of the API`);
}

/** A folder of docs/ without a README gets a page that lists its pages, as GitHub would list them. */
function withIndexes(pages: readonly Source[]): Source[] {
  const folders = new Set(pages.filter(({ path }) => path.startsWith('docs/')).flatMap(({ route }) => folderOf(route) ?? []));
  const made = [...folders].filter(folder => !pages.some(({ route }) => route === `${folder}/index`)).map(folder => {
    const items = ordered(pages.filter(({ route }) => folderOf(route) === folder), pages)
      .map(({ path, text }) => `- [${titleOf(path, text)}](${path.slice(`docs/${folder}/`.length)})`);
    return { path: `docs/${folder}/README.md`, route: `${folder}/index`, text: `# ${nameOf(folder, pages)}\n\n${items.join('\n')}\n` };
  });
  return [...pages, ...made];
}

/** The translations by the places of the blocks. Tells which there are not, and ends the build where nobody says why. */
function translated(pages: readonly Source[]): Map<string, Translation> {
  const all = pages.flatMap(snippetsOf);
  const asked = all.filter(({ reason }) => reason === undefined);
  const translations = translate(asked);
  const broken = asked.flatMap(({ place }, index) => translations[index].problems.map(problem => `${place}: ${problem}`));
  if (broken.length > 0) {
    throw new Error(`blocks that jsii-rosetta cannot translate:\n${broken.join('\n')}\n`
      + 'rewrite them, or put the line "<!-- typescript only: why -->" before the block');
  }
  console.log(`${asked.length} of ${all.length} TypeScript blocks are translated to Python, Java and Go`);
  for (const { place, reason } of all) {
    if (reason !== undefined) console.log(`  in TypeScript only: ${place}: ${reason}`);
  }
  return new Map(asked.map(({ place }, index) => [place, translations[index]]));
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(PAGES, path)), { recursive: true });
  writeFileSync(join(PAGES, path), text);
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
