/** Waiting for what happens in other processes: as long as something moves, and not for ever. */
import type { SyncStatus } from '../../apps/desktop/src/ipc/sync.ts';
import type { Device } from './engine-driver.ts';

const STEP_MS = 25;
/** Nothing has moved for this long: nothing will. */
const STILL_MS = 60_000;
const LONGEST_MS = 20 * 60_000;

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Asks until the answer is done. What the answer is beside that is only compared: while it changes there is progress.
 * Throws what was last seen when there is none any more.
 */
export async function waitUntil<T>(
  what: string,
  ask: () => Promise<{ readonly done: T } | { readonly seen: string }>,
): Promise<T> {
  const startedAt = performance.now();
  let [seen, seenAt] = ['', startedAt];
  for (;;) {
    const answer = await ask();
    if ('done' in answer) return answer.done;
    const now = performance.now();
    if (answer.seen !== seen) [seen, seenAt] = [answer.seen, now];
    if (now - seenAt > STILL_MS || now - startedAt > LONGEST_MS)
      throw new Error(`Gave up waiting until ${what}: ${seen}`);
    await pause(STEP_MS);
  }
}

/** Starts a round and waits until the pill says that everything is synced. */
export async function syncCompletely(device: Device): Promise<SyncStatus> {
  await device.client.sync.syncNow();
  return waitUntil<SyncStatus>(`${device.name} is synced`, async () => {
    const status = await device.client.sync.status();
    return status.pill.state === 'synced' ? { done: status } : { seen: JSON.stringify(status) };
  });
}

/** Syncs all of them until none has anything that another one lacks. */
export async function syncAll(devices: readonly Device[]): Promise<void> {
  // What the last one sent has to reach the first one, too.
  for (const device of [...devices, ...devices]) await syncCompletely(device);
}
