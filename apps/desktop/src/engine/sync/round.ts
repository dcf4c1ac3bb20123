/**
 * One exchange with the school at a time, each leaving the device in a state from which the next one follows: what is
 * queued goes first, then pages of what is being loaded, then pages of changes, until the last one publishes.
 */
import { PROTOCOL_VERSION, SCHEMA_VERSION, type MutationResult } from '@educrowd/shared/sync/protocol';
import { normalizeHoldings, type Holding } from '@educrowd/shared/sync/scope';
import type { EngineEvent } from '../../ipc/events.ts';
import type { SchoolConnection } from '../network/create-network.ts';
import { RequestError, unavailable } from '../network/request-error.ts';
import { PULL } from '../store/staging.ts';
import { readPage } from './pages.ts';
import { followOpenTexts } from './follow-open-texts.ts';
import { publish, refoldRows } from './publish.ts';
import { formerClients, replayAfter, type RememberedClient } from './recover.ts';
import { createRowChanges } from './row-changes.ts';
import type { SyncStore } from './sync-store.ts';

export interface RoundOptions {
  readonly store: SyncStore;
  readonly school: Pick<SchoolConnection, 'push' | 'pull' | 'bootstrap'>;
  readonly now: () => Date;
  readonly emit: (event: EngineEvent) => void;
}

/** What a step did. `published`: everything up to the school's head is shown. `idle`: there is nothing to push or load. */
export type Step = 'pushed' | 'loaded' | 'published' | 'idle';

export interface StepOptions {
  readonly signal: AbortSignal;
  /** Sends what is queued; without, that waits for more to come. */
  readonly push: boolean;
  /** Sends mutations one by one, so that one that breaks the school is found. */
  readonly singly: boolean;
  /** Asks for changes when there is nothing else to do. */
  readonly pull: boolean;
}

/** Takes the next step. Rejects with a `RequestError` when the school could not be reached or refused it. */
export async function takeStep(options: RoundOptions, step: StepOptions): Promise<Step> {
  const { store } = options;
  if (store.position.mustReconcile()) return reconcile(options, step);
  if (step.push && (await pushBatch(options, step))) return 'pushed';
  const load = store.holdings.nextBootstrap();
  if (load) return loadPage(options, load, step);
  return step.pull || store.position.pullAfter() !== null ? pullPage(options, step) : 'idle';
}

async function pushBatch(options: RoundOptions, { singly, signal }: StepOptions): Promise<boolean> {
  const { store, school } = options;
  const mutations = store.transaction(() => store.outbox.nextBatch(store.position.seqBase(), singly));
  const [first] = mutations;
  if (!first) return false;
  const answer = await school.push({ ...envelope(store), mutations }, signal);
  tell(options, () => takeAnswer(options, answer));
  const isStuck = store.outbox.unsentRange()?.first === first.seq + store.position.seqBase();
  if (isStuck) throw unavailable('The school did not answer the changes that it was sent');
  return true;
}

const envelope = ({ position, holdings, transaction }: SyncStore) => ({
  protocol: PROTOCOL_VERSION,
  schema: SCHEMA_VERSION,
  epoch: position.epoch(),
  clientId: transaction(() => position.clientId()),
  holdings: holdings.requested(),
  ackedThrough: position.ackedThrough(),
});

/** Runs one transaction and tells what it changed once that is on disk. */
function tell({ store, emit }: RoundOptions, work: () => EngineEvent[]): void {
  for (const event of store.transaction(work)) emit(event);
}

interface Answer {
  readonly epoch: string;
  readonly lastSeq: number;
  readonly results: readonly MutationResult[];
}

/** What every answer tells beside its rows. To be called inside a transaction. */
function takeAnswer({ store, now }: RoundOptions, { epoch, lastSeq, results }: Answer): EngineEvent[] {
  const { position, outbox, settler } = store;
  keepEpoch(store, epoch);
  if (lastSeq > outbox.lastSent(position.seqBase())) {
    // Its results are those of somebody else's edits: taking them for ours would lose what was written here.
    throw new RequestError(
      { kind: 'refused', code: 'CLIENT_FORKED' },
      'Another device sends under the same id',
    );
  }
  outbox.saveResults(results, position.seqBase());
  const changes = createRowChanges();
  const at = now().toISOString();
  const tellOpenTexts = followOpenTexts(store);
  const refused = settler.refused(at);
  refoldRows(store, refused, changes);
  // Windows still show what was put aside.
  for (const documentId of refused.documentIds) changes.noteOtherText(documentId);
  tellOpenTexts(changes, at);
  position.setAckedThrough(outbox.knownThrough(lastSeq, position.seqBase()));
  return changes.events();
}

