import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';

const GUIDE = join(__dirname, '..', 'docs', 'guides', 'other-languages.md');
const CONSUMERS = join(__dirname, 'consumers');
const PROGRAMS: Readonly<Record<string, string>> = {
  python: join(CONSUMERS, 'python'),
  java: join(CONSUMERS, 'java', 'src', 'main', 'java', 'consumer'),
  go: join(CONSUMERS, 'go'),
};

const blocks = [...readFileSync(GUIDE, 'utf8').matchAll(/^```(python|java|go)\n([^]*?)^```$/gm)].map(([, language, code]) => ({ language, code }));

test.each(Object.keys(PROGRAMS))('the guide shows programs in %s', language => {
  expect(blocks.filter(block => block.language === language)).not.toEqual([]);
});

// they are compiled and run by `npx projen test:consumers`
test.each(blocks)('a block of the guide in $language is in a program that is tested', ({ language, code }) => {
  const programs = readdirSync(PROGRAMS[language]).map(file => readFileSync(join(PROGRAMS[language], file), 'utf8'));
  expect(programs.filter(program => program.includes(code))).toHaveLength(1);
});
