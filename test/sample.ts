/**
 * Whether every case is wanted, as `WHOLE` says (`npx projen test:whole`; empty for a sample), and where it says nothing, in CI.
 */
export function isWhole(): boolean {
  const { WHOLE, CI } = process.env;
  return Boolean(WHOLE ?? CI);
}

/**
 * Every case, or some of them: at least one, and one of `share`. `SAMPLE` says from which on, so that each is looked at some time.
 *
 * @throws where `SAMPLE` is no whole number
 */
export function sampleOf<T>(cases: readonly T[], share: number): readonly T[] {
  const { SAMPLE = '0' } = process.env;
  if (!/^[0-9]{1,9}$/.test(SAMPLE)) {
    throw new Error(`SAMPLE "${SAMPLE}" is not a whole number`);
  }
  const first = Number(SAMPLE) % Math.min(share, Math.max(cases.length, 1));
  return isWhole() ? cases : cases.filter((_, index) => index % share === first);
}
