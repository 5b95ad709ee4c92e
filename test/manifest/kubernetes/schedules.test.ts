import { cronJobNameProblem, scheduleProblem, timeZoneProblem } from '../../../src/manifest/kubernetes/schedules';

test.each(['* * * * *', '30 2 * * *', '*/5 0-23 1,15 jan-Mar MON', '0 0 ? * 0-6/2', '5/10 * * * sun,wed'])('%s is a schedule', schedule => {
  expect(scheduleProblem(schedule)).toBeUndefined();
});

test.each([
  ['* * * *', 'has 4 fields'],
  ['60 * * * *', 'has the minute "60"'],
  ['0 24 * * *', 'has the hour "24"'],
  ['0 0 0 * *', 'has the day "0"'],
  ['0 0 1 13 *', 'has the month "13"'],
  ['0 0 * foo *', 'has the month "foo"'],
  ['0 0 * * 7', 'has the weekDay "7"'],
  ['5-3 * * * *', 'has the minute "5-3"'],
  ['1-2-3 * * * *', 'has the minute "1-2-3"'],
  ['*/0 * * * *', 'has the minute "*/0"'],
  ['*/x * * * *', 'has the minute "*/x"'],
  ['*/1/2 * * * *', 'has the minute "*/1/2"'],
  ['1, * * * *', 'has the minute "1,"'],
  ['mon * * * *', 'has the minute "mon"'],
])('fails for the schedule %s', (schedule, problem) => {
  expect(scheduleProblem(schedule)?.problem).toBe(problem.includes('fields') ? `${problem}, and a schedule has 5` : problem);
});

test.each(['Etc/UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+12', 'UTC'])('%s is a time zone', name => {
  expect(timeZoneProblem(name)).toBeUndefined();
});

test.each(['', 'Local', 'local', '../etc/passwd', 'Europe/', 'Europe Berlin', '-Europe'])('fails for the time zone %j', name => {
  expect(timeZoneProblem(name)?.problem).toBe('is not the name of a time zone');
});

test('a CronJob has a name of 52 characters', () => {
  expect(cronJobNameProblem('x'.repeat(52))).toBeUndefined();
});

test('fails for a CronJob with a name of 53 characters', () => {
  expect(cronJobNameProblem('x'.repeat(53))?.problem).toBe('has 53 characters, and the name of a CronJob at most 52');
});
