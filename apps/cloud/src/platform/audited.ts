/** Passes on which schools' audit logs have grown, within this process. */
export interface Audited {
  publish(tenantId: string): void;
  subscribe(listener: (tenantId: string) => void): void;
}

export function createAudited(): Audited {
  const listeners = new Set<(tenantId: string) => void>();
  return {
    publish(tenantId) {
      for (const listener of listeners) listener(tenantId);
    },
    subscribe(listener) {
      listeners.add(listener);
    },
  };
}
