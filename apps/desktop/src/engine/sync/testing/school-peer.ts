/**
 * The other end of the network for tests of the engine alone: a school in memory that speaks the protocol by the shared
 * rules. The real server is tested against the same engine in tests/sync.
 */
import { newId } from '@educrowd/shared/primitives/id';
import {
  mutationHash,
  pageChecksum,
  type BootstrapRequest,
  type BootstrapResponse,
  type Change,
  type MutationResult,
  type PullRequest,
  type PullResponse,
  type PushRequest,
  type PushResponse,
  type SyncErrorCode,
} from '@educrowd/shared/sync/protocol';
import { isHeld, normalizeHoldings, type Holding } from '@educrowd/shared/sync/scope';
import { entityOfTable } from '@educrowd/shared/synced-entities';
import { isCursorTooOld } from '@educrowd/shared/sync/tombstones';
import { RequestError } from '../../network/request-error.ts';
import { applyMutation, PeerRefusal } from './peer-mutations.ts';
import {
  emptyPeerState,
  rowKeyOf,
  transact,
  type PeerClient,
  type PeerState,
  type PeerTransaction,
} from './peer-state.ts';

export interface PeerUser {
  readonly userId: string;
  holdings: Holding[];
}

export interface PeerEndpoint {
  readonly push: (request: PushRequest) => PushResponse;
  readonly pull: (request: PullRequest) => PullResponse;
  readonly bootstrap: (request: BootstrapRequest) => BootstrapResponse;
}

export interface SchoolPeer {
  state: PeerState;
  pageRows: number;
  /** Below this cursor a pull is refused. */
  oldestCursor: number;
  /** Breaks the school in every push that holds such a mutation; sent alone it is refused as INTERNAL. */
  poison: ((name: string) => boolean) | null;
  readonly endpoint: (user: PeerUser) => PeerEndpoint;
  /** A change that somebody makes in a browser. */
  readonly edit: (work: (tx: PeerTransaction) => void) => void;
  readonly backup: () => PeerState;
  readonly restore: (backup: PeerState) => void;
  /** Calls with every new head. */
  onHead: ((head: number) => void) | null;
}

export const refuse = (code: SyncErrorCode): never => {
  throw new RequestError({ kind: 'refused', code }, code);
};

export function createSchoolPeer(now: () => Date): SchoolPeer {
  const peer: SchoolPeer = {
    state: emptyPeerState(),
    pageRows: 1_000,
    oldestCursor: 0,
    poison: null,
    onHead: null,
    edit: (work) => {
      transact(peer.state, { now: now().toISOString(), userId: 'somebody' }, work);
      peer.onHead?.(peer.state.head);
    },
    backup: () => structuredClone(peer.state),
    restore: (backup) => {
      peer.state = { ...structuredClone(backup), epoch: newId<'Epoch'>() };
      for (const client of peer.state.clients.values()) client.seqAtEpoch = client.lastSeq;
    },
    endpoint: (user) => ({
      push: (request) => {
        const answer = push(peer, user, { request, now: now().toISOString() });
        peer.onHead?.(peer.state.head);
        return answer;
      },
      pull: (request) => pull(peer, user, request),
      bootstrap: (request) => bootstrap(peer, user, request),
    }),
  };
  return peer;
}

const checkEpoch = ({ state }: SchoolPeer, epoch: string | null): void => {
  if (epoch !== null && epoch !== state.epoch) refuse('EPOCH_CHANGED');
};

function push(
  peer: SchoolPeer,
  user: PeerUser,
  { request, now }: { request: PushRequest; now: string },
): PushResponse {
  const { mutations } = request;
  checkEpoch(peer, request.epoch);
  const poisoned = mutations.filter((mutation) => peer.poison?.(mutation.name));
  if (poisoned.length > 0 && mutations.length > 1) {
    throw new RequestError({ kind: 'unavailable', status: 500, retryAfterMs: null }, 'The school broke');
  }
  const known = peer.state.clients.get(request.clientId);
  const client: PeerClient = structuredClone(known) ?? {
    userId: user.userId,
    lastSeq: 0,
    ackedThrough: 0,
    seqAtEpoch: null,
    results: [],
  };
  if (client.userId !== user.userId || request.ackedThrough < client.ackedThrough) refuse('CLIENT_FORKED');
  for (const mutation of mutations) {
    const before = client.results.find((result) => result.seq === mutation.seq);
    if (mutationHash(mutation) !== mutation.hash || (before && before.hash !== mutation.hash))
      refuse('CLIENT_FORKED');
    if (mutation.seq > client.lastSeq + mutations.length) refuse('SEQ_GAP');
  }
  const fresh = mutations.filter((mutation) => mutation.seq > client.lastSeq);
  fresh.forEach((mutation, index) => {
    if (mutation.seq !== client.lastSeq + 1 + index) refuse('SEQ_GAP');
  });
  const actor = {
    userId: user.userId,
    mayEdit: (scope: Holding) => isHeld(user.holdings, scope),
    join: (scope: Holding) => {
      user.holdings = normalizeHoldings([...user.holdings, scope]);
    },
  };
  for (const mutation of fresh) {
    let code: MutationResult['code'];
    let detail: string | null = null;
    try {
      if (peer.poison?.(mutation.name))
        throw new PeerRefusal('INTERNAL', 'The school could not process this change.');
      code = transact(peer.state, { now, userId: user.userId }, (tx) =>
        applyMutation(peer.state, tx, { mutation, actor }),
      );
    } catch (error) {
      if (!(error instanceof PeerRefusal)) throw error;
      code = error.code;
      detail = error.message;
    }
    client.results.push({ seq: mutation.seq, hash: mutation.hash, code, detail });
    client.lastSeq = mutation.seq;
  }
  client.ackedThrough = request.ackedThrough;
  client.results = client.results.filter((result) => result.seq > request.ackedThrough);
  peer.state.clients.set(request.clientId, client);
  return {
    epoch: peer.state.epoch,
    lastSeq: client.lastSeq,
    results: resultsOf(client, request.ackedThrough),
  };
}

