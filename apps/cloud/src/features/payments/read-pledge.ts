import { notFound } from '../../platform/app-error.ts';
import type { Account } from '../../platform/request.ts';
import type { ReadTx } from '../../platform/with-tenant.ts';
import { findPledge, isKeyOf, latestAttempt, type AttemptRow, type PledgeRow } from './pledge-store.ts';

export interface PledgeView {
  readonly pledge: PledgeRow;
  readonly attempt: AttemptRow;
}

export interface Asker {
  readonly pledgeId: string;
  /** From a link that we gave out. */
  readonly key: string | null;
  readonly account: Account | null;
}

/**
 * A pledge to whoever made it: signed in, or with a key. Accounts have confirmed their address, so pledges made under it
 * as a guest are theirs, too. The same refusal for a pledge of somebody else as for one that does not exist.
 */
export async function readPledge(tx: ReadTx, { pledgeId, key, account }: Asker): Promise<PledgeView> {
  const pledge = await findPledge(tx, pledgeId);
  if (!pledge) throw notFound();
  const isOwn =
    account !== null && (pledge.userId === account.userId || pledge.email === account.email.toLowerCase());
  if (!isOwn && !(key !== null && (await isKeyOf(tx, pledgeId, key)))) throw notFound();
  const attempt = await latestAttempt(tx, pledgeId);
  if (!attempt) throw notFound();
  return { pledge, attempt };
}
