/**
 * A school in memory that speaks the protocol by the shared rules, as the server does with PostgreSQL; that both answer
 * alike is tested in school.pg.test.ts. A request takes time: what it decides is decided at one moment, its commit,
 * unless a server that runs it is restarted before.
 */
import { mergeUpdates } from '@educrowd/shared/content/yjs-document';
import { newId } from '@educrowd/shared/primitives/id';
import type { Access, RoleGrant } from '@educrowd/shared/permissions/access';
import { holdingsOf } from '@educrowd/shared/permissions/holdings';
import {
  mutationHash,
  OLDEST_PROTOCOL,
  OLDEST_SCHEMA,
  PROTOCOL_VERSION,
  type BootstrapRequest,
  type BootstrapResponse,
  type Mutation,
  type MutationResult,
  type PullRequest,
  type PullResponse,
  type PushRequest,
  type PushResponse,
  type SyncErrorCode,
} from '@educrowd/shared/sync/protocol';
import type { LaunchArgs, PublishUpdateArgs } from '@educrowd/shared/campaigns/online-commands';
import { isCursorTooOld } from '@educrowd/shared/sync/tombstones';
import type { Holding, Scope } from '@educrowd/shared/sync/scope';
import { RequestError } from '../../../apps/desktop/src/engine/network/request-error.ts';
import type { Timeline } from '../timeline.ts';
import type { Random } from '../../support/random.ts';
import { applyMutation } from './apply-mutation.ts';
import { answerBootstrap, answerPull } from './answer-pages.ts';
import { foldPledges, launch, publishUpdate } from './campaigns.ts';
import { createFileDoor, type FileAnswer, type FileRequest } from './files.ts';
import { createBatch, Refused, type SchoolBatch } from './school-batch.ts';
import {
  copyState,
  emptyState,
  idsIn,
  updatesOf,
  type Pledge,
  type SchoolState,
  type StoredClient,
  type StoredRow,
} from './school-state.ts';

export interface School {
  readonly name: string;
  readonly state: () => SchoolState;
  /** At present, or as a server with a slow clock sees it. */
  readonly holdings: (userId: string, isSlow?: boolean) => Holding[];
  readonly push: (userId: string, request: PushRequest) => Promise<PushResponse>;
  readonly pull: (userId: string, request: PullRequest) => Promise<PullResponse>;
  readonly bootstrap: (userId: string, request: BootstrapRequest) => Promise<BootstrapResponse>;
  readonly launch: (userId: string, args: LaunchArgs) => Promise<void>;
  readonly publishUpdate: (userId: string, args: PublishUpdateArgs) => Promise<void>;
  /** A request for the bytes of a file, up or down. */
  readonly askForFile: (userId: string, request: FileRequest) => Promise<FileAnswer>;
  /** Files that nothing refers to any more go, as jobs come to it. */
  readonly collectFiles: () => void;
  /** Somebody has paid; a job tells the synced rows. */
  readonly pledge: (pledge: Pledge) => void;
  /** A change of the school itself or of somebody in a browser, at once. */
  readonly edit: (work: (batch: SchoolBatch) => void, userId?: string) => void;
  /** The oldest version of rows that its servers still take. */
  readonly oldestSchema: () => number;
  readonly setOldestSchema: (schema: number) => void;
  readonly setGrants: (userId: string, grants: readonly RoleGrant[]) => void;
  /** Hears of every change of roles, right after it. */
  readonly onGrants: (listener: () => void) => () => void;
  /** Every request under way breaks: before its commit, or after it and unheard. */
  readonly restartServers: () => void;
  readonly backup: () => SchoolState;
  readonly restore: (backup: SchoolState) => void;
  /** The rows as every version had them. */
  readonly snapshotAt: (version: number) => ReadonlyMap<string, StoredRow> | undefined;
  /** Mutations of these names break the school wherever they are not alone, and are refused as INTERNAL there. */
  setPoison: (isPoison: (mutation: Mutation) => boolean) => void;
  readonly onHead: (listener: (head: number, scopes: readonly Scope[]) => void) => () => void;
}

export interface SchoolOptions {
  readonly name: string;
  readonly timeline: Timeline;
  readonly random: Random;
  /** Rows of a page, asked for each of them. */
  readonly pageRows: () => number;
}

/** Servers of one school do not agree on the time to the millisecond. */
const CLOCKS_MS = [0, 3, -1_500];
/** What a busy queue may take to tell of pledges. */
const FOLDING_MS = 4_000;
const COMPACT_AFTER_MS = 5_000;
/** What a busy server may take over it. */
const COMPACTING_MS = 1_500;

const refuse = (code: SyncErrorCode): never => {
  throw new RequestError({ kind: 'refused', code }, code);
};
const broken = (status: number): RequestError =>
  new RequestError({ kind: 'unavailable', status, retryAfterMs: null }, `The school broke with ${status}`);

