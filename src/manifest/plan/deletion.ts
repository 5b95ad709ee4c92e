import { Run, Step } from './run';
import { afterEvents, nextEvents } from './world';
import { State } from '../controller/state';

/**
 * What becomes of pods and claims when their StatefulSet is deleted. The garbage collector deletes all pods at once and in no
 * order, and then the claims that the set owns.
 */
export function deletion(start: State): Run {
  let state: State = { ...start, set: { ...start.set, uid: 'deleted' }, pods: start.pods.map(pod => ({ ...pod, isTerminating: true })) };
  const steps: Step[] = [{
    after: [],
    actions: start.pods.map(({ ordinal }) => ({ verb: 'delete pod' as const, ordinal })),
    serving: 0,
  }];
  for (;;) {
    // a claim stays as long as a pod uses it
    const used = new Set(state.pods.map(({ ordinal }) => ordinal));
    const after = nextEvents(state, () => true).filter(({ what, ordinal }) => what === 'gone' || (what === 'claim deleted' && !used.has(ordinal)));
    if (after.length === 0) {
      return { steps, end: state, waits: [], repeated: 0 };
    }
    state = afterEvents(state, after);
    steps.push({ after, actions: [], serving: 0 });
  }
}
