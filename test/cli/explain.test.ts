import { run as runIn } from './support';
import { RULES } from '../../src/manifest/rules';
import { UPDATE_RULES } from '../../src/manifest/update/rules';

const run = (rule: string, width?: number) => runIn(['explain', rule], { directory: '/', width });

test.each([...RULES, ...UPDATE_RULES])('$id says what its page says', async ({ id, name, severity, demand, consequence, fix, link }) => {
  const { code, out } = await run(id, 10_000);
  expect(code).toBe(0);
  [`${id} ${name}\n${severity}`, `\n${demand}\n`, `= goes wrong: ${consequence}\n`, `= fix: ${fix}\n`, `= see: ${link}\n`].forEach(text => expect(out).toContain(text));
});

test.each(['r50', 'readiness-probe-missing'])('%s is R50', async rule => {
  expect((await run(rule)).out).toMatch(/^R50 readiness-probe-missing\nwarning\n/);
});

test('lines are as wide as the terminal', async () => {
  const lines = (await run('R50', 60)).out.split('\n').filter(line => !line.includes('https:'));
  expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(60);
});

test('fails where no rule has that name, and knows the nearest one', async () => {
  expect(await run('readines-probe-missing')).toEqual({ code: 2, out: '', err: 'error: no rule is called "readines-probe-missing"; did you mean readiness-probe-missing?\n' });
});

test('fails where no rule has a similar name', async () => {
  expect(await run('R9999')).toEqual({ code: 2, out: '', err: 'error: no rule is called "R9999"\n' });
});
