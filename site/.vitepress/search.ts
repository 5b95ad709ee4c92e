import type { DefaultTheme } from 'vitepress';

/** Blocks that say once more what the block in TypeScript says. */
const TRANSLATED = /<div class="language-(?:python|java|go)\b[^]*?<\/pre>[^]*?<\/div>/g;

/**
 * The search runs in the browser, on an index that is built with the pages.
 */
export const search: DefaultTheme.LocalSearchOptions = {
  detailedView: 'auto',
  _render: async (source, env, md) => (await md.renderAsync(source, env)).replace(TRANSLATED, ''),
  miniSearch: {
    searchOptions: {
      // the id of a rule is short, and another one is not nearly the same
      fuzzy: term => (term.length > 4 ? 0.2 : false),
      boost: { title: 6, titles: 1, text: 1 },
    },
  },
};
