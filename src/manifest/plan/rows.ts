import { SetPlan } from './set-plan';
import { podName } from '../kubernetes/pod-identity';

type Step = SetPlan['steps'][number];

/**
 * A step of a plan as it is written, or that a part of it comes again for other pods.
 */
export interface Row {
  /** `3`, or `12-400` where they are many. */
  readonly number: string;
  readonly text: string;

  /** Undefined where they are many. */
  readonly serving?: number;
}

/** So many times a part has to come before it is written once. */
const LEAST_REPETITIONS = 4;

/** The most steps of such a part: deleted, gone, running, ready, available, a claim that goes. */
const LONGEST_PART = 6;

/**
 * The steps of a plan; where a part comes again and again, each time for the next pods, it is written once.
 */
export function rowsOf({ steps, templateChanges }: SetPlan, set: string): Row[] {
  const shapes = steps.map(shapeOf);
  const rows: Row[] = [];
  for (let index = 0; index < steps.length;) {
    const { length, times } = partAt(index, shapes);
    const part = times < LEAST_REPETITIONS ? 1 : length;
    rows.push(...steps.slice(index, index + part).map((step, offset) => ({
      number: String(index + offset + 1), text: textOf(step, set, templateChanges), serving: step.serving,
    })));
    index += part;
    if (times >= LEAST_REPETITIONS) {
      const last = index + length * (times - 1);
      const first = steps.slice(index, last).filter((_, offset) => offset % length === 0);
      rows.push({ number: `${index + 1}-${last}`, text: `the same for ${podsOf(first, set)}` });
      index = last;
    }
  }
  return rows;
}

/** A step without its ordinals, and these. */
interface Shape {
  readonly text: string;
  readonly ordinals: readonly number[];
}

function shapeOf({ after, actions, serving }: Step): Shape {
  const words = [
    ...after.map(({ what, template = '' }) => `${what} ${template}`),
    ...actions.map(action => `${action.verb} ${'template' in action ? action.template : ''} ${'revision' in action ? action.revision : ''}`),
  ];
  return { text: JSON.stringify([words, after.length, serving > 0]), ordinals: [...after, ...actions].map(({ ordinal }) => ordinal) };
}

/** The shortest part from there on that comes several times, each time for pods at the same distance. */
function partAt(start: number, shapes: readonly Shape[]): { readonly length: number; readonly times: number } {
  for (let length = 1; length <= LONGEST_PART; length += 1) {
    const distance = distanceOf(shapes[start], shapes[start + length]);
    let times = 1;
    while (distance !== undefined && distance !== 0 && isRepeated(start + (times - 1) * length, length, distance, shapes)) {
      times += 1;
    }
    if (times >= LEAST_REPETITIONS) {
      return { length, times };
    }
  }
  return { length: 1, times: 1 };
}

function isRepeated(start: number, length: number, distance: number, shapes: readonly Shape[]): boolean {
  return Array.from({ length }, (_, offset) => start + offset).every(index => distanceOf(shapes[index], shapes[index + length]) === distance);
}

/** How far the ordinals of a step are from those of another one that is the same otherwise. */
function distanceOf(one: Shape | undefined, other: Shape | undefined): number | undefined {
  if (one === undefined || other === undefined || one.text !== other.text || one.ordinals.length === 0) {
    return undefined;
  }
  const distance = other.ordinals[0] - one.ordinals[0];
  return one.ordinals.every((ordinal, index) => other.ordinals[index] - ordinal === distance) ? distance : undefined;
}

/** The pods that something is done to, or that something happens to. */
function podsOf(steps: readonly Step[], set: string): string {
  return podsNamed([...new Set(steps.flatMap(({ after, actions }) => (actions.length > 0 ? actions : after).map(({ ordinal }) => ordinal)))], set);
}

/**
 * What happens in a step, in words: `db-2 is gone: create db-2`.
 *
 * @param saysTemplate whether pods with the old template and with the new one have to be told apart
 */
export function textOf({ after, actions }: Step, set: string, saysTemplate: boolean): string {
  const events = groupsOf(after, ({ what }) => what).map(([what, some]) => {
    const pods = podsNamed(some.map(({ ordinal }) => ordinal), set);
    const are = some.length === 1 ? 'is' : 'are';
    switch (what) {
      case 'claim deleted': return `the claims of ${pods} are deleted`;
      case 'running': return `${pods} ${some.length === 1 ? 'runs and does' : 'run and do'} not get ready`;
      default: return `${pods} ${are} ${what}`;
    }
  });
  const withClaims = new Set(actions.flatMap(action => action.verb === 'create claim' ? [action.ordinal] : []));
  const created = new Set(actions.flatMap(action => action.verb === 'create pod' ? [action.ordinal] : []));
  const told = groupsOf(actions, action => {
    switch (action.verb) {
      case 'create pod': return `create PODS${withClaims.has(action.ordinal) ? ' with new claims' : ''}${saysTemplate ? ` ${action.revision}` : ''}`;
      case 'create claim': return created.has(action.ordinal) ? '' : 'create the claims of PODS';
      case 'update claim': return `let the claims of PODS ${goingWith(action.owners)}`;
      default: return 'delete PODS';
    }
  }).filter(([text]) => text !== '').map(([text, some]) =>
    text.replace('PODS', podsNamed([...new Set(some.map(({ ordinal }) => ordinal))], set)).replace(/ (old|new)$/, ' ($1 template)'));
  return [events.join(', '), told.join(', ')].filter(part => part !== '').join(': ');
}

function goingWith(owners: readonly { readonly kind: string }[]): string {
  const [owner] = owners;
  return owner === undefined ? 'stay' : owner.kind === 'pod' ? 'go with the pods' : 'go with the StatefulSet';
}

/** Neighbours that are called the same. */
function groupsOf<T>(items: readonly T[], nameOf: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = nameOf(item);
    const group = groups.get(name);
    if (group === undefined) {
      groups.set(name, [item]);
    } else {
      group.push(item);
    }
  }
  return [...groups];
}

/** `db-0`, `db-0 and db-2`, `db-0 … db-4`, `db-0, db-2 … db-5`. */
export function podsNamed(ordinals: readonly number[], set: string): string {
  const runs: number[][] = [];
  for (const ordinal of ordinals) {
    const run = runs.at(-1);
    const step = run && run.length > 1 ? run[1] - run[0] : undefined;
    const distance = run && ordinal - run[run.length - 1];
    if (run !== undefined && Math.abs(distance!) === 1 && (step === undefined || step === distance)) {
      run.push(ordinal);
    } else {
      runs.push([ordinal]);
    }
  }
  const names = runs.flatMap(run => run.length < 3
    ? run.map(ordinal => podName(set, ordinal))
    : [`${podName(set, run[0])} … ${podName(set, run[run.length - 1])}`]);
  return names.length === 2 && !names.some(name => name.includes('…')) ? names.join(' and ') : names.join(', ');
}
