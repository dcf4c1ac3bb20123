/** Where this device stands with its school: what survives a restart beside the rows themselves. */
import { newId } from '@educrowd/shared/primitives/id';
import * as z from 'zod';
import { changeKey, SCHEMA_VERSION, type ChangeKey } from '@educrowd/shared/sync/protocol';
import type { SyncState } from '../store/sync-state.ts';

/** An id that this device went by before: its own numbers after `seqBase` up to `through` were sent under it. */
const formerClient = z.object({ clientId: z.string(), seqBase: z.number(), through: z.number() });
export type FormerClient = z.output<typeof formerClient>;

export interface SyncPosition {
  /** Made at the first call, which therefore may write. */
  readonly clientId: () => string;
  readonly epoch: () => string | null;
  /**
   * Version of the present epoch up to which everything is published; 0 while what is shown is of an epoch that is over,
   * null before the first publish.
   */
  readonly cursor: () => number | null;
  readonly formerClients: () => FormerClient[];
  /** In the school's numbers, like all that travels. */
  readonly ackedThrough: () => number;
  /** Own number minus the school's number. */
  readonly seqBase: () => number;
  /** Where the pull under way goes on. */
  readonly pullAfter: () => ChangeKey | null;
  readonly lastSyncedAt: () => string | null;
  /**
   * The school may have forgotten something that it had accepted: what that is has to be found out before anything is
   * sent.
   */
  readonly mustReconcile: () => boolean;
  /** All rows are being loaded anew, and those that do not come are gone. */
  readonly isRebuilding: () => boolean;
  /** True when the rows here, or those of a load under way, came through a version that knew other fields and tables. */
  readonly isOtherSchema: () => boolean;

  /** From now on everything is loaded by this version. */
  readonly setSchema: () => void;
  readonly setFormerClients: (clients: readonly FormerClient[]) => void;
  readonly setEpoch: (epoch: string) => void;
  /** Another epoch begins. Its versions count other edits, so that none of them has been seen. */
  readonly leaveEpoch: () => void;
  /** Acks only grow. */
  readonly setAckedThrough: (seq: number) => void;
  readonly setPullAfter: (after: ChangeKey | null) => void;
  readonly setReconcile: (must: boolean) => void;
  readonly setRebuilding: (is: boolean) => void;
  /** Everything up to `cursor` is published now. */
  readonly published: (cursor: number, at: string) => void;
  /** From now on the school knows this device under a new id, and counts from 1 after `seqBase`. */
  readonly startOver: (seqBase: number) => void;
}

export function createSyncPosition(state: SyncState): SyncPosition {
  const readNumber = (key: Parameters<SyncState['read']>[0]): number | null => {
    const text = state.read(key);
    return text === null ? null : Number(text);
  };
  const put = (key: Parameters<SyncState['write']>[0], value: string | null): void => {
    if (value === null) state.remove(key);
    else state.write(key, value);
  };
  const position: SyncPosition = {
    clientId: () => {
      const known = state.read('clientId');
      if (known !== null) return known;
      const made = newId<'Client'>();
      state.write('clientId', made);
      return made;
    },
    formerClients: () => z.array(formerClient).parse(JSON.parse(state.read('formerClients') ?? '[]')),
    epoch: () => state.read('epoch'),
    cursor: () => readNumber('cursor'),
    ackedThrough: () => readNumber('ackedThrough') ?? 0,
    seqBase: () => readNumber('seqBase') ?? 0,
    pullAfter: () => {
      const text = state.read('pullAfter');
      return text === null ? null : changeKey.parse(JSON.parse(text));
    },
    lastSyncedAt: () => state.read('lastSyncedAt'),
    mustReconcile: () => state.read('reconcile') !== null,
    isRebuilding: () => state.read('rebuild') !== null,
    isOtherSchema: () =>
      (position.epoch() !== null || position.cursor() !== null) &&
      state.read('schema') !== String(SCHEMA_VERSION),

    setSchema: () => {
      if (state.read('schema') !== String(SCHEMA_VERSION)) state.write('schema', String(SCHEMA_VERSION));
    },
    setFormerClients: (clients) =>
      put('formerClients', clients.length === 0 ? null : JSON.stringify(clients)),
    setEpoch: (epoch) => put('epoch', epoch),
    leaveEpoch: () => {
      put('epoch', null);
      if (position.cursor() !== null) put('cursor', '0');
    },
    setAckedThrough: (seq) => {
      if (seq > position.ackedThrough()) state.write('ackedThrough', String(seq));
    },
    setPullAfter: (after) => put('pullAfter', after && JSON.stringify(after)),
    setReconcile: (must) => put('reconcile', must ? '1' : null),
    setRebuilding: (is) => put('rebuild', is ? '1' : null),
    published: (cursor, at) => {
      state.write('cursor', String(cursor));
      state.write('lastSyncedAt', at);
      put('pullAfter', null);
      put('rebuild', null);
    },
    startOver: (seqBase) => {
      const former = { clientId: position.clientId(), seqBase: position.seqBase(), through: seqBase };
      if (former.through > former.seqBase) position.setFormerClients([...position.formerClients(), former]);
      state.write('clientId', newId<'Client'>());
      state.write('seqBase', String(seqBase));
      state.remove('ackedThrough');
    },
  };
  return position;
}
