import * as z from 'zod';
import type { TenantTx } from '../../platform/with-tenant.ts';

export const SETTLE_TASK = 'settle-payment';
export const REFUND_TASK = 'refund-payment';
export const CLOSE_TASK = 'close-checkout';

export const attemptPayload = z.strictObject({
  tenantId: z.uuid(),
  pledgeId: z.uuid(),
  attempt: z.number().int().min(1),
  /** Whether it comes back while nothing is decided. */
  isWatch: z.boolean().default(false),
});
export type AttemptPayload = z.output<typeof attemptPayload>;

type AttemptRef = Pick<AttemptPayload, 'pledgeId' | 'attempt'>;

const LATER_MS = 10 * 60_000;

/**
 * `now`: something has happened at the provider. `later`: whatever we are told meanwhile, look for ourselves; messages
 * can be lost. A later watch replaces an earlier one.
 */
export const queueSettlement = (
  tx: TenantTx,
  { pledgeId, attempt }: AttemptRef,
  when: 'now' | 'later' | Date,
): Promise<void> => {
  if (when === 'now') {
    return tx.enqueue(SETTLE_TASK, { pledgeId, attempt }, { key: `${pledgeId} ${attempt}` });
  }
  const runAt = when === 'later' ? new Date(tx.now.getTime() + LATER_MS) : when;
  return tx.enqueue(
    SETTLE_TASK,
    { pledgeId, attempt, isWatch: true },
    { key: `${pledgeId} ${attempt} watch`, runAt },
  );
};

export const queueRefund = (tx: TenantTx, { pledgeId, attempt }: AttemptRef): Promise<void> =>
  tx.enqueue(REFUND_TASK, { pledgeId, attempt }, { key: `${pledgeId} ${attempt}` });

export const queueClosing = (tx: TenantTx, { pledgeId, attempt }: AttemptRef): Promise<void> =>
  tx.enqueue(CLOSE_TASK, { pledgeId, attempt }, { key: `${pledgeId} ${attempt}` });
