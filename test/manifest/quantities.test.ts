import * as fc from 'fast-check';
import { binaryQuantity } from '../../src/manifest/quantities';

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
