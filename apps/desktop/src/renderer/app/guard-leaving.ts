import type { ConnectionState } from './engine-connection.ts';
import type { Store } from './store.ts';

/** Something typed that is not on the disk yet. */
export interface Unsaved {
  /** Sends it at once: there is no later. */
  flush(): void;
}

/**
 * Whoever closes the window takes with it what is still waiting for an answer: that goes to the engine now. While the
 * engine is away it cannot, and the person is asked first.
 */
export function guardLeaving(
  waiting: ReadonlySet<Unsaved>,
  connection: Pick<Store<ConnectionState>, 'get'>,
): void {
  window.addEventListener('beforeunload', (event) => {
    if (waiting.size > 0 && connection.get() !== 'connected') event.preventDefault();
  });
  window.addEventListener('pagehide', () => {
    for (const unsaved of waiting) unsaved.flush();
  });
}
