/**
 * Signs where the chains of a school end, every hour and before each export. A chain that does not go on from what was
 * signed last is not signed: its next export shows why.
 *
 * Every checkpoint is kept twice, in the database and in a file beside the uploads: who can delete rows there can take
 * both an entry and the checkpoints after it away, and the file still tells.
 */
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { AppContext } from '../../platform/app-context.ts';
import { eachSchool } from '../../platform/each-school.ts';
import { readTenant, withTenant, type TenantContext } from '../../platform/with-tenant.ts';
import { insertCheckpoints, listCheckpoints, readChain, readHeads } from './audit-store.ts';
import { createCheckpointKey, isSigned } from './checkpoint-key.ts';
import {
  chainHash,
  CHAINS,
  checkpointSchema,
  NO_HASH,
  type Chain,
  type ChainHead,
  type Checkpoint,
} from './export-format.ts';

type Needs = Pick<AppContext, 'door' | 'settings' | 'logger'>;

const ENTRIES_AT_ONCE = 1_000;

export interface SignedChains {
  readonly heads: Readonly<Record<Chain, ChainHead>>;
  /** All that were ever made, up to these heads. */
  readonly checkpoints: readonly Checkpoint[];
}

export async function makeCheckpoints(ctx: Needs, tenantId: string): Promise<SignedChains> {
  const system: TenantContext = { tenantId, userId: null, isSystem: true };
  const key = createCheckpointKey(ctx.settings.auditKey);
  // Before the heads: what another server signs meanwhile is not for these.
  const known = await knownCheckpoints(ctx, tenantId);
  const { heads, now } = await readTenant(ctx.door, system, async (tx) => ({
    heads: await readHeads(tx),
    now: tx.now,
  }));
  const made: Checkpoint[] = [];
  for (const chain of CHAINS) {
    const last = known.findLast((each) => each.chain === chain && isSigned(each, [key.publicKey]));
    const from: ChainHead = last ?? { seq: 0, hash: NO_HASH };
    const head = heads[chain];
    if (head.seq === from.seq && head.hash === from.hash) continue;
    if (await goesOn(ctx, system, { chain, from, head }))
      made.push(key.sign({ tenant: tenantId, chain, ...head, at: now.toISOString() }));
    else
      ctx.logger.error(
        { school: tenantId, chain, signed: from.seq, head: head.seq },
        'a chain does not go on from where it was signed: it was tampered with',
      );
  }
  if (made.length > 0) {
    await keepBeside(ctx, tenantId, made);
    await withTenant(ctx.door, system, (tx) => insertCheckpoints(tx, made));
  }
  return { heads, checkpoints: [...known, ...made] };
}

export const makeAllCheckpoints = (ctx: Needs): Promise<void> =>
  eachSchool(ctx.door, ({ tenantId }) => makeCheckpoints(ctx, tenantId));

/** Of the database and of the file, each once, the oldest first. */
async function knownCheckpoints(ctx: Needs, tenantId: string): Promise<readonly Checkpoint[]> {
  const system: TenantContext = { tenantId, userId: null, isSystem: true };
  const kept = await readBeside(ctx, tenantId);
  const stored = await readTenant(ctx.door, system, listCheckpoints);
  const bySignature = new Map([...stored, ...kept].map((each) => [each.signature, each]));
  return [...bySignature.values()].toSorted((a, b) => a.seq - b.seq);
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

const fileOf = ({ settings }: Needs, tenantId: string): string =>
  path.join(settings.storageDir, 'checkpoints', `${tenantId}.jsonl`);

async function keepBeside(ctx: Needs, tenantId: string, checkpoints: readonly Checkpoint[]): Promise<void> {
  const file = fileOf(ctx, tenantId);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await appendFile(file, checkpoints.map((each) => `${JSON.stringify(each)}\n`).join(''));
}

/** A line that was cut off while it was written is none. */
async function readBeside(ctx: Needs, tenantId: string): Promise<Checkpoint[]> {
  const text = await readFile(fileOf(ctx, tenantId), 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').flatMap((line) => {
    try {
      return [checkpointSchema.parse(JSON.parse(line))];
    } catch {
      return [];
    }
  });
}
