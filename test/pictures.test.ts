import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { guides, ROOT } from './docs/pages';
import { withPictures } from '../scripts/pictures';

const drawn = guides().map(({ path }) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
  .filter(({ text }) => text.includes('accTitle: StatefulSet'));

test('pages have drawings of what their programs make', () => {
  expect(drawn.map(({ path }) => path)).toEqual(['README.md', 'docs/concepts/identity.md', 'docs/concepts/updates.md']);
});

test.each(drawn)('the drawings of $path are what `npx projen docs:pictures` draws', ({ text }) => {
  expect(withPictures(text)).toBe(text);
});

test('a drawing is of the program above it, and other diagrams stay', () => {
  const programs = ['a', 'b'].map(name => `\`\`\`ts\nnew StatefulApp(chart, '${name}', { metadata: { name: '${name}' }, containers: [{ image: 'redis:7.4.2-alpine' }] });\n\`\`\`\n`);
  const [other, place] = ['```mermaid\nflowchart LR\n  a --> b\n```\n', '```mermaid\nflowchart TB\n  accTitle: StatefulSet x\n```\n'];
  const page = withPictures([programs[0], place, programs[1], other, place].join(''));
  expect([...page.matchAll(/accTitle: (.*)/g)].map(([, title]) => title)).toEqual(['StatefulSet a', 'StatefulSet b']);
  expect(page).toContain(other);
});
