import { setTimeout as delay } from 'node:timers/promises';
import { afterAll } from 'vitest';

/** How long something that was told to close may take before it counts as left open. */
const graceMs = 2000;

/** What would keep the process alive: servers, connections, timers, child processes. By kind, with a count. */
function openResources(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

function leftOpenSince(before: ReadonlyMap<string, number>): string[] {
  return [...openResources()]
    .filter(([kind, count]) => count > (before.get(kind) ?? 0))
    .map(([kind, count]) => `${count - (before.get(kind) ?? 0)} × ${kind}`);
}

// Registered before any hook of the test file, so it runs after all of them.
const before = openResources();
afterAll(async () => {
  const deadline = performance.now() + graceMs;
  // The wait itself is a timer that keeps nothing alive.
  while (leftOpenSince(before).length > 0 && performance.now() < deadline)
    await delay(20, undefined, { ref: false });
  const leftOpen = leftOpenSince(before);
  if (leftOpen.length > 0) throw new Error(`This test file leaves open: ${leftOpen.join(', ')}.`);
});
