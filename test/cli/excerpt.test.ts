import { excerptAt } from '../../src/cli/excerpt';
import { Positions } from '../../src/cli/position';

function excerpt(text: string, path: string, width: number) {
  const document = { file: 'app.yaml', line: 1, text };
  return excerptAt({ document, position: new Positions().of(document, path) }, width);
}

/** What the mark is under. */
const marked = ({ text, indent, length }: ReturnType<typeof excerpt>) => text.slice(indent, indent + length);

test('a line that fits is shown whole', () => {
  expect(excerpt('a: 1\nb:   value\n', 'b', 14)).toEqual({ number: '2', text: 'b:   value', indent: 5, length: 5 });
});

test('of a long line, the part around the mark is shown', () => {
  const line = `{"before": "${'x'.repeat(200)}", "key": "value", "after": "${'y'.repeat(200)}"}`;
  const { text, ...rest } = excerpt(line, 'key', 40);
  expect({ length: text.length, text: /^….*…$/.test(text), marked: marked({ text, ...rest }) }).toEqual({ length: 40, text: true, marked: '"value"' });
});

test('a mark ends where the line is cut', () => {
  const { text, indent, length } = excerpt(`a: ${'x'.repeat(100)}`, 'a', 40);
  expect(indent + length).toBe(text.length);
});

test('the end of a line as in Windows is not shown', () => {
  expect(excerpt('a: 1\r\nb: 2\r\n', 'a', 40).text).toBe('a: 1');
});
