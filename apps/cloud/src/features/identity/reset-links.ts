/** Links for choosing a new password: the library keeps one row for each, with the id of the account as its value. */
import { and, eq, gt, like } from 'drizzle-orm';
import { verifications } from '@educrowd/db/postgres/schema/identity';
import type { AppContext } from '../../platform/app-context.ts';

const PREFIX = 'reset-password:';

/** Once a password is new, no link that was mailed for the former one may replace it. */
export async function endResetLinks(
  { identityDatabase: { db } }: Pick<AppContext, 'identityDatabase'>,
  userId: string,
): Promise<void> {
  const { identifier, value } = verifications;
  await db.delete(verifications).where(and(eq(value, userId), like(identifier, `${PREFIX}%`)));
}

/** Whether a link can still be used, without using it. */
export async function isResetLinkOpen(
  { identityDatabase: { db }, clock }: Pick<AppContext, 'identityDatabase' | 'clock'>,
  token: string,
): Promise<boolean> {
  const { id, identifier, expiresAt } = verifications;
  const open = await db
    .select({ id })
    .from(verifications)
    .where(and(eq(identifier, PREFIX + token), gt(expiresAt, clock())));
  return open.length > 0;
}