const resultsOf = (client: PeerClient | undefined, ackedThrough: number): MutationResult[] =>
  (client?.results ?? [])
    .filter((result) => result.seq > ackedThrough)
    .map(({ seq, code, detail }) => ({ seq, code: code as MutationResult['code'], detail }));

const compare = (a: readonly (string | number)[], b: readonly (string | number)[]): number => {
  const at = a.findIndex((each, index) => each !== b[index]);
  return at < 0 ? 0 : (a[at] ?? '') < (b[at] ?? '') ? -1 : 1;
};

function pull(peer: SchoolPeer, user: PeerUser, request: PullRequest): PullResponse {
  const { state } = peer;
  checkEpoch(peer, request.epoch);
  if (request.cursor > state.head) refuse('EPOCH_CHANGED');
  if (isCursorTooOld(request, peer.oldestCursor)) refuse('CURSOR_TOO_OLD');
  const granted = normalizeHoldings(user.holdings);
  const asked = request.holdings.filter((holding) => isHeld(granted, holding));
  const keyOf = (each: { version: number; table: string; rowId: string; scope: string }) =>
    [each.version, each.table, each.rowId, each.scope] as const;
  const { after } = request;
  const found = [...state.changes.values()]
    .filter((change) => change.version > request.cursor && isHeld(asked, change.scope))
    .filter((change) => !after || compare(keyOf(change), keyOf(after)) > 0)
    .toSorted((a, b) => compare(keyOf(a), keyOf(b)));
  const taken = found.slice(0, peer.pageRows);
  const last = taken.at(-1);
  const client = state.clients.get(request.clientId);
  return {
    ...page(state, taken, request.cursor),
    head: state.head,
    next:
      taken.length < found.length && last
        ? { version: last.version, table: last.table, rowId: last.rowId, scope: last.scope }
        : null,
    holdings: granted,
    lastSeq: (request.epoch === null ? client?.seqAtEpoch : null) ?? client?.lastSeq ?? 0,
    results: resultsOf(client, request.ackedThrough),
  };
}

function bootstrap(
  peer: SchoolPeer,
  user: PeerUser,
  { epoch, holding, after }: BootstrapRequest,
): BootstrapResponse {
  const { state } = peer;
  checkEpoch(peer, epoch);
  if (!isHeld(user.holdings, holding)) refuse('HOLDING_LOST');
  const all = [...state.changes.values()]
    .filter((change) => change.op === 'upsert' && isHeld([holding], change.scope))
    .toSorted((a, b) => compare([a.table, a.rowId], [b.table, b.rowId]));
  const found = all.filter(
    (each) => !after || compare([each.table, each.rowId], [after.table, after.rowId]) > 0,
  );
  const taken = found.slice(0, peer.pageRows);
  const last = taken.at(-1);
  return {
    ...page(state, taken, -1),
    head: state.head,
    next: taken.length < found.length && last ? { table: last.table, rowId: last.rowId } : null,
    totalRows: after === null ? all.length : null,
  };
}

type FoundChange = Omit<Change, 'values' | 'updates'>;

function page(state: PeerState, found: readonly FoundChange[], since: number) {
  const columns: Record<string, string[]> = {};
  const changes = found.map(({ table, rowId, scope, version, op }): Change => {
    if (op !== 'upsert') return { table, rowId, scope, version, op, values: null };
    const row = state.rows.get(rowKeyOf(table, rowId)) ?? {};
    const names = (columns[table] ??= Object.keys(entityOfTable(table).fields));
    const values = names.map((name) => row[name] ?? null);
    if (table !== 'documents') return { table, rowId, scope, version, op, values };
    const updates = (state.updates.get(rowId) ?? [])
      .filter((each) => each.version > since)
      .map((each) => each.update);
    return { table, rowId, scope, version, op, values, updates };
  });
  return { epoch: state.epoch, columns, changes, count: changes.length, checksum: pageChecksum(changes) };
}
