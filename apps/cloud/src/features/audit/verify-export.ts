/** Checks an export by itself: neither a database nor a server is asked. See export-format.ts for what must hold. */
import * as z from 'zod';
import { jsonEqual, type JsonObject } from '@educrowd/shared/primitives/json';
import { isSigned } from './checkpoint-key.ts';
import {
  chainHash,
  CHAINS,
  exportLineSchema,
  NO_HASH,
  type Chain,
  type ChainHead,
  type Checkpoint,
  type ExportedEntry,
  type ExportLine,
} from './export-format.ts';

export interface ExportReport {
  readonly entries: Readonly<Record<Chain, number>>;
  readonly checkpoints: number;
  /** The first ones; empty: everything holds. */
  readonly problems: readonly string[];
  /** Of all of them. */
  readonly problemCount: number;
}

interface ChainState {
  seq: number;
  hash: string;
  count: number;
  /** By sequence number: what was signed. */
  readonly signed: Map<number, Checkpoint[]>;
  lastSigned: number;
}

/** More would only repeat what a broken chain says of every entry that follows. */
const MAX_PROBLEMS = 50;

/** @param trustedKeys public keys, hexadecimal, that come from elsewhere than the export */
export async function verifyExport(
  lines: AsyncIterable<string>,
  trustedKeys: readonly string[],
): Promise<ExportReport> {
  const found: string[] = [];
  const report = (problem: string): void => void found.push(problem);
  const chains = { audit: newChain(), ledger: newChain() };
  let header: Extract<ExportLine, { type: 'header' }> | null = null;
  let isEnded = false;
  let checkpoints = 0;
  let number = 0;
  for await (const read of lines) {
    number++;
    // Editors put a mark before the first line.
    const text = number === 1 ? read.replace(/^\uFEFF/, '') : read;
    if (text.trim() === '') continue;
    const line = parsed(text);
    if (line === null) report(`line ${number} cannot be understood`);
    else if (isEnded) report(`line ${number} comes after the end`);
    else if (line.type === 'header') {
      if (header) report(`line ${number} is a second header`);
      else header = line;
    } else if (!header) report(`line ${number} comes before the header`);
    else if (line.type === 'checkpoint') {
      checkpoints++;
      // What an entry is compared with has to be known before it: afterwards, a signature would stand for anything.
      if (chains.audit.count + chains.ledger.count > 0)
        report(`line ${number} is a checkpoint behind the entries`);
      else noteCheckpoint(chains[line.chain], line, { tenant: header.tenant, trustedKeys, report });
    } else if (line.type === 'entry') checkEntry(chains[line.chain], line, report);
    else {
      isEnded = true;
      if (!jsonEqual(line.heads, header.heads)) report('the end does not fit the header');
    }
  }
  if (!header) report('the header is missing');
  else
    for (const chain of CHAINS)
      found.push(...endProblems(chain, { state: chains[chain], head: header.heads[chain] }));
  if (!isEnded) report('the export breaks off');
  return {
    entries: { audit: chains.audit.count, ledger: chains.ledger.count },
    checkpoints,
    problems: found.slice(0, MAX_PROBLEMS),
    problemCount: found.length,
  };
}

const newChain = (): ChainState => ({ seq: 0, hash: NO_HASH, count: 0, signed: new Map(), lastSigned: 0 });

function parsed(text: string): ExportLine | null {
  try {
    return exportLineSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

interface CheckpointRules {
  readonly tenant: string;
  readonly trustedKeys: readonly string[];
  readonly report: (problem: string) => void;
}

function noteCheckpoint(
  state: ChainState,
  checkpoint: Checkpoint,
  { tenant, trustedKeys, report }: CheckpointRules,
): void {
  const name = `the checkpoint of ${checkpoint.chain} ${checkpoint.seq}`;
  if (checkpoint.tenant !== tenant) return report(`${name} is of another school`);
  if (!isSigned(checkpoint, trustedKeys)) return report(`${name} is not signed with a key that is trusted`);
  state.signed.set(checkpoint.seq, [...(state.signed.get(checkpoint.seq) ?? []), checkpoint]);
  state.lastSigned = Math.max(state.lastSigned, checkpoint.seq);
}

function checkEntry(state: ChainState, entry: ExportedEntry, report: (problem: string) => void): void {
  const name = `${entry.chain} ${entry.seq}`;
  const expected = state.seq + 1;
  if (entry.seq > expected)
    report(`${entry.chain} ${expected}${entry.seq > expected + 1 ? ` to ${entry.seq - 1}` : ''} is missing`);
  else if (entry.seq < expected) report(`${name} is not in its place`);
  const hash = chainHash(state.hash, entry.body);
  if (hash !== entry.hash) report(`${name} breaks the chain`);
  if (!isSame(entry)) report(`${name} is not the one that was hashed`);
  for (const checkpoint of state.signed.get(entry.seq) ?? [])
    if (checkpoint.hash !== entry.hash) report(`${name} is not the one that was signed at ${checkpoint.at}`);
  state.seq = entry.seq;
  state.hash = entry.hash;
  state.count++;
}

function endProblems(
  chain: Chain,
  { state, head }: { readonly state: ChainState; readonly head: ChainHead },
): string[] {
  const { seq, hash, lastSigned } = state;
  const problems: string[] = [];
  if (seq !== head.seq || hash !== head.hash)
    problems.push(`${chain} ends with ${seq}, and not with ${head.seq} as its head says`);
  if (lastSigned > seq)
    problems.push(`${chain} ends with ${seq}, but ${lastSigned} was signed: it was cut off`);
  if (lastSigned < seq) problems.push(`${chain} is not signed after ${lastSigned}`);
  return problems;
}

const toldSchema = {
  audit: z.object({ at: z.string(), actor: z.string().nullable(), action: z.string(), details: z.json() }),
  ledger: z.object({
    seq: z.int(),
    key: z.string(),
    kind: z.string(),
    campaign: z.string(),
    pledge: z.string(),
    at: z.string(),
    lines: z.array(z.object({ account: z.string(), minor: z.int(), currency: z.string() })),
  }),
};

/** Whether the columns beside the body say what the body says; of the ledger also whether each currency sums to zero. */
function isSame({ chain, seq, body, row }: ExportedEntry): boolean {
  let told: JsonObject;
  try {
    told = toldSchema[chain].parse(JSON.parse(body));
  } catch {
    return false;
  }
  if (chain === 'audit') {
    const { details: _, ...columns } = told;
    return jsonEqual(columns, row);
  }
  const { seq: toldSeq, ...columns } = told;
  return toldSeq === seq && jsonEqual(columns, row) && isBalanced(toldSchema.ledger.parse(told).lines);
}

function isBalanced(lines: readonly { readonly minor: number; readonly currency: string }[]): boolean {
  const sums = new Map<string, number>();
  for (const { minor, currency } of lines) sums.set(currency, (sums.get(currency) ?? 0) + minor);
  return [...sums.values()].every((sum) => sum === 0);
}
