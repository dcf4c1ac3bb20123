/**
 * An export of what a school's audit log and ledger hold: one JSON object a line, so that it is written and read as a
 * stream. In this order: one header; every checkpoint; the entries of each chain from the first on; one end.
 *
 * Both chains are alike: `hash` = SHA-256 of the hash before it (32 zero bytes before the first) and of the UTF-8 bytes of
 * `body`. `row` is what the table's other columns say, so that an edit beside the body is found too.
 *
 * A checkpoint is an Ed25519 signature of `checkpointMessage`: whoever writes in the database can recompute a chain, but
 * signs nothing.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { canonicalJson } from '@educrowd/shared/primitives/json';

export const CHAINS = ['audit', 'ledger'] as const;
export type Chain = (typeof CHAINS)[number];

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const base64url = z.string().regex(/^[\w-]+$/);

export const checkpointSchema = z.strictObject({
  type: z.literal('checkpoint'),
  tenant: z.uuid(),
  chain: z.enum(CHAINS),
  seq: z.int().min(0),
  hash: hex,
  at: z.iso.datetime(),
  /** Public key of the server that signed. */
  key: hex,
  signature: base64url,
});
export type Checkpoint = z.output<typeof checkpointSchema>;

const entrySchema = z.strictObject({
  type: z.literal('entry'),
  chain: z.enum(CHAINS),
  seq: z.int().min(1),
  body: z.string(),
  hash: hex,
  row: z.record(z.string(), z.json()),
});
export type ExportedEntry = z.output<typeof entrySchema>;

const headSchema = z.strictObject({ seq: z.int().min(0), hash: hex });
const headsSchema = z.strictObject({ audit: headSchema, ledger: headSchema });
export type ChainHead = z.output<typeof headSchema>;

export const exportLineSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('header'),
    format: z.literal(1),
    tenant: z.uuid(),
    exportedAt: z.iso.datetime(),
    heads: headsSchema,
  }),
  checkpointSchema,
  entrySchema,
  z.strictObject({ type: z.literal('end'), heads: headsSchema }),
]);
export type ExportLine = z.output<typeof exportLineSchema>;

export const NO_HASH = '0'.repeat(64);

/** The hash of an entry with this body, after one with that hash. Both in hexadecimal. */
export const chainHash = (before: string, body: string): string =>
  createHash('sha256').update(Buffer.from(before, 'hex')).update(body).digest('hex');

/** Exactly what is signed. */
export const checkpointMessage = ({
  tenant,
  chain,
  seq,
  hash,
  at,
}: Pick<Checkpoint, 'tenant' | 'chain' | 'seq' | 'hash' | 'at'>): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(`educrowd checkpoint ${canonicalJson({ tenant, chain, seq, hash, at })}`);
