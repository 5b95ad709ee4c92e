import { Lane } from './lanes';

/**
 * Pods that are the same but for their ordinals, and follow each other.
 */
export interface LaneGroup {
  readonly lanes: readonly [Lane, ...Lane[]];
}

/** So many equal pods are shown one by one. */
const MOST_EQUAL = 3;

/** So many of more equal pods are shown before the others become one. */
const SHOWN = 2;

/**
 * The pods, of many equal ones the first two and the others as one: `db-0`, `db-1`, `db-2 … db-199`.
 */
export function collapsed(lanes: readonly Lane[]): LaneGroup[] {
  const runs: Lane[][] = [];
  let last = '';
  for (const lane of lanes) {
    const shape = shapeOf(lane);
    const run = runs.at(-1);
    if (run !== undefined && shape === last && lane.ordinal === run.at(-1)!.ordinal + 1) {
      run.push(lane);
    } else {
      runs.push([lane]);
    }
    last = shape;
  }
  return runs.flatMap(run => {
    const single = run.slice(0, run.length <= MOST_EQUAL ? run.length : SHOWN);
    const [first, ...others] = run.slice(single.length);
    return [...single.map((lane): LaneGroup => ({ lanes: [lane] })), ...first === undefined ? [] : [{ lanes: [first, ...others] as const }]];
  });
}

/** All of a lane but its ordinal. Findings are compared by what they say. */
function shapeOf({ pod, claims, services, turn }: Lane): string {
  const things = [pod, ...claims, ...services].map(({ kind, name, facts, change, findings }) =>
    [kind, name, facts, change, findings.map(({ id, path, problem }) => [id, path, problem])]);
  return JSON.stringify([things, claims.length, turn.kind]).replaceAll(new RegExp(`${escaped(pod.name)}(?![0-9])`, 'g'), ' ');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
