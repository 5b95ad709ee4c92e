import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { deadLinks } from '../build/check-links.ts';

/** The dead links of a site of these files. */
function found(files: Record<string, string>, base = '/'): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'site-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return deadLinks(folder, base);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('links to pages, places and files are alive', () => {
  assert.deepEqual(found({
    'index.html': '<h1 id="top"></h1><a href="#top"></a><a class="x" href="/guides/a#b"></a><a href="/guides/"></a><a href="/icon.svg"></a>',
    'guides/index.html': '<a href="./a"></a><a href="../#top"></a>',
    'guides/a.html': '<h2 id="b"></h2>',
    'icon.svg': '',
  }), []);
});

test('fails for a page that is not there', () => {
  assert.deepEqual(found({ 'index.html': '<a href="/b"></a>' }), ['/: /b']);
});

test('fails for an anchor that is not there', () => {
  assert.deepEqual(found({ 'index.html': '<a href="/a#b"></a>', 'a.html': '<h1 id="c"></h1>' }), ['/: /a#b']);
});

test('fails for an anchor of the page itself', () => {
  assert.deepEqual(found({ 'index.html': '<a href="#b"></a>' }), ['/: #b']);
});

test('fails for a link beside the base', () => {
  assert.deepEqual(found({ 'index.html': '<a href="/a"></a><a href="/base/a"></a>', 'a.html': '' }, '/base/'), ['/: /a']);
});

test('links in programs are none', () => {
  assert.deepEqual(found({ 'index.html': '<pre><code><a href="/b"></code></pre>' }), []);
});

test('links to elsewhere are not followed', () => {
  assert.deepEqual(found({ 'index.html': '<a href="https://kubernetes.io/nothing"></a><a href="mailto:a@b.c"></a>' }), []);
});

test('fails where there are no pages', () => {
  assert.throws(() => found({}), /build the site first/);
});
