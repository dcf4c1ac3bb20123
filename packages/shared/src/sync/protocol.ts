/**
 * The wire format between the desktop engine and the server. It is pinned by a hash in protocol.test.ts: a change
 * there means deciding whether old engines still understand it, and raising a version if they do not.
 *
 * push       one transaction: skip what was done, refuse gaps, apply, keep results until they are acked
 * pull       pages of changes, each read in its own snapshot; publish when the last page reaches its own head
 * bootstrap  everything in one holding, keyset pages that can be resumed after any cut
 * poke       SSE hint that something changed; never carries data
 */
import * as z from 'zod';
import { sha256Hex } from '../primitives/digest.ts';
import { canonicalJson, type JsonObject, type JsonValue } from '../primitives/json.ts';
import { holdingSchema } from './scope.ts';

/** Raised when messages change so that old engines cannot talk to the server any more. */
export const PROTOCOL_VERSION = 1;
/** Raised with every change to a synced entity. */
export const SCHEMA_VERSION = 3;
/** Oldest versions that the server still speaks. */
export const OLDEST_PROTOCOL = 1;
export const OLDEST_SCHEMA = 1;

export const MAX_MUTATIONS_PER_PUSH = 50;
/** Bytes of JSON in one push; a single larger mutation travels alone. */
export const MAX_PUSH_BYTES = 1_000_000;
export const MAX_MUTATION_BYTES = 8_000_000;
/** Rows in one page of pull or bootstrap, and the JSON bytes after which a page ends early. */
export const MAX_PAGE_ROWS = 1_000;
export const MAX_PAGE_BYTES = 4_000_000;

const jsonValue = z.json() as z.ZodType<JsonValue>;
const jsonObject = z.record(z.string(), jsonValue) as z.ZodType<JsonObject>;
const uuid = z.uuid().transform((id) => id.toLowerCase());
const version = z.int().min(0);

/** What every request says about its sender. `epoch` is null until the first answer. */
const envelope = {
  protocol: z.int(),
  schema: z.int(),
  epoch: uuid.nullable(),
  clientId: uuid,
  holdings: z.array(holdingSchema).max(5_000),
  /** Results up to this seq are durable on the device: the server may forget them. */
  ackedThrough: z.int().min(0),
};

export const mutationSchema = z.strictObject({
  seq: z.int().min(1),
  name: z.string().max(80),
  args: jsonObject,
  /** Of a patch: each patched field's value that the person saw when editing, and the currency of amounts (amounts.ts). */
  base: jsonObject,
  /** `mutationHash` of the other members, fixed at the first send. */
  hash: z.string().length(64),
});
export type Mutation = z.output<typeof mutationSchema>;

export const mutationHash = (mutation: Omit<Mutation, 'hash'>): string =>
  sha256Hex(
    canonicalJson({ seq: mutation.seq, name: mutation.name, args: mutation.args, base: mutation.base }),
  );

/** How a mutation ended. APPLIED and MERGED are in effect; all others were refused and changed nothing. */
export const resultCodes = [
  'APPLIED',
  'MERGED',
  'INVALID',
  'FORBIDDEN',
  'CONFLICT',
  'NOT_FOUND',
  'MISSING_PARENT',
  'EXPIRED',
  'INTERNAL',
] as const;
export type ResultCode = (typeof resultCodes)[number];

export const resultSchema = z.strictObject({
  seq: z.int().min(1),
  code: z.enum(resultCodes),
  /** For a person: why it was refused. */
  detail: z.string().nullable(),
});
export type MutationResult = z.output<typeof resultSchema>;

export const pushRequest = z.strictObject({
  ...envelope,
  mutations: z.array(mutationSchema).max(MAX_MUTATIONS_PER_PUSH),
});
export type PushRequest = z.output<typeof pushRequest>;

export const pushResponse = z.strictObject({
  epoch: uuid,
  lastSeq: z.int().min(0),
  results: z.array(resultSchema),
});
export type PushResponse = z.output<typeof pushResponse>;

/** Position in a scan of changes: everything up to and including it has been sent. */
export const changeKey = z.strictObject({ version, table: z.string(), rowId: z.string(), scope: z.string() });
export type ChangeKey = z.output<typeof changeKey>;

export const pullRequest = z.strictObject({
  ...envelope,
  /** Version up to which everything in the holdings is published on the device. */
  cursor: version,
  /** Set from the second page on: where the page before ended. */
  after: changeKey.nullable(),
});
export type PullRequest = z.output<typeof pullRequest>;

/** Columns of each table in the page, in the order of the values of its rows. */
const columns = z.record(z.string(), z.array(z.string()));

/**
 * A change: the row as it is now, or that it has gone from a scope.
 * `updates` (documents only): base64 Yjs updates newer than the cursor, or the whole state where they were compacted.
 */
export const changeSchema = z.strictObject({
  table: z.string(),
  rowId: z.string(),
  scope: z.string(),
  version,
  op: z.enum(['upsert', 'delete', 'leave']),
  values: z.array(jsonValue).nullable(),
  updates: z.array(z.base64()).optional(),
});
export type Change = z.output<typeof changeSchema>;

const page = {
  epoch: uuid,
  columns,
  changes: z.array(changeSchema),
  /** Number of changes and `pageChecksum` of them: a page without a fitting trailer is thrown away. */
  count: z.int().min(0),
  checksum: z.string().length(64),
};

export const pageChecksum = (changes: readonly Change[]): string => sha256Hex(JSON.stringify(changes));

export const pullResponse = z.strictObject({
  ...page,
  head: version,
  /** Null when this page reaches `head` of its own snapshot: everything may be published. */
  next: changeKey.nullable(),
  /** What the person holds at present. When it differs from the request, the device settles that before publishing. */
  holdings: z.array(holdingSchema),
  lastSeq: z.int().min(0),
  results: z.array(resultSchema),
});
export type PullResponse = z.output<typeof pullResponse>;

/** Position in a scan of one holding. */
export const rowKey = z.strictObject({ table: z.string(), rowId: z.string() });
export type RowKey = z.output<typeof rowKey>;

export const bootstrapRequest = z.strictObject({
  ...envelope,
  holding: holdingSchema,
  after: rowKey.nullable(),
});
export type BootstrapRequest = z.output<typeof bootstrapRequest>;

export const bootstrapResponse = z.strictObject({
  ...page,
  /** Head when this page was read. The device keeps the first page's: it pulls from there once all pages are staged. */
  head: version,
  next: rowKey.nullable(),
  /** Rows in the whole holding, sent with the first page so that progress is true. */
  totalRows: z.int().min(0).nullable(),
});
export type BootstrapResponse = z.output<typeof bootstrapResponse>;

/** Something changed in these scopes, up to this head. A hint: what it says is never relied on. */
export const pokeSchema = z.strictObject({ head: version, scopes: z.array(z.string()) });
export type Poke = z.output<typeof pokeSchema>;

/** Why a whole request was refused. The outbox is never dropped because of any of them. */
export const syncErrorCodes = [
  'SIGN_IN',
  'FORBIDDEN',
  'UPGRADE',
  'SEQ_GAP',
  'CLIENT_FORKED',
  'EPOCH_CHANGED',
  'CURSOR_TOO_OLD',
  'HOLDING_LOST',
] as const;
export type SyncErrorCode = (typeof syncErrorCodes)[number];
