import { and, eq, inArray, lt, or } from 'drizzle-orm';
import { pledgeKeys, pledges } from '@educrowd/db/postgres/schema/payments';
import type { AppContext } from '../../platform/app-context.ts';
import { eachSchool } from '../../platform/each-school.ts';
import { withTenant } from '../../platform/with-tenant.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Long enough to look at a pledge that came to nothing, and for a receipt to be asked for in the taxes of the next year. */
const KEPT_UNPAID_MS = 30 * DAY_MS;
const KEPT_MS = 2 * 365 * DAY_MS;

/** A link from an old mail opens a pledge no more; those with an account find it there. */
export const forgetPledgeKeys = ({ door }: Pick<AppContext, 'door'>): Promise<void> =>
  eachSchool(door, (context) =>
    withTenant(door, context, async (tx) => {
      const before = (ms: number) => lt(pledgeKeys.createdAt, new Date(tx.now.getTime() - ms).toISOString());
      const unpaid = tx.db
        .select({ id: pledges.id })
        .from(pledges)
        .where(and(eq(pledges.tenantId, tx.tenantId), inArray(pledges.status, ['expired', 'cancelled'])));
      await tx.db
        .delete(pledgeKeys)
        .where(
          and(
            eq(pledgeKeys.tenantId, tx.tenantId),
            or(before(KEPT_MS), and(before(KEPT_UNPAID_MS), inArray(pledgeKeys.pledgeId, unpaid))),
          ),
        );
    }),
  );
