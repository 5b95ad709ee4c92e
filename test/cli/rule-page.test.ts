import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ruleLink } from '../../src/cli/rule-page';
import { RULES } from '../../src/manifest/rules';

test('the link of each rule leads to its heading in a page', () => {
  const lost = RULES.filter(rule => {
    const [, page = '', anchor = ''] = /\/docs\/rules\/([a-z-]+\.md)#(.+)$/.exec(ruleLink(rule)) ?? [];
    const headings = readFileSync(join(__dirname, '..', '..', 'docs', 'rules', page), 'utf8').match(/^## .*$/gm) ?? [];
    return !headings.some(heading => heading.slice('## '.length).toLowerCase().replaceAll(' ', '-') === anchor);
  });
  expect(lost.map(({ id }) => id)).toEqual([]);
});

test('what is in no page is explained behind its own link', () => {
  expect(ruleLink({ id: 'A01', name: 'acceptance-unused', link: 'https://example.com/' })).toBe('https://example.com/');
});
