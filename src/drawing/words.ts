import { podName } from '../manifest/kubernetes/pod-identity';
import { LaneGroup } from '../manifest/picture/collapse';
import { Lane, Turn } from '../manifest/picture/lanes';
import { Change, Fact, Thing } from '../manifest/picture/thing';
import { podsNamed } from '../manifest/plan/rows';

/** What became of a thing, as a sign and a word: nobody has to see a colour. */
export const CHANGES: Readonly<Record<Change, string>> = { added: '+ added', removed: '− removed', changed: '~ changed' };

/** How bad a finding is, as a sign. */
export const SEVERITY_SIGNS = { error: '▲', warning: '△', info: '○' } as const;

/** Facts whose value says by itself what it is. */
const SPEAK_FOR_THEMSELVES = new Set(['type', 'storage', 'class', 'access', 'policy', 'update', 'image', 'DNS']);

/**
 * A fact in words: `partition 1`, `ReadWriteOnce`, `partition 0 → 1`.
 */
export function factInWords({ name, value, before }: Fact): string {
  if (value === 'yes' && before === undefined) {
    return name;
  }
  const told = before === undefined ? value : `${before === '' ? 'none' : before} → ${value === '' ? 'none' : value}`;
  return SPEAK_FOR_THEMSELVES.has(name) ? told : `${name} ${told}`;
}

/**
 * What is found in a thing, each rule once: `▲ R20, △ R31`.
 */
export function findingsInWords({ findings }: Pick<Thing, 'findings'>): string {
  const signs = new Map(findings.map(({ id, severity }) => [id, SEVERITY_SIGNS[severity]]));
  return [...signs].map(([id, sign]) => `${sign} ${id}`).join(', ');
}

/**
 * When a roll-out reaches the pods of a group.
 */
export function turnInWords({ lanes }: LaneGroup): string {
  const [first, last] = [lanes[0], lanes.at(-1)!];
  if (first.turn.kind !== 'replaced' || last.turn.kind !== 'replaced') {
    return TURNS[first.turn.kind];
  }
  return first === last
    ? `replaced ${ordinalNumber(first.turn.number)}`
    : `replaced ${ordinalNumber(last.turn.number)} to ${ordinalNumber(first.turn.number)}`;
}

const TURNS: Readonly<Record<Turn['kind'], string>> = {
  'replaced': '',
  'when deleted': 'replaced when somebody deletes it',
  'held back': 'held back by the partition',
  'gone': 'scaled away',
};

function ordinalNumber(number: number): string {
  const ending = number % 100 >= 11 && number % 100 <= 13 ? 'th' : ['th', 'st', 'nd', 'rd'][number % 10] ?? 'th';
  return `${number}${ending}`;
}

/**
 * A thing of each pod of a group, as one: its name is `data-db-2 … data-db-199`.
 */
export function rangeOf(group: LaneGroup, thingsOf: (lane: LaneGroup['lanes'][number]) => readonly Thing[]): Thing[] {
  const last = group.lanes.at(-1)!;
  return thingsOf(group.lanes[0]).map((thing, index) => {
    const other = thingsOf(last)[index];
    return other === undefined || other.name === thing.name ? thing : { ...thing, name: `${thing.name} … ${other.name}` };
  });
}

/** So many pods are told one by one. */
const MOST_NAMES = 4;

/**
 * The order of a roll-out: `a roll-out replaces db-2, db-1, db-0`; empty where it replaces none.
 */
export function rolloutInWords(lanes: readonly Lane[], set: string): string {
  const replaced = lanes.flatMap(({ ordinal, turn }) => turn.kind === 'replaced' ? [{ ordinal, number: turn.number }] : [])
    .sort((one, other) => one.number - other.number);
  const names = replaced.length <= MOST_NAMES
    ? replaced.map(({ ordinal }) => podName(set, ordinal)).join(', then ')
    : podsNamed(replaced.map(({ ordinal }) => ordinal), set);
  return replaced.length === 0 ? '' : `a roll-out replaces ${names}`;
}
