import { isWhole, sampleOf } from './sample';

const GIVEN = { ...process.env };

afterEach(() => { process.env = { ...GIVEN }; });

function sampled(env: NodeJS.ProcessEnv, cases: readonly string[]): readonly string[] {
  Object.assign(process.env, { WHOLE: '', SAMPLE: '0', ...env });
  return sampleOf(cases, 3);
}

test('a sample is one of so many', () => {
  expect(sampled({}, ['a', 'b', 'c', 'd'])).toEqual(['a', 'd']);
});

test('the samples together are all', () => {
  const samples = ['0', '1', '2'].flatMap(SAMPLE => sampled({ SAMPLE }, ['a', 'b', 'c', 'd']));
  expect(samples.sort()).toEqual(['a', 'b', 'c', 'd']);
});

test.each(['0', '1', '2', '5'])('of less there is one, with sample %s', SAMPLE => {
  expect(sampled({ SAMPLE }, ['a', 'b'])).toHaveLength(1);
});

test('the whole is all', () => {
  expect(sampled({ WHOLE: '1', SAMPLE: '2' }, ['a', 'b', 'c', 'd'])).toEqual(['a', 'b', 'c', 'd']);
});

test('CI looks at the whole, unless it is told not to', () => {
  Object.assign(process.env, { CI: 'true' });
  delete process.env.WHOLE;
  expect(isWhole()).toBe(true);
  expect(sampled({}, ['a', 'b', 'c', 'd'])).toEqual(['a', 'd']);
});

test('fails for a sample that is no number', () => {
  expect(() => sampled({ SAMPLE: 'x' }, ['a'])).toThrow('SAMPLE "x" is not a whole number');
});
