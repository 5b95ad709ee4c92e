import { Actions } from './actions';

/**
 * What comes of a step for one pod: the next one follows; or the sync waits for something and ends; or it ends with an error.
 */
export type Verdict = 'next' | 'wait' | 'error';

/** The most pods that the controller looks at at once. */
const LARGEST_BATCH = 500;

/**
 * Runs a step for all pods: one by one up to the first that has to be waited for, or all of them whatever the others say, in
 * batches of 1, 2, 4, 8 …, up to the batch in which one fails.
 */
export function runForAll<T>(pods: readonly T[], isOrdered: boolean, actions: Actions, step: (pod: T) => Verdict): Verdict {
  if (isOrdered) {
    for (const pod of pods) {
      const verdict = step(pod);
      if (verdict !== 'next') {
        return verdict;
      }
    }
    return 'next';
  }
  for (let done = 0, size = 1; done < pods.length; done += size, size = Math.min(2 * size, LARGEST_BATCH)) {
    const verdicts = actions.together(() => pods.slice(done, done + size).map(step));
    if (verdicts.includes('error')) {
      return 'error';
    }
  }
  return 'next';
}
