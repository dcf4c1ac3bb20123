/**
 * The one that carries out a request with an idempotency key holds a claim to it. That it was carried out is written
 * in the transaction that does so (`withTenant`), so a repetition finds either nothing or everything, wherever a server
 * died: without the mark the request is carried out anew, with it never again.
 *
 * A claim that is not marked can be taken over after a while. Whoever lost it that way cannot commit any more.
 */
import { and, eq, lt, or } from 'drizzle-orm';
import { idempotencyKeys } from '@educrowd/db/postgres/schema/requests';
import { newId } from '@educrowd/shared/primitives/id';
import { RetryLater, words, type AppError } from './app-error.ts';
import type { ReadTx } from './with-tenant.ts';

export interface RequestClaim {
  readonly userId: string;
  readonly keyHash: Uint8Array;
  readonly claimId: string;
}

export interface KeptAnswer {
  readonly status: number;
  readonly contentType: string | null;
  readonly body: string;
}

export interface ClaimedRequest {
  readonly userId: string;
  readonly keyHash: Uint8Array;
  readonly requestHash: Uint8Array;
}

export type ClaimResult =
  | { readonly kind: 'ours'; readonly claim: RequestClaim }
  | { readonly kind: 'answered'; readonly answer: KeptAnswer }
  /** The key came with another request. */
  | { readonly kind: 'other' }
  | { readonly kind: 'running' }
  /** It was carried out, and nobody knows its answer. */
  | { readonly kind: 'lost' };

const KEPT_MS = 24 * 60 * 60_000;
/** Longer than a server works on a request. */
const TAKEN_OVER_MS = 2 * 60_000;

type Tx = Pick<ReadTx, 'db' | 'tenantId' | 'now'>;

const ago = (tx: Tx, ms: number): string => new Date(tx.now.getTime() - ms).toISOString();
const isAbandoned = (tx: Tx) =>
  and(eq(idempotencyKeys.state, 'running'), lt(idempotencyKeys.claimedAt, ago(tx, TAKEN_OVER_MS)));
const isOld = (tx: Tx) => lt(idempotencyKeys.claimedAt, ago(tx, KEPT_MS));

/** What the key was used for before, or a new claim. */
export async function claimRequest(
  tx: Tx,
  { userId, keyHash, requestHash }: ClaimedRequest,
): Promise<ClaimResult> {
  const claim = { userId, keyHash, claimId: newId() };
  const row = {
    requestHash,
    claimId: claim.claimId,
    claimedAt: tx.now.toISOString(),
    state: 'running' as const,
    status: null,
    contentType: null,
    body: null,
  };
  const taken = await tx.db
    .insert(idempotencyKeys)
    .values({ tenantId: tx.tenantId, userId, keyHash, ...row })
    .onConflictDoUpdate({
      target: [idempotencyKeys.tenantId, idempotencyKeys.userId, idempotencyKeys.keyHash],
      set: row,
      setWhere: or(isOld(tx), isAbandoned(tx)),
    })
    .returning({ claimId: idempotencyKeys.claimId });
  if (taken.length > 0) return { kind: 'ours', claim };
  const [earlier] = await tx.db
    .select()
    .from(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.tenantId, tx.tenantId),
        eq(idempotencyKeys.userId, userId),
        eq(idempotencyKeys.keyHash, keyHash),
      ),
    );
  // Given back a moment ago.
  if (!earlier) return { kind: 'running' };
  if (Buffer.compare(earlier.requestHash, requestHash) !== 0) return { kind: 'other' };
  const { state, claimedAt, status, contentType, body } = earlier;
  if (status !== null) return { kind: 'answered', answer: { status, contentType, body: body ?? '' } };
  const hasDied = state === 'carriedOut' && claimedAt < ago(tx, TAKEN_OVER_MS);
  return { kind: state === 'lost' || hasDied ? 'lost' : 'running' };
}

const isOurs = (tx: Tx, { userId, keyHash, claimId }: RequestClaim) =>
  and(
    eq(idempotencyKeys.tenantId, tx.tenantId),
    eq(idempotencyKeys.userId, userId),
    eq(idempotencyKeys.keyHash, keyHash),
    eq(idempotencyKeys.claimId, claimId),
  );

export async function markCarriedOut(tx: Tx, claim: RequestClaim): Promise<void> {
  const marked = await tx.db
    .update(idempotencyKeys)
    .set({ state: 'carriedOut' })
    .where(isOurs(tx, claim))
    .returning({ claimId: idempotencyKeys.claimId });
  if (marked.length === 0) throw stillRunning();
}

export const stillRunning = (): AppError =>
  new RetryLater('CONFLICT', words('serverRefusals.keyRunning'), 1_000);

export async function keepAnswer(tx: Tx, claim: RequestClaim, answer: KeptAnswer): Promise<void> {
  await tx.db
    .update(idempotencyKeys)
    .set({ state: 'answered', ...answer })
    .where(isOurs(tx, claim));
}

/** Nothing came of it, so it may be tried again: unless something was carried out before that. */
export async function giveBack(tx: Tx, claim: RequestClaim): Promise<void> {
  await tx.db.delete(idempotencyKeys).where(and(isOurs(tx, claim), eq(idempotencyKeys.state, 'running')));
  await tx.db.update(idempotencyKeys).set({ state: 'lost' }).where(isOurs(tx, claim));
}

export async function forgetOld(tx: Tx): Promise<void> {
  await tx.db.delete(idempotencyKeys).where(and(eq(idempotencyKeys.tenantId, tx.tenantId), isOld(tx)));
}
