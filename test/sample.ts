/**
 * Every case, where `WHOLE` is set (`npx projen test:whole`), and otherwise some of them: at least one, and one of `share`.
 * `SAMPLE` says from which on, so that each is looked at some time.
 *
 * @throws where `SAMPLE` is no whole number
 */
export function sampleOf<T>(cases: readonly T[], share: number): readonly T[] {
  const { WHOLE, SAMPLE = '0' } = process.env;
  if (!/^[0-9]{1,9}$/.test(SAMPLE)) {
    throw new Error(`SAMPLE "${SAMPLE}" is not a whole number`);
  }
  const first = Number(SAMPLE) % Math.min(share, Math.max(cases.length, 1));
  return WHOLE ? cases : cases.filter((_, index) => index % share === first);
}
