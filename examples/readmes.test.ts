import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';

const EXAMPLES = readdirSync(__dirname).filter(name => existsSync(join(__dirname, name, 'main.ts')));

/** The paragraphs of the first box of a README, each in one line. */
function boxOf(example: string): string[] {
  const [, ...after] = readFileSync(join(__dirname, example, 'README.md'), 'utf8').split(/^(?=> )/m);
  const [box = ''] = after.join('').split(/^(?!>)/m);
  return box.split(/^>\n/m).map(paragraph => paragraph.replace(/^> /gm, '').replace(/\n/g, ' ').trim());
}

test.each(EXAMPLES)('the README of %s says in a box what it survives and what it does not, and whether there are backups', example => {
  expect(boxOf(example)).toEqual([expect.stringMatching(/^\*\*It survives\*\* ./), expect.stringMatching(/^\*\*It does not\*\* .*There (is|are) no backups?\b/)]);
});
