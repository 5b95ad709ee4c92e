import { Problem } from './problem';

/** The longest name of a CronJob: the controller adds eleven characters for each Job, whose name ends at 63. */
const LONGEST_CRON_JOB_NAME = 52;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** The fields of a schedule: the least and the greatest number of each, and the names of the numbers from the least on. */
const FIELDS: readonly { readonly name: string; readonly least: number; readonly most: number; readonly names?: readonly string[] }[] = [
  { name: 'minute', least: 0, most: 59 },
  { name: 'hour', least: 0, most: 23 },
  { name: 'day', least: 1, most: 31 },
  { name: 'month', least: 1, most: 12, names: MONTHS },
  { name: 'weekDay', least: 0, most: 6, names: DAYS },
];

/**
 * Why no CronJob can be called `name`, which is a DNS subdomain otherwise, or undefined.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#writing-a-cronjob-spec
 */
export function cronJobNameProblem(name: string): Problem | undefined {
  return name.length <= LONGEST_CRON_JOB_NAME
    ? undefined
    : { problem: `has ${name.length} characters, and the name of a CronJob at most ${LONGEST_CRON_JOB_NAME}`, fix: 'give a shorter name' };
}

/**
 * Why the API server would not take a schedule of five fields, or undefined.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
 */
export function scheduleProblem(schedule: string): Problem | undefined {
  const texts = schedule.trim().split(/\s+/);
  if (texts.length !== FIELDS.length) {
    return { problem: `has ${texts.length} fields, and a schedule has 5`, fix: 'give minute, hour, day, month and weekDay' };
  }
  const wrong = FIELDS.findIndex((field, index) => !texts[index]!.split(',').every(item => isItem(item, field)));
  if (wrong === -1) {
    return undefined;
  }
  const { name, least, most } = FIELDS[wrong]!;
  return { problem: `has the ${name} ${JSON.stringify(texts[wrong])}`, fix: `use numbers from ${least} to ${most}, as "*", "3", "3-7", "*/2" or "3,7"` };
}

/**
 * Why the API server would not take the name of a time zone, as far as it can be told without the list of all, or undefined.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#time-zones
 */
export function timeZoneProblem(name: string): Problem | undefined {
  const parts = name.split('/');
  return name.toLowerCase() !== 'local' && parts.every(part => /^[A-Za-z0-9._+-]{1,14}$/.test(part) && !/^[.-]/.test(part))
    ? undefined
    : { problem: 'is not the name of a time zone', fix: 'give one as "Etc/UTC" or "Europe/Berlin"' };
}

function isItem(text: string, { least, most, names = [] }: typeof FIELDS[number]): boolean {
  const [range = '', step, ...more] = text.split('/');
  const numbers = range.split('-').map(word => {
    const index = names.indexOf(word.toLowerCase());
    return index === -1 ? (/^\d+$/.test(word) ? Number(word) : NaN) : index + least;
  });
  const [from = NaN, to = from] = numbers;
  const isRange = range === '*' || range === '?' || (numbers.length <= 2 && from >= least && from <= to && to <= most);
  return isRange && more.length === 0 && (step === undefined || (/^\d+$/.test(step) && Number(step) > 0));
}
