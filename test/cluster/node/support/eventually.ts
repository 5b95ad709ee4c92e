import { setTimeout as pause } from 'node:timers/promises';

const DEADLINE = 300_000;
const PAUSE = 200;

/**
 * Repeats expectations until they are met, and fails as the last of them did. Only for what nothing can be watched of:
 * how names and connections look from inside a pod.
 *
 * @param within for how long, in milliseconds
 */
export async function eventually(expectations: () => Promise<void>, within = DEADLINE): Promise<void> {
  const deadline = Date.now() + within;
  for (;;) {
    try {
      return await expectations();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await pause(PAUSE);
  }
}
