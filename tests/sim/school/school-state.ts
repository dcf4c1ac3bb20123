/** Everything that a model school keeps. Values are never changed in place, so a shallow copy is a backup. */
import type { WireRow } from '@educrowd/shared/entity/define-entity';
import type { RoleGrant } from '@educrowd/shared/permissions/access';
import type { Change, MutationResult } from '@educrowd/shared/sync/protocol';
import type { Scope } from '@educrowd/shared/sync/scope';
import { entityNamed, type SyncedEntityName } from '@educrowd/shared/synced-entities';

export interface StoredChange {
  readonly table: string;
  readonly rowId: string;
  readonly scope: Scope;
  readonly version: number;
  readonly op: Change['op'];
  /** As in the server's change table: who changed the row last, and the latest version by anybody else. */
  readonly authorId: string | null;
  readonly authorVersion: number;
  readonly otherVersion: number;
}

export interface StoredRow {
  readonly row: WireRow;
  readonly authors: Readonly<Record<string, string | null>>;
}

export interface StoredText {
  readonly state: { readonly version: number; readonly bytes: Uint8Array } | null;
  readonly updates: readonly { readonly version: number; readonly bytes: Uint8Array }[];
}

export interface StoredResult extends MutationResult {
  readonly hash: string;
}

export interface StoredClient {
  readonly userId: string;
  readonly lastSeq: number;
  readonly ackedThrough: number;
  /** `lastSeq` when the present epoch began; null for a client that is younger. */
  readonly seqAtEpoch: number | null;
  readonly results: readonly StoredResult[];
}

/** An upload under way. */
export interface StoredUpload {
  readonly userId: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Null once they are in their place. */
  readonly bytes: Uint8Array | null;
  readonly begunMs: number;
}

/** A pledge that was paid. */
export interface Pledge {
  readonly id: string;
  readonly campaignId: string;
  readonly rewardId: string | null;
  readonly backerName: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly pledgedAt: string;
  /** What the reward cost then. */
  readonly rewardAmountMinor: number | null;
}

export interface SchoolState {
  epoch: string;
  head: number;
  /** Cursors below it cannot be brought up to date any more: tombstones after them were collected. */
  floor: number;
  /** By `keyOf`. */
  readonly rows: Map<string, StoredRow>;
  readonly changes: Map<string, StoredChange>;
  readonly texts: Map<string, StoredText>;
  readonly clients: Map<string, StoredClient>;
  readonly grants: Map<string, readonly RoleGrant[]>;
  /** Who teaches each course and runs each campaign, by `keyOf`. */
  readonly staff: Map<string, readonly string[]>;
  /** What backers paid, which synced rows tell a little later. */
  readonly pledges: Map<string, Pledge>;
  /** Of each campaign that was launched, the terms that it was launched with. */
  readonly launchedTerms: Map<string, WireRow>;
  /** Beside the database: the bytes of files by their hash, and uploads by their id. */
  readonly files: Map<string, Uint8Array>;
  readonly uploads: Map<string, StoredUpload>;
  /** By hash, when to look whether a file can go, in milliseconds. */
  readonly collections: Map<string, number>;
  /** When each version was committed, in milliseconds. */
  readonly committedAt: Map<number, number>;
  /** The version with which each mutation took effect, by client and number; more than one is one too many. */
  readonly applied: Map<string, readonly number[]>;
  /** Rows that a purge took away. */
  readonly purged: Map<string, true>;
}

export const keyOf = (entityName: string, id: string): string =>
  `${entityNamed(entityName as SyncedEntityName).table} ${id}`;

/** The ids of the keys that name rows of a table. */
export const idsIn = (table: string, keys: readonly string[]): string[] =>
  keys.filter((key) => key.startsWith(`${table} `)).map((key) => key.slice(table.length + 1));

export const rowsOf = (state: Pick<SchoolState, 'rows'>, table: string): WireRow[] =>
  [...state.rows].filter(([key]) => key.startsWith(`${table} `)).map(([, { row }]) => row);

export const emptyState = (epoch: string): SchoolState => ({
  epoch,
  head: 0,
  floor: 0,
  rows: new Map(),
  changes: new Map(),
  texts: new Map(),
  clients: new Map(),
  grants: new Map(),
  staff: new Map(),
  pledges: new Map(),
  launchedTerms: new Map(),
  files: new Map(),
  uploads: new Map(),
  collections: new Map(),
  committedAt: new Map(),
  applied: new Map(),
  purged: new Map(),
});

export const copyState = (state: SchoolState): SchoolState =>
  Object.fromEntries(
    Object.entries(state).map(([key, value]) => [key, value instanceof Map ? new Map(value) : value]),
  ) as unknown as SchoolState;

/** Everything of a text, oldest first. */
export const updatesOf = (text: StoredText | undefined): Uint8Array[] =>
  text ? [...(text.state ? [text.state.bytes] : []), ...text.updates.map(({ bytes }) => bytes)] : [];
