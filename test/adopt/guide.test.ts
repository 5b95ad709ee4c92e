import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allTypes } from './python/types';
import { adopted, filesOf, proofOf } from './support';
import { measure, percentTyped } from '../../src/adopt/measure';
import { files, STEPS } from '../../src/adopt/python/project';
import { pageOf } from '../docs/pages';

const PATH = join(__dirname, '..', '..', 'docs', 'guides', 'adopt.md');
const PARTS = pageOf('adopt.md', readFileSync(PATH, 'utf8')).sections.flatMap(({ parts }) => parts);

/** The first block of that language. */
function block(language: string): string {
  const found = PARTS.find(part => 'language' in part && part.language === language);
  return found && 'text' in found ? found.text : '';
}

test('the guide shows the program that is written', () => {
  expect(block('ts')).toBe(filesOf(block('yaml')).get('db.ts'));
});

test('the guide shows a part of the program in Python', () => {
  const types = allTypes();
  const program = filesOf(block('yaml'), undefined, { files: (adoption, options) => files(adoption, options, types), steps: STEPS, isOfNpm: false, run: () => '' });
  expect(program.get('charts/db.py')).toContain(block('python'));
});

test('the guide shows how much of it is typed', () => {
  const adoption = adopted(block('yaml'));
  const [percent, patches] = [percentTyped(measure(adoption)), adoption.objects.flatMap(each => each.patches).length];
  expect([patches, proofOf(adoption).count, proofOf(adoption).different]).toEqual([1, 2, []]);
  expect(block('console')).toContain(`0 of 2 objects differ; no pod restarts; typed ${percent} % of fields, 1 patch\n`);
});
