import { and, eq } from 'drizzle-orm';
import { users } from '@educrowd/db/postgres/schema/identity';
import type { AppContext } from '../../platform/app-context.ts';

/** Whoever opens a mailed link has shown that the address is theirs. True: nobody had shown it before. */
export async function proveAddress(
  { identityDatabase: { db }, clock }: Pick<AppContext, 'identityDatabase' | 'clock'>,
  userId: string,
): Promise<boolean> {
  const { id, emailVerified } = users;
  const proven = await db
    .update(users)
    .set({ emailVerified: true, updatedAt: clock() })
    .where(and(eq(id, userId), eq(emailVerified, false)))
    .returning({ id });
  return proven.length > 0;
}
