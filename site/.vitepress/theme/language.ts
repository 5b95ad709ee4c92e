import { ref } from 'vue';

/** By the names that stand behind the fences. */
export const LANGUAGES = { ts: 'TypeScript', python: 'Python', java: 'Java', go: 'Go' };

export type Language = keyof typeof LANGUAGES;

/** The language of all programs of the site. */
export const language = ref<Language>('ts');

/**
 * Reads what was chosen before; the script in the head has read it first.
 */
export function restore(): void {
  const before = document.documentElement.dataset.language;
  if (before !== undefined && before in LANGUAGES) language.value = before as Language;
}

export function choose(chosen: Language): void {
  language.value = chosen;
  document.documentElement.dataset.language = chosen;
  try {
    localStorage.setItem('language', chosen);
  } catch {
    // a browser that stores nothing forgets it
  }
}
