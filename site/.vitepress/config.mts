import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { slug } from 'github-slugger';
import { defineConfig } from 'vitepress';
import { CACHE, DIST, PAGES, REPOSITORY } from '../build/repository.ts';
import type { Manifest } from '../build/write-pages.ts';
import { diagrams, linksToPages, plainBraces, unbrokenNames } from './markdown.ts';
import { search } from './search.ts';

const manifest = JSON.parse(readFileSync(join(PAGES, 'manifest.json'), 'utf8')) as Manifest;
const base = process.env.SITE_BASE ?? '/';

export default defineConfig({
  title: 'cdk8s-stateful-app',
  description: 'Stateful applications on Kubernetes as one typed cdk8s construct',
  lang: 'en',
  base,
  srcDir: PAGES,
  outDir: DIST,
  cacheDir: join(CACHE, 'vitepress'),
  // GitHub Pages serves guides/first-app.html as guides/first-app
  cleanUrls: true,
  head: [
    ['link', { rel: 'icon', type: 'image/svg+xml', href: `${base}icon.svg` }],
    // before anything is drawn, so that no block jumps
    ['script', {}, readFileSync(join(import.meta.dirname, 'language.js'), 'utf8')],
  ],
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    // anchors are written for GitHub
    anchor: { slugify: slug },
    // the pages are plain Markdown: only headings of the API bring ids of their own
    attrs: { rule: ['heading'] },
    container: false,
    emoji: false,
    include: false,
    snippet: false,
    toc: false,
    config: md => {
      linksToPages(md, manifest);
      diagrams(md);
      unbrokenNames(md);
      plainBraces(md);
    },
  },
  vite: {
    publicDir: join(import.meta.dirname, '..', 'public'),
    // the diagrams' library, which only pages with diagrams load
    build: { chunkSizeWarningLimit: 3000 },
  },
  themeConfig: {
    nav: manifest.nav,
    sidebar: manifest.sidebar,
    outline: { level: [2, 3] },
    editLink: { pattern: ({ frontmatter }) => frontmatter.edit as string, text: 'Edit this page' },
    socialLinks: [{ icon: 'github', link: REPOSITORY }],
    search: { provider: 'local', options: search },
  },
});
