import { amountOf, commonOf } from '../../src/adopt/alike';
import { call, Code, list, make, name, Statement, struct, text } from '../../src/adopt/code';

const SIZE = call(name('Size'), 'gibibytes', text(1));
const DURATION = call(name('Duration'), 'seconds', text(1));
const LARGER = call(name('Size'), 'mebibytes', text(2));
const FILE: Code = { kind: 'file', path: 'files/a.conf', text: 'x' };
const TEMPLATE = (part: string): Code => ({ kind: 'template', parts: [part, name('x')] });

function differencesOf(...codes: Code[]): unknown {
  return commonOf(codes.map(code => [{ code }]))?.differences.map(({ keys, item, codes: values }) => [[item, ...keys].filter(Boolean).join('.'), values]);
}

describe('programs are alike where they differ in', () => {
  test.each<[string, Code, Code, unknown]>([
    ['nothing', SIZE, SIZE, []],
    ['a text', text('a'), text('b'), [['', [text('a'), text('b')]]]],
    ['an amount, whatever its unit', SIZE, LARGER, [['', [SIZE, LARGER]]]],
    ['a value of a property', struct([{ key: 'port', code: text(1) }]), struct([{ key: 'port', code: text(2) }]), [['port', [text(1), text(2)]]]],
    [
      'a value of an item that has a name',
      struct([{ key: 'name', code: text('http') }, { key: 'port', code: text(1) }]), struct([{ key: 'name', code: text('http') }, { key: 'port', code: text(2) }]),
      [['http.port', [text(1), text(2)]]],
    ],
    ['an item of a list', list([text(1), text(2)]), list([text(1), text(3)]), [['', [text(2), text(3)]]]],
    ['an argument', make('Chart', text('a')), make('Chart', text('b')), [['', [text('a'), text('b')]]]],
    ['an argument of a call', call(name('x'), 'add', text('a')), call(name('x'), 'add', text('b')), [['', [text('a'), text('b')]]]],
    ['the path of a file', FILE, { ...FILE, path: 'files/b.conf' }, [['', [text('files/a.conf'), text('files/b.conf')]]]],
  ])('%s', (_, one, other, expected) => {
    expect(differencesOf(one, other)).toEqual(expected);
  });
});

describe('programs are not alike where they differ in', () => {
  test.each<[string, Code, Code]>([
    ['the kind of an expression', text('a'), name('a')],
    ['the type of a value', text('1'), text(1)],
    ['what is measured', SIZE, DURATION],
    ['an amount and another call', SIZE, call(name('x'), 'gibibytes', text(1))],
    ['the length of a list', list([text(1)]), list([text(1), text(2)])],
    ['an item of another kind', list([text(1)]), list([name('x')])],
    ['the class', make('Chart', text('a')), make('App', text('b'))],
    ['the number of arguments', make('Chart', text('a')), make('Chart', text('b'), text('c'))],
    ['the method', call(name('x'), 'add', text('a')), call(name('x'), 'remove', text('b'))],
    ['what is called', call(name('x'), 'add', text('a')), call(text('y'), 'add', text('b'))],
    ['the names of properties', struct([{ key: 'a', code: text(1) }]), struct([{ key: 'b', code: text(1) }])],
    ['the kind of a property', struct([{ key: 'a', code: text(1) }]), struct([{ key: 'a', code: name('x') }])],
    ['a name', name('x'), name('y')],
    ['text with values in it', TEMPLATE('a'), TEMPLATE('b')],
  ])('%s', (_, one, other) => {
    expect(differencesOf(one, other)).toBeUndefined();
  });

  test.each<[string, readonly Statement[], readonly Statement[]]>([
    ['the number of lines', [{ code: text(1) }], [{ code: text(1) }, { code: text(2) }]],
    ['a line that one has not', [{ code: text(1) }, { code: text(2) }], [{ code: text(1) }]],
    ['the name of a constant', [{ constant: 'a', code: text(1) }], [{ constant: 'b', code: text(1) }]],
    ['a comment', [{ comments: ['a'], code: text(1) }], [{ code: text(1) }]],
  ])('%s', (_, one, other) => {
    expect(commonOf([one, other])).toBeUndefined();
  });
});

test('no programs have nothing in common, and do not differ', () => {
  expect(commonOf([])).toEqual({ statements: [], differences: [] });
});

test.each<[string, Code, string | undefined]>([
  ['a size', SIZE, 'Size'],
  ['CPU', call(name('kplus.Cpu'), 'millis', text(1)), 'kplus.Cpu'],
  ['a call of something else', call(name('x'), 'millis', text(1)), undefined],
  ['a call of what another call gives', call(SIZE, 'toString'), undefined],
  ['a value', text(1), undefined],
])('%s is an amount, or not', (_, code, expected) => {
  expect(amountOf(code)).toBe(expected);
});
