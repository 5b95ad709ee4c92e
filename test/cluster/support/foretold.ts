import { SetPlan } from '../../../src/manifest/plan/set-plan';

type Step = SetPlan['steps'][number];

/** Something that a plan foretells, and whether its time has come. */
interface Item {
  text: string;
  isDue: () => boolean;
}

/**
 * What a plan foretells, in the words of `History`. What it leaves open is in the order in which it happened: who of several comes first,
 * and whether the controller acts on the first of several events or on the last.
 */
export function foretold({ steps, object, templateChanges }: SetPlan, happened: readonly string[]): string[] {
  const told: string[] = [];
  const isTold = new Set<Item>();
  const open = itemsOf(steps, object.name, templateChanges, isTold);
  while (open.length > 0) {
    const due = open.filter((item) => item.isDue());
    const item = due.find(({ text }) => text === happened[told.length]) ?? due[0]!;
    told.push(item.text);
    isTold.add(item);
    open.splice(open.indexOf(item), 1);
  }
  return told;
}

function itemsOf(steps: readonly Step[], set: string, tellsTemplates: boolean, isTold: Set<Item>): Item[] {
  const all: Item[] = [];
  let isPassed = () => true;
  for (const { after, actions } of steps) {
    const isNext = isPassed;
    const events = after.flatMap(({ what, ordinal, template }): Item[] => {
      const text = what === 'claim deleted' ? `${template}-${set}-${ordinal} gone` : `${set}-${ordinal} ${what}`;
      // that a pod runs and does not get ready is no event of the API server
      return what === 'running' ? [] : [{ text, isDue: isNext }];
    });
    const hasCause = () => isNext() && (events.length < after.length || events.length === 0 || events.some((event) => isTold.has(event)));
    const last = new Map<number, Item>();
    const done = actions.flatMap((action): Item[] => {
      const { verb, ordinal } = action;
      const before = last.get(ordinal);
      const isDue = () => hasCause() && (before === undefined || isTold.has(before));
      const item: Item | undefined = verb === 'create claim' ? { text: `${action.template}-${set}-${ordinal} created`, isDue }
        : verb === 'create pod' ? { text: `${set}-${ordinal} created${tellsTemplates ? ` (${action.revision})` : ''}`, isDue }
          : verb === 'delete pod' ? { text: `${set}-${ordinal} deleted`, isDue } : undefined;
      if (item) last.set(ordinal, item);
      return item ? [item] : [];
    });
    isPassed = () => hasCause() && done.every((item) => isTold.has(item));
    all.push(...events, ...done);
  }
  return all;
}
