import * as fc from 'fast-check';
import { binaryQuantity, parseQuantity, WHOLE } from '../../../src/manifest/kubernetes/quantities';

const UNITS = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

test.each([
  [100, '100'],
  [1024, '1Ki'],
  [512 * 1024 ** 2, '512Mi'],
  [1.5 * 1024 ** 3, '1536Mi'],
  [1024 ** 4, '1Ti'],
  [0, '0'],
])('%d bytes are %s', (bytes, quantity) => {
  expect(binaryQuantity(bytes)).toBe(quantity);
});

test('the bytes can be read back', () => {
  fc.assert(fc.property(fc.maxSafeNat(), bytes => {
    const [, amount, unit] = /^([0-9]+)([A-Za-z]*)$/.exec(binaryQuantity(bytes))!;
    expect(Number(amount) * 1024 ** UNITS.indexOf(unit)).toBe(bytes);
  }));
});

test.each<[string | number, bigint]>([
  ['0', 0n],
  ['1', WHOLE],
  [3, 3n * WHOLE],
  [0.5, WHOLE / 2n],
  [1e21, 10n ** 30n],
  ['1n', 1n],
  ['1u', 1000n],
  ['100m', WHOLE / 10n],
  ['1k', 1000n * WHOLE],
  ['1M', 10n ** 6n * WHOLE],
  ['1G', 10n ** 9n * WHOLE],
  ['1T', 10n ** 12n * WHOLE],
  ['1P', 10n ** 15n * WHOLE],
  ['1E', 10n ** 18n * WHOLE],
  ['1Ki', 1024n * WHOLE],
  ['1Mi', 1024n ** 2n * WHOLE],
  ['1Gi', 1024n ** 3n * WHOLE],
  ['1Ti', 1024n ** 4n * WHOLE],
  ['1Pi', 1024n ** 5n * WHOLE],
  ['1Ei', 1024n ** 6n * WHOLE],
  ['12e6', 12n * 10n ** 6n * WHOLE],
  ['1E3', 1000n * WHOLE],
  ['1e+3', 1000n * WHOLE],
  ['15e-1', WHOLE * 3n / 2n],
  ['1.5Gi', 1536n * 1024n ** 2n * WHOLE],
  ['.5', WHOLE / 2n],
  ['5.', 5n * WHOLE],
  ['007', 7n * WHOLE],
  ['+1', WHOLE],
  ['-1.5', -WHOLE * 3n / 2n],
  [' 1 ', WHOLE],
])('the quantity %j is %s nano units', (text, nanos) => {
  expect(parseQuantity(text)).toBe(nanos);
});

test.each([['0.1n', 1n], ['1.1n', 2n], ['-0.1n', -1n], ['1e-100', 1n]])('%s is rounded away from zero to %s nano units', (text, nanos) => {
  expect(parseQuantity(text)).toBe(nanos);
});

test.each([['16Ei', 2n ** 63n - 1n], ['-16Ei', 1n - 2n ** 63n]])('%s is cut down to %s', (text, units) => {
  expect(parseQuantity(text)).toBe(units * WHOLE);
});

test('a decimal quantity is not cut down', () => {
  expect(parseQuantity('16E')).toBe(16n * 10n ** 18n * WHOLE);
});

test.each(['', ' ', 'Gi', 'e-10', 'e', '1 Gi', '1GB', '1gi', '1KI', '1ki', '1K', '1e', '1e1.5', '1mi', '1,5', '0x10', '1.2.3', '--1', 'ten', NaN, Infinity])('%j is no quantity', text => {
  expect(parseQuantity(text)).toBeUndefined();
});

test('a quantity is what its digits say, whichever unit it is written in', () => {
  fc.assert(fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), amount => {
    expect(parseQuantity(`${amount}Gi`)).toBe(parseQuantity(`${amount * 1024n}Mi`));
    expect(parseQuantity(`${amount}M`)).toBe(parseQuantity(`${amount * 1000n}k`));
    expect(parseQuantity(`${amount}`)).toBe(parseQuantity(`${amount * 1000n}m`));
    expect(parseQuantity(`${amount}e3`)).toBe(parseQuantity(`${amount}k`));
  }), { examples: [[1n]] });
});

test('what was written in binary units is read as the same number of bytes', () => {
  fc.assert(fc.property(fc.maxSafeNat(), bytes => {
    expect(parseQuantity(binaryQuantity(bytes))).toBe(BigInt(bytes) * WHOLE);
  }));
});

test('an exponent without end is read without an end of memory', () => {
  expect(parseQuantity('1e999999999')).toBeGreaterThan(10n ** 100n);
});

test.each(['.', '+', 'k', 'e3', '+e-9', 'n'])('%s is 0, as Kubernetes reads it', text => {
  expect(parseQuantity(text)).toBe(0n);
});
