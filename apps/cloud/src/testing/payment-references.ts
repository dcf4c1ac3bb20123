import type { PayingServer } from './start-paying-server.ts';

/** Every id that the local payment server has given to something: of checkouts, payments, charges, refunds and events. */
export function paymentReferences({ store }: PayingServer['payments']): readonly string[] {
  const sessions = [...store.sessions.values()].map(({ id }) => id);
  const payments = [...store.payments.keys()];
  const refunds = JSON.stringify([...store.payments.values()]).match(/\b(?:re|ch|py)_\w+/g) ?? [];
  return [...sessions, ...payments, ...refunds, ...store.events.map(({ id }) => id)];
}
