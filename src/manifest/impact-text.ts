import { ObjectImpact } from './impact';
import { kindAndName, printable, wrapped } from './lint/text';
import { groupedBy } from './model/grouped-by';
import { PodChanges } from './plan/pod-changes';
import { podsNamed } from './plan/rows';
import { OUTCOMES } from './update/finding';
import { Recipe } from './update/recipes';

/** What is said where no rule on updates is about a kind. */
const NOT_JUDGED = 'not-judged';
const NEW = 'created';
const SAME = 'unchanged';

/** From the worst on. */
const VERDICTS = [...Object.keys(OUTCOMES), NOT_JUDGED, NEW, SAME];

/**
 * What an update does to an object, in a word: its outcome, or that it is new, or that nobody knows.
 */
export function verdictOn({ outcome, change, reasons }: ObjectImpact): string {
  return change === NEW && reasons.length === 0 ? NEW : outcome ?? NOT_JUDGED;
}

/**
 * The impacts by the verdict, the worst first.
 */
export function byVerdict(impacts: readonly ObjectImpact[]): readonly (readonly [verdict: string, impacts: readonly ObjectImpact[]])[] {
  const groups = groupedBy(impacts, verdictOn);
  return VERDICTS.flatMap(verdict => {
    const some = groups.get(verdict);
    return some === undefined ? [] : [[verdict, some] as const];
  });
}

/**
 * How many objects an update does what to, in a line: `objects: 1 data left behind, 2 rolls pods, 40 unchanged`.
 */
export function objectsLine(impacts: readonly ObjectImpact[], width: number): string {
  const counts = byVerdict(impacts).map(([verdict, { length }]) => `${length} ${inWords(verdict)}`).join(', ');
  return wrapped(counts, width, 'objects: ', '  ');
}

/**
 * What an update does to each object that does not stay as it is, in lines of that width: with its pods, its data and its recipe.
 */
export function impactLines(impacts: readonly ObjectImpact[], width: number): string[] {
  const rows = impactRows(impacts);
  const column = Math.max(0, ...rows.map(({ verdict }) => verdict.length));
  const indent = ' '.repeat(column + 4);
  return rows.flatMap(({ verdict, text, data, recipe }) => [
    wrapped(text, width, `  ${verdict.padEnd(column)}  `),
    ...data.map(sentence => wrapped(printable(sentence), width, `${indent}data: `, `${indent}  `)),
    // commands are copied, so that their lines stay whole
    ...recipe === undefined ? [] : [`${indent}recipe: ${recipe.link}`, ...recipe.commands.map(command => `${indent}  ${printable(command)}`)],
  ]);
}

/**
 * What an update does to an object, what becomes of the data, and how it is made all the same.
 */
export interface ImpactRow {
  readonly verdict: string;
  readonly text: string;
  readonly data: readonly string[];
  readonly recipe?: Recipe;
}

/**
 * The rows of an update, the worst first. What is new or stays as it is does not need one.
 */
export function impactRows(impacts: readonly ObjectImpact[]): ImpactRow[] {
  return byVerdict(impacts)
    .filter(([verdict]) => verdict !== NEW && verdict !== SAME)
    .flatMap(([verdict, some]) => some.map(impact => (
      { verdict: inWords(verdict), text: textOf(impact), data: dataOf(impact), recipe: impact.recipe })));
}

/** What becomes of the data, where it is not only that nothing does. */
function dataOf({ reasons, outcome }: ObjectImpact): string[] {
  const telling = reasons.filter(reason => reason.severity !== 'info' || reason.outcome === 'data-kept');
  const worst = telling.filter(reason => reason.outcome === outcome);
  return [...new Set((worst.length > 0 ? worst : telling).flatMap(({ data = '' }) => data === '' ? [] : [data]))];
}

function inWords(verdict: string): string {
  return verdict.replaceAll('-', ' ');
}

function textOf({ object, was, change, paths, reasons, isAccepted, pods }: ObjectImpact): string {
  const ids = [...new Set(reasons.map(({ id }) => id))].join(', ');
  const ways = [...groupedBy(pods, changes => podsInWords(changes, object.name))];
  const parts = [
    ids === '' ? unexplained(change, paths) : `${ids}${isAccepted ? ' (accepted)' : ''}`,
    ...ways.map(([words, some]) => ways.length === 1 ? words : `${words} (Kubernetes ${some.map(({ versions }) => versions).join(', ')})`),
  ];
  return `${kindAndName(object)}${was === undefined ? '' : `, was ${kindAndName(was)}`}: ${parts.join('; ')}`;
}

/** The most paths that a line has. */
const MOST_PATHS = 3;

/** Of what no rule has anything to say: `is removed`, `spec.ports[1], metadata.labels.tier change`. */
function unexplained(change: ObjectImpact['change'], paths: readonly string[]): string {
  if (paths.length === 0) {
    return `is ${change}`;
  }
  const more = paths.length > MOST_PATHS ? ` and ${paths.length - MOST_PATHS} more` : '';
  return `${paths.slice(0, MOST_PATHS).join(', ')}${more} ${paths.length === 1 ? 'changes' : 'change'}`;
}

/** `db-2 … db-0 restart, one at a time, db-4 goes, db-0 is held back`. */
function podsInWords({ restarted, atOnce, deleted, created, heldBack }: PodChanges, set: string): string {
  const said = (ordinals: readonly number[], one: string, many: string) =>
    ordinals.length === 0 ? [] : [`${podsNamed(ordinals, set)} ${ordinals.length === 1 ? one : many}`];
  const pace = restarted.length > 1 ? `, ${atOnce === 1 ? 'one' : atOnce} at a time` : '';
  return [
    ...said(restarted, 'restarts', `restart${pace}`),
    ...said(deleted, 'goes', 'go'),
    ...said(created, 'comes', 'come'),
    ...said(heldBack, 'is held back', 'are held back'),
  ].join(', ');
}
