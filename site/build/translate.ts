import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { TargetLanguage, Translator, typeScriptSnippetFromVisibleSource, updateParameters } from 'jsii-rosetta';
import { faultsOfTranslation } from './faults-of-translation.ts';
import { CACHE, read, ROOT } from './repository.ts';
import type { Snippet } from './snippets.ts';

/**
 * A block in other languages, or why it cannot be translated.
 */
export interface Translation {
  /** The code by the name of its language; empty where there are problems. */
  readonly code: Readonly<Record<string, string>>;

  readonly problems: readonly string[];
}

const LANGUAGES = [TargetLanguage.PYTHON, TargetLanguage.JAVA, TargetLanguage.GO];

/**
 * Translates with jsii-rosetta, which types each program against the compiled library. What was translated before is kept
 * until the library changes.
 *
 * @returns the translations in the order of the snippets
 * @throws where the library is not compiled
 */
export function translate(snippets: readonly Snippet[]): Translation[] {
  const file = join(CACHE, 'translations.json');
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as Record<string, Translation> : {};
  const library = fingerprint();
  const keys = snippets.map(({ program }) => createHash('sha256').update(library).update(program).digest('hex'));
  const missing = keys.flatMap((key, index) => (key in kept ? [] : [snippets[index]]));
  const made = missing.length > 0 ? withRosetta(missing) : new Map<string, Translation>();
  const all = keys.map((key, index) => kept[key] ?? made.get(snippets[index].place)!);
  mkdirSync(CACHE, { recursive: true });
  writeFileSync(file, JSON.stringify(Object.fromEntries(keys.map((key, index) => [key, all[index]]))));
  return all;
}

/** What the translations depend on beside the program. */
function fingerprint(): string {
  if (!existsSync(join(ROOT, '.jsii'))) throw new Error('the library is not compiled, and its programs cannot be typed; run npx projen compile first');
  return read('.jsii') + read('node_modules/jsii-rosetta/package.json') + read('site/build/translate.ts') + read('site/build/faults-of-translation.ts');
}

/**
 * Translates without looking at what was translated before.
 *
 * @returns the translations by the places of the snippets
 */
export function withRosetta(snippets: readonly Snippet[]): Map<string, Translation> {
  const folder = folderOfUser();
  const translator = new Translator(true);
  return new Map(snippets.map(({ place, code: shown, program }) => {
    const snippet = typeScriptSnippetFromVisibleSource(program, { api: { api: 'file', fileName: place } }, true);
    // one after the other, as this tells which problems are whose
    const before = translator.diagnostics.length;
    const translated = translator.translate(updateParameters(snippet, { $compilation: folder }), LANGUAGES);
    const refused = translator.diagnostics.slice(before).filter(({ isError }) => isError).map(messageOf);
    const problems = [...refused, ...faultsOfTranslation(shown)];
    const code = problems.length > 0 ? {} : Object.fromEntries(LANGUAGES.map(language => [language, tidy(translated.get(language)!.source)]));
    return [place, { code, problems: [...new Set(problems)] }];
  }));
}

/** A folder in which the library and its peers are installed, as programs import them by their names. */
function folderOfUser(): string {
  const folder = join(CACHE, 'user');
  rmSync(folder, { recursive: true, force: true });
  for (const name of ['cdk8s-stateful-app', 'cdk8s', 'cdk8s-plus-28', 'constructs']) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(name === 'cdk8s-stateful-app' ? ROOT : join(ROOT, 'node_modules', name), link);
  }
  return folder;
}

function messageOf({ formattedMessage }: { formattedMessage: string }): string {
  return stripVTControlCharacters(formattedMessage).split('\n')[0].replace(/^.* - error (?:TS\d+: )?/, '').trim();
}

/** Rosetta imports a type of Python as often as it is used. */
function tidy(code: string): string {
  return code.replace(/^(from \S+ import )(.+)$/gm, (_, head: string, names: string) => head + [...new Set(names.split(', '))].join(', '));
}