function keepEpoch({ position }: SyncStore, epoch: string): void {
  const known = position.epoch();
  if (known !== null && known !== epoch) {
    throw new RequestError({ kind: 'refused', code: 'EPOCH_CHANGED' }, 'The answer is of another epoch');
  }
  if (known === null) position.setEpoch(epoch);
}

async function pullPage(options: RoundOptions, { signal }: StepOptions): Promise<Step> {
  const { store, school, now } = options;
  const { position, staging } = store;
  const request = { ...envelope(store), cursor: pullStart(store), after: position.pullAfter() };
  const answer = await school.pull(request, signal);
  const changes = readPage(answer);
  let step: Step = 'loaded';
  tell(options, () => {
    const events = takeAnswer(options, answer);
    const granted = normalizeHoldings(answer.holdings);
    if (adopt(store, granted)) return events;
    staging.add(PULL, changes);
    position.setPullAfter(answer.next);
    if (answer.next) return events;
    step = 'published';
    return [...events, ...publish(store, answer, now())];
  });
  return step;
}

/** Takes over other holdings; the pull under way starts anew then, since it asked for the wrong ones. */
export function adopt(store: SyncStore, granted: readonly Holding[]): boolean {
  const { isChanged, abandoned } = store.holdings.adopt(granted);
  if (!isChanged) return false;
  for (const holding of abandoned) store.staging.clear(holding);
  store.staging.clear(PULL);
  store.position.setPullAfter(null);
  return true;
}

/** Where a pull starts: nothing that was published or staged may be older than what it brings. */
function pullStart({ position, holdings }: SyncStore): number {
  const startHead = holdings.firstStartHead();
  const cursor = position.isRebuilding() ? null : position.cursor();
  return Math.min(startHead ?? Infinity, cursor ?? startHead ?? 0);
}

async function loadPage(
  { store, school }: RoundOptions,
  {
    holding,
    after,
  }: { readonly holding: Holding; readonly after: Parameters<SchoolConnection['bootstrap']>[0]['after'] },
  { signal }: StepOptions,
): Promise<Step> {
  const answer = await school.bootstrap({ ...envelope(store), holding, after }, signal);
  const changes = readPage(answer);
  store.transaction(() => {
    keepEpoch(store, answer.epoch);
    store.staging.add(holding, changes);
    store.holdings.savePage(holding, answer);
  });
  return 'loaded';
}

/**
 * Asks for nothing but how far the school remembers this device, under each of the ids that it went by. What it tells of
 * results is not taken: what is in doubt was perhaps never sent, and a copy of this device may have used its numbers.
 */
async function reconcile(options: RoundOptions, { signal }: StepOptions): Promise<Step> {
  const { store, school } = options;
  const nothing = { holdings: [], cursor: 0, after: null };
  const answer = await school.pull({ ...envelope(store), ...nothing }, signal);
  const former: RememberedClient[] = [];
  for (const client of store.transaction(() => formerClients(store))) {
    const { clientId, seqBase, through } = client;
    const asked = { ...envelope(store), ...nothing, clientId, ackedThrough: through - seqBase };
    const { lastSeq, epoch } = await school.pull(asked, signal);
    if (epoch !== answer.epoch)
      throw new RequestError({ kind: 'refused', code: 'EPOCH_CHANGED' }, 'The school was restored meanwhile');
    former.push({ ...client, lastSeq });
  }
  tell(options, () => {
    const events = takeAnswer(options, { ...answer, results: [] });
    adopt(store, normalizeHoldings(answer.holdings));
    replayAfter(store, answer.lastSeq, former);
    return events;
  });
  return 'loaded';
}