export function createSchool({ name, timeline, random, pageRows }: SchoolOptions): School {
  let state = emptyState(newId<'Epoch'>());
  let generation = 0;
  let oldestSchema = OLDEST_SCHEMA;
  let history = new Map<number, ReadonlyMap<string, StoredRow>>();
  let isPoison: (mutation: Mutation) => boolean = () => false;
  const listeners = new Set<(head: number, scopes: readonly Scope[]) => void>();
  const grantListeners = new Set<() => void>();

  const accessOf = (userId: string): Access => {
    const homes = [...state.staff].filter(([, staff]) => staff.includes(userId)).map(([key]) => key);
    return {
      userId,
      grants: state.grants.get(userId) ?? [],
      courseIds: idsIn('courses', homes),
      campaignIds: idsIn('campaigns', homes),
    };
  };
  const serverTime = (): Date => new Date(timeline.now() + random.pick(CLOCKS_MS));
  const begin = (userId: string | null): SchoolBatch =>
    createBatch(state, { userId, access: userId === null ? null : accessOf(userId), now: serverTime() });

  /** The tail: the version is taken last, so that whoever sees it sees everything below it. */
  const commit = (batch: SchoolBatch): void => {
    if (batch.isEmpty()) return;
    const version = state.head + 1;
    const scopes = batch.commit(version, timeline.now());
    history.set(version, new Map(state.rows));
    for (const tell of listeners) tell(state.head, scopes);
  };

  const work = async (maxMs: number): Promise<void> => {
    const started = generation;
    await timeline.pause(random.between(1, maxMs));
    if (started !== generation) throw broken(502);
  };
  const files = createFileDoor({
    state: () => state,
    begin,
    commit,
    pass: work,
    nowMs: timeline.now,
  });

  /** Runs a request on some server: it works for a while, decides, and works on its answer. */
  const serve = async <Answer>(decide: () => Answer): Promise<Answer> => {
    const started = generation;
    await timeline.pause(random.between(1, 40));
    if (started !== generation) throw broken(502);
    const answer = decide();
    await timeline.pause(random.between(1, 10));
    if (started !== generation) throw broken(502);
    return answer;
  };

  const enter = (
    userId: string,
    { protocol, schema, epoch }: Pick<PullRequest, 'protocol' | 'schema' | 'epoch'>,
  ): Holding[] => {
    if (protocol < OLDEST_PROTOCOL || protocol > PROTOCOL_VERSION || schema < oldestSchema) refuse('UPGRADE');
    const granted = holdingsOf(accessOf(userId), serverTime());
    if (granted.length === 0) refuse('FORBIDDEN');
    if (epoch !== null && epoch !== state.epoch) refuse('EPOCH_CHANGED');
    return granted;
  };

  const decidePush = (userId: string, request: PushRequest): PushResponse => {
    const { mutations, clientId, ackedThrough } = request;
    enter(userId, request);
    const client = state.clients.get(clientId) ?? {
      userId,
      lastSeq: 0,
      ackedThrough: 0,
      seqAtEpoch: null,
      results: [],
    };
    if (client.userId !== userId || ackedThrough < client.ackedThrough) refuse('CLIENT_FORKED');
    const fresh = checkSequence(client, mutations);
    if (mutations.length > 1 && mutations.some(isPoison)) throw broken(500);
    const batch = begin(userId);
    const results = fresh.map((mutation) => applyOne(batch, mutation));
    commit(batch);
    for (const { seq, code } of results) {
      const key = `${clientId} ${seq}`;
      if (code === 'APPLIED' || code === 'MERGED')
        state.applied.set(key, [...(state.applied.get(key) ?? []), state.head]);
    }
    const kept = fresh.map(({ hash }, index) => ({ hash, ...(results[index] as MutationResult) }));
    const next: StoredClient = {
      userId,
      lastSeq: fresh.at(-1)?.seq ?? client.lastSeq,
      ackedThrough,
      seqAtEpoch: client.seqAtEpoch,
      results: [...client.results, ...kept].filter(({ seq }) => seq > ackedThrough),
    };
    state.clients.set(clientId, next);
    for (const { name: mutationName, args } of fresh)
      if (mutationName === 'document.append') compactLater(String(args.id));
    return { epoch: state.epoch, lastSeq: next.lastSeq, results: next.results.map(withoutHash) };
  };

  const applyOne = (batch: SchoolBatch, mutation: Mutation): MutationResult => {
    const { seq } = mutation;
    try {
      if (isPoison(mutation)) throw new Refused('INTERNAL', 'The school could not process this change.');
      return { seq, code: batch.attempt(() => applyMutation(state, batch, mutation)), detail: null };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { seq, code: error.code, detail: error.message };
    }
  };

  /** One compaction follows a while of typing; it loads the text outside the transaction that saves it. */
  const compacting = new Set<string>();
  const compactLater = (documentId: string): void => {
    if (compacting.has(documentId)) return;
    compacting.add(documentId);
    const started = generation;
    timeline.after(COMPACT_AFTER_MS, () => {
      compacting.delete(documentId);
      const text = state.texts.get(documentId);
      const version = text?.updates.at(-1)?.version;
      if (started !== generation || version === undefined) return;
      const bytes = mergeUpdates(updatesOf(text));
      timeline.after(random.between(1, COMPACTING_MS), () => {
        const present = state.texts.get(documentId);
        if (started !== generation || !present || (present.state?.version ?? -1) >= version) return;
        const updates = present.updates.filter((each) => each.version > version);
        state.texts.set(documentId, { state: { version, bytes }, updates });
      });
    });
  };

  /** Jobs wait in the database: a restart or a restore only delays them. */
  const foldLater = (): void =>
    void timeline.after(random.between(10, FOLDING_MS), () => {
      const batch = begin(null);
      batch.attempt(() => foldPledges(batch));
      commit(batch);
    });

  /** A decision that is asked for outside sync. */
  const decide = (userId: string, work: (batch: SchoolBatch) => void): Promise<void> =>
    serve(() => {
      const batch = begin(userId);
      batch.attempt(() => work(batch));
      commit(batch);
    });

  const clientOf = (userId: string, clientId: string): StoredClient | undefined => {
    const client = state.clients.get(clientId);
    if (client && client.userId !== userId) refuse('CLIENT_FORKED');
    return client;
  };

  return {
    name,
    state: () => state,
    holdings: (userId, isSlow = false) =>
      holdingsOf(accessOf(userId), new Date(timeline.now() + (isSlow ? Math.min(...CLOCKS_MS) : 0))),
    push: (userId, request) => serve(() => decidePush(userId, request)),
    pull: (userId, request) =>
      serve(() => {
        const granted = enter(userId, request);
        if (request.cursor > state.head) refuse('EPOCH_CHANGED');
        if (isCursorTooOld(request, state.floor)) refuse('CURSOR_TOO_OLD');
        const client = clientOf(userId, request.clientId);
        const results = (client?.results ?? []).filter(({ seq }) => seq > request.ackedThrough);
        return {
          ...answerPull(state, request, { granted, pageRows: pageRows() }),
          lastSeq: (request.epoch === null ? client?.seqAtEpoch : null) ?? client?.lastSeq ?? 0,
          results: results.map(withoutHash),
        };
      }),
    bootstrap: (userId, request) =>
      serve(() => {
        const granted = enter(userId, request);
        return answerBootstrap(state, request, { granted, pageRows: pageRows() });
      }),
    launch: (userId, args) => decide(userId, (batch) => launch(batch, args)),
    publishUpdate: (userId, args) => decide(userId, (batch) => publishUpdate(batch, args)),
    askForFile: files.ask,
    collectFiles: () => {
      // A job that a restart has cut off runs again.
      files.collect().catch((error: unknown) => {
        if (!(error instanceof RequestError)) throw error;
      });
    },
    pledge: (pledge) => {
      state.pledges.set(pledge.id, pledge);
      foldLater();
    },
    edit: (work, userId) => {
      const batch = begin(userId ?? null);
      batch.attempt(() => work(batch));
      commit(batch);
    },
    oldestSchema: () => oldestSchema,
    setOldestSchema: (schema) => {
      oldestSchema = schema;
    },
    setGrants: (userId, grants) => {
      state.grants.set(userId, grants);
      for (const tell of grantListeners) tell();
    },
    onGrants: (listener) => {
      grantListeners.add(listener);
      return () => void grantListeners.delete(listener);
    },
    restartServers: () => {
      generation += 1;
      compacting.clear();
    },
    backup: () => copyState(state),
    restore: (backup) => {
      generation += 1;
      compacting.clear();
      const clients = [...backup.clients].map(
        ([id, client]) => [id, { ...client, seqAtEpoch: client.lastSeq }] as const,
      );
      // Files lie beside the database: they are as they were, or were restored with it.
      const { files, uploads } = random.next() < 0.5 ? state : copyState(backup);
      state = { ...copyState(backup), clients: new Map(clients), epoch: newId<'Epoch'>(), files, uploads };
      history = new Map([...history].filter(([version]) => version <= state.head));
      foldLater();
    },
    snapshotAt: (version) => (version === 0 ? new Map() : history.get(version)),
    setPoison: (next) => {
      isPoison = next;
    },
    onHead: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

const withoutHash = ({ seq, code, detail }: MutationResult): MutationResult => ({ seq, code, detail });

/** The mutations that are new; refuses gaps, and numbers that were used for something else. */
function checkSequence({ lastSeq, results }: StoredClient, mutations: readonly Mutation[]): Mutation[] {
  for (const mutation of mutations) {
    const before = results.find(({ seq }) => seq === mutation.seq);
    if (mutationHash(mutation) !== mutation.hash || (before && before.hash !== mutation.hash))
      refuse('CLIENT_FORKED');
  }
  const fresh = mutations.filter((mutation) => mutation.seq > lastSeq);
  for (const [index, { seq }] of fresh.entries()) if (seq !== lastSeq + 1 + index) refuse('SEQ_GAP');
  return fresh;
}
