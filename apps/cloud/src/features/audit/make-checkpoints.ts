/**
 * Signs where the chains of a school end: soon after each entry, every hour and before each export. A chain that does not
 * go on from what was signed last is not signed: its next export shows why.
 *
 * Checkpoints of each hour are kept for good, in the database and in a file beside the uploads: who can delete rows there
 * can take both an entry and the checkpoints after it away, and the file still tells. Of those in between the newest is
 * kept, in a file alone: what came after the last hour cannot be cut off unnoticed either.
 */
import type { AppContext } from '../../platform/app-context.ts';
import { eachSchool } from '../../platform/each-school.ts';
import { readTenant, withTenant, type TenantContext } from '../../platform/with-tenant.ts';
import { insertCheckpoints, listCheckpoints, readChain, readHeads } from './audit-store.ts';
import { createCheckpointKey, isSigned, type CheckpointKey } from './checkpoint-key.ts';
import { keepForGood, keepNewest, readKept, readNewest } from './checkpoint-files.ts';
import { chainHash, CHAINS, NO_HASH, type Chain, type ChainHead, type Checkpoint } from './export-format.ts';

type Needs = Pick<AppContext, 'door' | 'settings' | 'logger'>;

const ENTRIES_AT_ONCE = 1_000;

export interface SignedChains {
  readonly heads: Readonly<Record<Chain, ChainHead>>;
  /** All that were ever made, up to these heads. */
  readonly checkpoints: readonly Checkpoint[];
}

export async function makeCheckpoints(ctx: Needs, tenantId: string): Promise<SignedChains> {
  const system = systemOf(tenantId);
  const key = createCheckpointKey(ctx.settings.auditKey);
  // Before the heads: what another server signs meanwhile is not for these.
  const kept = await keptCheckpoints(ctx, tenantId);
  const known = bySeq([...kept, ...(await readNewest(ctx.settings, tenantId))]);
  const { heads, now } = await readTenant(ctx.door, system, async (tx) => ({
    heads: await readHeads(tx),
    now: tx.now,
  }));
  const made: Checkpoint[] = [];
  for (const chain of CHAINS) {
    const last = newestOf(known, chain, key);
    const head = heads[chain];
    const signed = await signHead({ ...ctx, key, tenantId, now }, { chain, last, head });
    if (signed && !kept.some(({ signature }) => signature === signed.signature)) made.push(signed);
  }
  if (made.length > 0) {
    await keepForGood(ctx.settings, tenantId, made);
    await withTenant(ctx.door, system, (tx) => insertCheckpoints(tx, made));
  }
  return { heads, checkpoints: bySeq([...known, ...made]) };
}

/** The newest head of each chain, signed and kept in place of the one before. */
export async function signNewest(ctx: Needs & Pick<AppContext, 'stopping'>, tenantId: string): Promise<void> {
  const key = createCheckpointKey(ctx.settings.auditKey);
  const newest = await readNewest(ctx.settings, tenantId);
  const { heads, now } = await readTenant(ctx.door, systemOf(tenantId), async (tx) => ({
    heads: await readHeads(tx),
    now: tx.now,
  }));
  for (const chain of CHAINS) {
    const head = heads[chain];
    let last = newestOf(newest, chain, key);
    if (!last && head.seq > 0) last = newestOf(await keptCheckpoints(ctx, tenantId), chain, key);
    const signed = await signHead({ ...ctx, key, tenantId, now }, { chain, last, head });
    if (signed && !ctx.stopping.aborted) await keepNewest(ctx.settings, signed);
  }
}

export const makeAllCheckpoints = (ctx: Needs): Promise<void> =>
  eachSchool(ctx.door, ({ tenantId }) => makeCheckpoints(ctx, tenantId));

const systemOf = (tenantId: string): TenantContext => ({ tenantId, userId: null, isSystem: true });

/** Those of each hour, of the database and of the file. */
async function keptCheckpoints(ctx: Needs, tenantId: string): Promise<readonly Checkpoint[]> {
  const kept = await readKept(ctx.settings, tenantId);
  const stored = await readTenant(ctx.door, systemOf(tenantId), listCheckpoints);
  return bySeq([...stored, ...kept]);
}

/** Each once, the oldest first. */
const bySeq = (checkpoints: readonly Checkpoint[]): readonly Checkpoint[] =>
  [...new Map(checkpoints.map((each) => [each.signature, each])).values()].toSorted((a, b) => a.seq - b.seq);

const newestOf = (known: readonly Checkpoint[], chain: Chain, { publicKey }: CheckpointKey) =>
  known.findLast((each) => each.chain === chain && isSigned(each, [publicKey])) ?? null;

interface Signer extends Needs {
  readonly key: CheckpointKey;
  readonly tenantId: string;
  readonly now: Date;
}

interface End {
  readonly chain: Chain;
  /** What was signed last. */
  readonly last: Checkpoint | null;
  readonly head: ChainHead;
}

/** Null where nothing is to be signed: no entry, or none that goes on from what was. */
async function signHead(signer: Signer, { chain, last, head }: End): Promise<Checkpoint | null> {
  const { key, tenantId, now, logger } = signer;
  const from: ChainHead = last ?? { seq: 0, hash: NO_HASH };
  if (head.seq === from.seq && head.hash === from.hash) return last;
  if (await goesOn(signer, systemOf(tenantId), { chain, from, head }))
    return key.sign({ tenant: tenantId, chain, ...head, at: now.toISOString() });
  logger.error(
    { school: tenantId, chain, signed: from.seq, head: head.seq },
    'a chain does not go on from where it was signed: it was tampered with',
  );
  return null;
}

interface Stretch {
  readonly chain: Chain;
  readonly from: ChainHead;
  readonly head: ChainHead;
}

async function goesOn(ctx: Needs, context: TenantContext, { chain, from, head }: Stretch): Promise<boolean> {
  let { seq, hash } = from;
  while (seq < head.seq) {
    const range = { first: seq + 1, last: Math.min(seq + ENTRIES_AT_ONCE, head.seq) };
    const entries = await readTenant(ctx.door, context, (tx) => readChain(tx, chain, range));
    if (entries.length !== range.last - seq) return false;
    for (const entry of entries) {
      hash = chainHash(hash, entry.body);
      if (entry.hash !== hash) return false;
    }
    seq = range.last;
  }
  return seq === head.seq && hash === head.hash;
}
