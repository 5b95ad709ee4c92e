import * as fc from 'fast-check';
import { markdownCode, markdownTable, markdownText } from '../../../src/manifest/lint/markdown';
import { rendered } from '../../commonmark';

const html = (markdown: string) => rendered(markdown).trim();
const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };
const text = (page: string) => page.replace(/&(amp|lt|gt|quot);/g, entity => entities[entity]!).replaceAll('\u200b', '');

const HOSTILE = [
  'a|b', '`a`', '``a', '<script>alert(1)</script>', '<!-- a -->', '@mention', 'you@example.com', '#1', '# heading', '[a](https://example.com)', '](javascript:x)',
  '![a](b)', '**a**', '_a_ __b__', '~~a~~', '- item', '+ item', '1. item', '2) item', '> quote', '---', '&lt;b&gt;', '&#64;a', '\\', '\\<b>', 'a\\|b', '{a}', '"a"',
];

describe('text', () => {
  test.each(HOSTILE)('%s stays what it is, in a paragraph and in a list', hostile => {
    expect(text(html(markdownText(hostile)))).toBe(`<p>${hostile}</p>`);
    expect(text(html(`- ${markdownText(hostile)}`))).toBe(`<ul>\n<li>${hostile}</li>\n</ul>`);
  });

  test('whatever stands in a manifest stays text', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'ab1 \t\n`*_~#@<>[]()!&;|\\-+.={}"\'/:') }), given => {
      const expected = given.replace(/\s+/g, ' ').trim();
      expect(text(html(markdownText(given.trim())))).toBe(expected === '' ? '' : `<p>${expected}</p>`);
    }));
  });

  test('lines are one', () => {
    expect(markdownText('a\n\n# b\r\n- c')).toBe('a \\#&#8203; b - c');
  });

  test('no forge finds somebody to notify, or an issue, in what has been rendered', () => {
    expect(html(markdownText('@you and #12'))).toBe('<p>@\u200byou and #\u200b12</p>');
  });

  test('what a terminal would obey, or what turns the text around, is a sign', () => {
    expect(markdownText('a\u001b\u202eb')).toBe('a\ufffd\ufffdb');
  });
});

describe('code', () => {
  test.each(HOSTILE)('%s stays what it is', hostile => {
    expect(text(html(`a ${markdownCode(hostile)}`))).toBe(`<p>a <code>${hostile}</code></p>`);
  });

  test.each(['', '`', '``', ' a', 'a `` b ` c'])('%j is whole', odd => {
    expect(text(html(`a${markdownCode(odd)}`))).toBe(odd === '' ? '<p>a</p>' : `<p>a<code>${odd}</code></p>`);
  });

  test('lines are one', () => {
    expect(markdownCode('a\nb')).toBe('`a b`');
  });
});

describe('a table', () => {
  test.each(HOSTILE)('%s is in one cell', hostile => {
    const table = markdownTable(['a', 'b'], [[markdownText(hostile), markdownCode(hostile)]]);
    // as forges read it: what stands behind a backslash ends no cell
    expect(table.split('\n').map(line => line.split(/(?<!\\)\|/).length)).toEqual([4, 4, 4]);
  });

  test('has heads, a line and rows', () => {
    expect(markdownTable(['a', 'b'], [['1', '2']])).toBe('| a | b |\n| --- | --- |\n| 1 | 2 |');
  });
});
