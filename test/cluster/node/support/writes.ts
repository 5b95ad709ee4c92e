import { eventually } from './eventually';

/** What somebody who writes was told is stored, until now. */
type Acknowledged = () => Promise<string[]>;

/** Waits until more writes are acknowledged, which those before the writer is there cannot be. */
export async function moreAcknowledged(acknowledged: Acknowledged): Promise<void> {
  const before = (await acknowledged().catch(() => [])).length;
  await eventually(async () => expect((await acknowledged()).length).toBeGreaterThan(before + 10));
}

/** Expects that all that was acknowledged until now is stored, sooner or later. */
export async function allStored(acknowledged: Acknowledged, stored: () => Promise<string[]>): Promise<void> {
  const writes = await acknowledged();
  await eventually(async () => {
    const found = new Set(await stored());
    expect(writes.filter((write) => !found.has(write))).toEqual([]);
  });
}
