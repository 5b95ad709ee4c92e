import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launch, missing } from './browser.ts';
import { serve } from './server.ts';
import { DIST } from '../build/repository.ts';

const BASE = process.env.SITE_BASE ?? '/';
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1440, height: 900 };

describe('the built site in a browser', { skip: missing }, () => {
  let server: Server;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  before(async () => {
    server = await serve(DIST, BASE);
    browser = await launch();
  });
  after(async () => {
    await browser.close();
    server.close();
  });
  beforeEach(async () => {
    page = await browser.newPage({ viewport: DESKTOP });
    complaints = [];
    page.on('console', message => {
      if (['error', 'warning'].includes(message.type())) complaints.push(`${page.url()}: ${message.text()}`);
    });
    page.on('pageerror', ({ message }) => complaints.push(`${page.url()}: ${message}`));
    page.on('request', request => {
      if (!request.url().startsWith(address('')) && !request.url().startsWith('data:')) complaints.push(`${page.url()}: asks ${request.url()}`);
    });
  });
  afterEach(async () => {
    await page.context().close();
    assert.deepEqual(complaints, [], 'errors, and requests that leave the site');
  });

  const address = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${BASE}${path}`;
  const open = (path: string) => page.goto(address(path), { waitUntil: 'networkidle' });

  /** What the search finds, best first. */
  async function search(words: string): Promise<{ text: string; link: string }[]> {
    await page.keyboard.press('Control+k');
    await page.locator('#localsearch-input').fill(words);
    await page.locator('#localsearch-list a').first().waitFor();
    // the list is made again a moment after the last key, which is later on a busy machine
    let [last, found] = ['', await listed()];
    while (last !== JSON.stringify(found)) {
      last = JSON.stringify(found);
      await page.waitForTimeout(500);
      found = await listed();
    }
    return found;
  }

  function listed(): Promise<{ text: string; link: string }[]> {
    return page.locator('#localsearch-list a').evaluateAll(links => links.map(link => ({
      text: link.querySelector('.titles')!.textContent.replace(/\s+/g, ' ').trim(),
      link: link.getAttribute('href')!,
    })));
  }

  test('search finds a rule by its id', async () => {
    await open('');
    const [first] = await search('R20');
    assert.match(first.link, /\/rules\/[a-z-]+#r20-/);
  });

  test('search finds a rule by its name', async () => {
    await open('');
    const [first] = await search('target-port-not-found');
    assert.match(first.link, /#r20-target-port-not-found$/);
  });

  test('search finds a property by its name', async () => {
    await open('');
    const found = await search('persistentVolumeClaimRetentionPolicy');
    assert.ok(found.slice(0, 3).some(({ link }) => link.endsWith('/api/StatefulAppProps#property-persistentVolumeClaimRetentionPolicy')), JSON.stringify(found.slice(0, 3)));
  });

  test('search leads to the place that it found', async () => {
    await open('');
    await search('R20');
    await page.keyboard.press('Enter');
    await page.waitForURL(/#r20-/);
    await page.locator('h2[id^="r20-"]').waitFor({ state: 'visible' });
  });

  test('programs are shown in TypeScript first', async () => {
    await open('');
    assert.deepEqual(await visibleLanguages(), ['ts']);
  });

  for (const [name, language, word] of [['Python', 'python', 'StatefulApp('], ['Java', 'java', 'StatefulApp.Builder.create('], ['Go', 'go', 'NewStatefulApp(']] as const) {
    test(`a tab shows the program in ${name}`, async () => {
      await open('');
      await page.getByRole('tab', { name }).first().click();
      assert.deepEqual(await visibleLanguages(), [language]);
      assert.ok((await page.locator(`.programs > .language-${language}`).first().innerText()).includes(word));
    });
  }

  test('the language stays on another page, and after the page is loaded again', async () => {
    await open('');
    await page.getByRole('tab', { name: 'Python' }).first().click();
    await open(await pageWithPrograms());
    assert.deepEqual(await visibleLanguages(), ['python']);
    await page.reload({ waitUntil: 'networkidle' });
    assert.deepEqual(await visibleLanguages(), ['python']);
    assert.equal(await page.getByRole('tab', { name: 'Python' }).first().getAttribute('aria-selected'), 'true');
  });

  test('tabs are switched with the arrow keys', async () => {
    await open('');
    await page.getByRole('tab', { name: 'TypeScript' }).first().focus();
    await page.keyboard.press('ArrowRight');
    assert.deepEqual(await visibleLanguages(), ['python']);
  });

  test('a diagram is drawn', async context => {
    const path = await pageWith('language-mermaid');
    if (path === undefined) return context.skip('no page has a diagram');
    await open(path);
    await page.locator('.diagram svg').first().waitFor();
    assert.equal(await page.locator('.language-mermaid').count(), 0);
  });

  test('no page scrolls sideways on a phone', { timeout: 600_000 }, async () => {
    await page.setViewportSize(PHONE);
    // nothing but diagrams is drawn by scripts, and without them a page is there in a tenth of the time
    const context = await browser.newContext({ viewport: PHONE, javaScriptEnabled: false });
    const plain = await context.newPage();
    const wide: string[] = [];
    for (const path of pages()) {
      const reader = await hasClass(path, 'language-mermaid') ? page : plain;
      await reader.goto(address(path), { waitUntil: 'load' });
      const width = await reader.evaluate(() => document.documentElement.scrollWidth);
      if (width > PHONE.width) wide.push(`${path} is ${width} pixels wide`);
    }
    await context.close();
    assert.deepEqual(wide, []);
  });

  test('without scripts the text is there, and programs are in TypeScript', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(address(''));
    assert.ok(await plain.getByRole('heading', { level: 1 }).isVisible());
    assert.ok(await plain.locator('.programs > .language-ts').first().isVisible());
    assert.equal(await plain.locator('.programs > .language-python').first().isVisible(), false);
    assert.equal(await plain.getByRole('tab').first().isVisible(), false);
    await context.close();
  });

  /** The languages of the blocks with tabs that can be seen. */
  async function visibleLanguages(): Promise<string[]> {
    const classes = await page.locator('.programs > [class*="language-"]').evaluateAll(blocks => blocks
      .filter(block => (block as HTMLElement).offsetHeight > 0)
      .map(block => /language-(\w+)/.exec(block.className)![1]));
    return [...new Set(classes)];
  }

  async function pageWithPrograms(): Promise<string> {
    const path = await pageWith('programs', pages().filter(name => name !== ''));
    assert.ok(path !== undefined, 'no page beside the first one has a program');
    return path;
  }

  /** The first page whose HTML, as it is served, has an element of a class. */
  async function pageWith(name: string, paths = pages()): Promise<string | undefined> {
    for (const path of paths) {
      if (await hasClass(path, name)) return path;
    }
    return undefined;
  }

  async function hasClass(path: string, name: string): Promise<boolean> {
    return (await (await fetch(address(path))).text()).includes(`class="${name}"`);
  }
});

/** The paths of all pages, below the base. */
function pages(): string[] {
  return readdirSync(DIST, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.html') && file !== '404.html')
    .map(file => file.replace(/\.html$/, '').replace(/(^|\/)index$/, '$1'))
    .sort();
}
