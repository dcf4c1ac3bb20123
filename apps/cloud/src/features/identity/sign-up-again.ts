/**
 * Signing up with an address that is registered, but that nobody has confirmed: the newest sign-up counts. Otherwise
 * whoever came first, perhaps with somebody else's address, would keep its owner from ever signing in with their words.
 */
import { and, eq } from 'drizzle-orm';
import * as z from 'zod';
import { accounts, users } from '@educrowd/db/postgres/schema/identity';
import type { AppContext } from '../../platform/app-context.ts';

/** What a sign-up brings; the library hands on neither to whom it tells of an address that is known. */
export interface SignUp {
  readonly name: string;
  /** Of the password, as soon as there is one: made once for every sign-up, so that all take the same time. */
  passwordHash: string | null;
}

/** Null: somebody has confirmed the address meanwhile, and nothing was changed. */
export const replaceSignUp = (
  { identityDatabase: { db }, clock }: Pick<AppContext, 'identityDatabase' | 'clock'>,
  userId: string,
  { name, passwordHash }: SignUp,
) =>
  db.transaction(async (tx) => {
    const updatedAt = clock();
    const [user] = await tx
      .update(users)
      .set({ name, updatedAt })
      .where(and(eq(users.id, userId), eq(users.emailVerified, false)))
      .returning();
    if (!user) return null;
    await tx
      .update(accounts)
      .set({ password: passwordHash, updatedAt })
      .where(and(eq(accounts.userId, userId), eq(accounts.providerId, 'credential')));
    return user;
  });

const claims = z.object({ signUp: z.int() });

/** For the link of confirmation: to which sign-up it belongs. An account that waits changes by another one alone. */
export const claimsOf = ({ updatedAt }: { readonly updatedAt: Date }): z.output<typeof claims> => ({
  signUp: updatedAt.getTime(),
});

/**
 * Whether a link belongs to the newest sign-up: the link that was mailed to the owner of the address must not confirm
 * the password of somebody who signed up with it later. The token's signature has been checked.
 */
export function isOfNewestSignUp(user: { readonly updatedAt: Date }, token: string): boolean {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
  const claimed = claims.safeParse(JSON.parse(payload));
  return claimed.success && claimed.data.signUp === claimsOf(user).signUp;
}
