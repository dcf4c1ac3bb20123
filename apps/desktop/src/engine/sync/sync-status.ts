import type { SyncStatus } from '../../ipc/sync.ts';

/** Everything that decides what the pill says. Counts are of mutations unless they say otherwise. */
export interface SyncFacts {
  /** Why the last edit or page could not be written to disk; null when it could. */
  readonly notSaved: string | null;
  /** False for work on this computer alone. */
  readonly hasSchool: boolean;
  readonly heldFor: HeldFor | null;
  readonly isRebuilding: boolean;
  readonly failure: Failure | null;
  /** Of the very first load; null before its first page and after its publish. */
  readonly firstSync: { readonly rows: number; readonly totalRows: number } | null;
  /** Of the pushes since the outbox was last empty. */
  readonly sending: { readonly sent: number; readonly total: number } | null;
  /** Of files that have to be sent; null when there are none or they cannot go yet. */
  readonly sendingFiles: { readonly sentBytes: number; readonly totalBytes: number } | null;
  /** Without an answer of the school. */
  readonly unsent: number;
  /** Everything of this device is in the school and has come back, and everything that the school told of is here. */
  readonly isSettled: boolean;
  readonly lastSyncedAt: string | null;
  readonly toDecide: number;
}

/** What a person has to see to: signing in, a newer app, or a role in the school, which others give. */
export type HeldFor = 'signIn' | 'role' | 'update';

export type Failure =
  | { readonly kind: 'offline'; readonly since: string }
  | { readonly kind: 'notAnswering'; readonly nextTryAt: string };

/** The first true line, in the order of the design. */
export function describeSync(facts: SyncFacts): SyncStatus {
  return { pill: pillOf(facts), toDecide: facts.toDecide };
}

function pillOf(facts: SyncFacts): SyncStatus['pill'] {
  const { failure, unsent } = facts;
  if (facts.notSaved !== null) return { state: 'notSaved', reason: facts.notSaved };
  if (!facts.hasSchool) return { state: 'local', saved: unsent };
  if (facts.heldFor !== null) return { state: facts.heldFor, saved: unsent };
  if (facts.isRebuilding) return { state: 'rebuilding', kept: unsent };
  if (failure?.kind === 'offline') return { state: 'offline', since: failure.since, saved: unsent };
  if (failure) return { state: 'notAnswering', nextTryAt: failure.nextTryAt };
  if (facts.firstSync) return { state: 'firstSync', ...facts.firstSync };
  if (facts.sending) return { state: 'sending', ...facts.sending };
  if (facts.sendingFiles) return { state: 'sendingFiles', ...facts.sendingFiles };
  if (unsent > 0) return { state: 'waiting', waiting: unsent };
  if (!facts.isSettled || facts.lastSyncedAt === null) return { state: 'checking' };
  return { state: 'synced', at: facts.lastSyncedAt };
}
