import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withPicture } from '../scripts/pictures';

const README = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');

test('the diagram of README.md is what `npx projen docs:pictures` draws', () => {
  expect(README).toContain('data-redis-2');
  expect(withPicture(README)).toBe(README);
});
