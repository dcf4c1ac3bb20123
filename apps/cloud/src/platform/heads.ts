import type { HeadChange } from './with-tenant.ts';

export type HeadListener = (tenantId: string, change: HeadChange) => void;

/** Passes on which schools' synced rows changed, within this process; share-heads.ts tells the other servers. */
export interface Heads {
  publish: HeadListener;
  /** The answer stops listening. */
  subscribe(listener: HeadListener): () => void;
}

export function createHeads(): Heads {
  const listeners = new Set<HeadListener>();
  return {
    publish(tenantId, change) {
      for (const listener of listeners) listener(tenantId, change);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
