import { PodState } from '../controller/state';
import { Row, rowsOf, textOf } from '../plan/rows';
import { SetPlan } from '../plan/set-plan';
import { NEW } from '../plan/set-state';
import { Stuck, stuckAt } from '../plan/stuck';

/**
 * What a pod is in a moment of a plan. The template is told where there is an old and a new one.
 */
export interface PodMoment {
  readonly what: 'ready' | 'starting' | 'not ready' | 'stopping' | 'gone';
  readonly template?: 'old' | 'new';
}

/**
 * A moment of a plan: what happens, and the pods that are something else after it.
 */
export interface Moment {
  readonly text: string;

  /** How many pods are ready. */
  readonly serving: number;
  readonly pods: readonly { readonly ordinal: number; readonly is: PodMoment }[];
}

/**
 * A plan as one can go through it.
 */
export interface PlanPicture {
  readonly change: SetPlan['change'];
  readonly versions: string;

  /** The steps, those that come again and again as one. */
  readonly rows: readonly Row[];

  /** The first ordinal, and what the pods are before the first step. */
  readonly start: readonly { readonly ordinal: number; readonly is: PodMoment }[];
  readonly moments: readonly Moment[];

  /** Where it does not come to an end. */
  readonly stuck?: Stuck;
  readonly leastServing: number;
  readonly claims: SetPlan['claims'];
  readonly notes: readonly string[];
}

/**
 * A plan with what each pod is at each moment.
 */
export function planPicture(plan: SetPlan): PlanPicture {
  const { object: { name }, change, versions, leastServing, claims, notes, steps, templateChanges } = plan;
  const initial = new Map(plan.podsBefore.map(pod => [pod.ordinal, pod]));
  const all = new Set([...initial.keys(), ...steps.flatMap(({ actions, after }) => [...actions, ...after].map(({ ordinal }) => ordinal))]);
  const templates = new Map([...all].map(ordinal => [ordinal, initial.get(ordinal)?.revision === NEW ? 'new' : 'old' as 'old' | 'new']));
  const be = (ordinal: number, what: PodMoment['what']): PodMoment => ({ what, ...templateChanges && what !== 'gone' && { template: templates.get(ordinal) } });
  const stuck = stuckAt(plan, name);
  return {
    change,
    versions,
    rows: rowsOf(plan, name),
    start: [...all].sort((one, other) => one - other).map(ordinal => ({ ordinal, is: be(ordinal, momentOf(initial.get(ordinal))) })),
    moments: steps.map(step => {
      const pods = new Map<number, PodMoment>();
      step.after.forEach(({ what, ordinal }) => {
        if (what === 'gone' || what === 'ready' || what === 'running') {
          pods.set(ordinal, be(ordinal, what === 'running' ? 'not ready' : what));
        }
      });
      step.actions.forEach(action => {
        if (action.verb === 'create pod') {
          templates.set(action.ordinal, action.revision === 'old' ? 'old' : 'new');
          pods.set(action.ordinal, be(action.ordinal, 'starting'));
        } else if (action.verb === 'delete pod') {
          pods.set(action.ordinal, be(action.ordinal, 'stopping'));
        }
      });
      return { text: textOf(step, name, templateChanges), serving: step.serving, pods: [...pods].map(([ordinal, is]) => ({ ordinal, is })) };
    }),
    ...stuck && { stuck },
    leastServing,
    claims,
    notes,
  };
}

function momentOf(pod: PodState | undefined): PodMoment['what'] {
  if (pod === undefined) {
    return 'gone';
  }
  return pod.isTerminating ? 'stopping' : pod.readySince === undefined ? 'not ready' : 'ready';
}
