/** Who listens for changes of which school on this server. A poke is a hint: a lost one is made up for by the next poll. */
import type { Poke } from '@educrowd/shared/sync/protocol';
import { isHeld, isScope, type Holding } from '@educrowd/shared/sync/scope';
import type { Heads } from '../../platform/heads.ts';
import type { HeadChange } from '../../platform/with-tenant.ts';

export interface PokeHub {
  /** Pokes until the signal aborts. Those that pile up while the listener is busy are merged into one. */
  listen(tenantId: string, holdings: readonly Holding[], signal: AbortSignal): AsyncGenerator<Poke, void>;
}

export function createPokeHub(heads: Heads): PokeHub {
  const listeners = new Map<string, Set<(change: HeadChange) => void>>();
  heads.subscribe((tenantId, change) => {
    for (const tell of listeners.get(tenantId) ?? []) tell(change);
  });
  return {
    async *listen(tenantId, holdings, signal) {
      let pending: Poke | null = null;
      let wake = Promise.withResolvers<void>();
      const tell = (change: HeadChange): void => {
        const scopes = change.scopes.filter((scope) => isScope(scope) && isHeld(holdings, scope));
        if (scopes.length === 0) return;
        pending = { head: change.head, scopes: [...new Set([...(pending?.scopes ?? []), ...scopes])] };
        wake.resolve();
      };
      const stop = (): void => wake.resolve();
      const group = listeners.get(tenantId) ?? new Set();
      listeners.set(tenantId, group.add(tell));
      signal.addEventListener('abort', stop);
      try {
        while (!signal.aborted) {
          await wake.promise;
          wake = Promise.withResolvers<void>();
          const poke: Poke | null = pending;
          pending = null;
          if (poke && !signal.aborted) yield poke;
        }
      } finally {
        signal.removeEventListener('abort', stop);
        group.delete(tell);
        if (group.size === 0) listeners.delete(tenantId);
      }
    },
  };
}
