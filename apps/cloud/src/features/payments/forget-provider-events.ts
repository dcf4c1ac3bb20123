import { and, eq, lt } from 'drizzle-orm';
import { providerEvents } from '@educrowd/db/postgres/schema/payments';
import type { AppContext } from '../../platform/app-context.ts';
import { eachSchool } from '../../platform/each-school.ts';
import { withTenant } from '../../platform/with-tenant.ts';

/** The provider repeats an event for some days, and lists it for thirty; a repetition after that would change nothing. */
const KEPT_MS = 45 * 24 * 60 * 60_000;

export const forgetProviderEvents = ({ door }: Pick<AppContext, 'door'>): Promise<void> =>
  eachSchool(door, (context) =>
    withTenant(door, context, (tx) =>
      tx.db
        .delete(providerEvents)
        .where(
          and(
            eq(providerEvents.tenantId, tx.tenantId),
            lt(providerEvents.receivedAt, new Date(tx.now.getTime() - KEPT_MS).toISOString()),
          ),
        ),
    ),
  );
