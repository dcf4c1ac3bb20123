import { notFound } from '../../platform/app-error.ts';
import type { Account } from '../../platform/request.ts';
import type { ReadTx } from '../../platform/with-tenant.ts';
import { findKeyOf, findPledge, latestAttempt, type AttemptRow, type PledgeRow } from './pledge-store.ts';

export interface PledgeView {
  readonly pledge: PledgeRow;
  readonly attempt: AttemptRow;
  /** The first of the given keys that opens it; null: none does, it is the account's own. */
  readonly key: string | null;
}

export interface Asker {
  readonly pledgeId: string;
  /** From links that we gave out, or so it is said: one that opens nothing does not stand in the way of another. */
  readonly keys: readonly string[];
  readonly account: Account | null;
}

/**
 * A pledge to whoever made it: signed in, or with a key. Accounts have confirmed their address, so pledges made under it
 * as a guest are theirs, too. The same refusal for a pledge of somebody else as for one that does not exist.
 */
export async function readPledge(tx: ReadTx, { pledgeId, keys, account }: Asker): Promise<PledgeView> {
  const pledge = await findPledge(tx, pledgeId);
  if (!pledge) throw notFound();
  const isOwn =
    account !== null && (pledge.userId === account.userId || pledge.email === account.email.toLowerCase());
  const key = await findKeyOf(tx, pledgeId, keys);
  if (!isOwn && key === null) throw notFound();
  const attempt = await latestAttempt(tx, pledgeId);
  if (!attempt) throw notFound();
  return { pledge, attempt, key };
}
