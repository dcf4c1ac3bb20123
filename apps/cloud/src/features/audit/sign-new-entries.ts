import type { AppContext } from '../../platform/app-context.ts';
import { signNewest } from './make-checkpoints.ts';

/** So long an entry may be without a signature while the server runs. */
const GATHER_MS = 1_000;

/** Signs what is new in a school's log soon after it was written, once for all that came together. */
export function signNewEntries(ctx: AppContext): void {
  const waiting = new Set<string>();
  ctx.audited.subscribe((tenantId) => {
    if (waiting.has(tenantId)) return;
    waiting.add(tenantId);
    const sign = async (): Promise<void> => {
      waiting.delete(tenantId);
      if (!ctx.stopping.aborted) await signNewest(ctx, tenantId);
    };
    const failed = (error: unknown): void => {
      // The next entry tries again, and so does the next hour.
      if (!ctx.stopping.aborted)
        ctx.logger.warn({ err: error, school: tenantId }, 'new entries are not signed');
    };
    setTimeout(() => void sign().catch(failed), GATHER_MS).unref();
  });
}
