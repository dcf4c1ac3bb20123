/** What a device's file says about its own edits once everything is synced. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '@educrowd/db/sqlite/open-database';
import { sha256Hex } from '@educrowd/shared/primitives/digest';
import type { Device } from './engine-driver.ts';
import { readDeviceView, rowsOf } from './workspace-view.ts';

export interface DeviceRecords {
  /** How the server knows the device. */
  readonly clientId: string;
  /** The last number that it gave to an edit; 0 without any. */
  readonly lastSeq: number;
  readonly problems: readonly string[];
}

interface Counts {
  readonly waiting: number;
  readonly refused: number;
  readonly unsettled: number;
  readonly pendingTexts: number;
  readonly basesLeft: number;
  readonly lastSeq: number;
  readonly journaled: number;
}

/** Everything sent, answered and settled; nothing refused, nothing left over, no number left out. */
export function readDeviceRecords(device: Device): DeviceRecords {
  const db = openDatabase(device.databasePath());
  try {
    const counts = db
      .prepare<[], Counts>(
        `select (select count(*) from outbox) as waiting,
          (select count(*) from quarantine) as refused,
          (select count(*) from journal where settled_at is null or result_code is null) as unsettled,
          (select count(*) from document_update where seq is not null) as pendingTexts,
          (select count(*) from base_row) as basesLeft,
          (select coalesce(max(seq), 0) from journal) as lastSeq,
          (select count(*) from journal) as journaled`,
      )
      .get();
    const clientId = db
      .prepare<[], string>("select value from sync_state where key = 'clientId'")
      .pluck()
      .get();
    if (!counts || clientId === undefined) throw new Error(`${device.name} has no records.`);
    const { waiting, refused, unsettled, pendingTexts, basesLeft, lastSeq, journaled } = counts;
    const problems = [
      ...(waiting > 0 ? [`${waiting} edits wait although all is synced`] : []),
      ...(refused > 0 ? [`${refused} edits were refused`] : []),
      ...(unsettled > 0 ? [`${unsettled} edits are not settled`] : []),
      ...(pendingTexts > 0 ? [`${pendingTexts} changes of texts are pending`] : []),
      ...(basesLeft > 0 ? [`${basesLeft} rows of the server are still put aside`] : []),
      ...(journaled !== lastSeq ? [`${journaled} edits in the journal, the last is number ${lastSeq}`] : []),
    ];
    return { clientId, lastSeq, problems: problems.map((problem) => `${device.name}: ${problem}`) };
  } finally {
    db.close();
  }
}

/** Edits that the device has not got rid of yet. */
export function countWaiting(device: Device): number {
  const db = openDatabase(device.databasePath());
  try {
    return db.prepare<[], number>('select count(*) from outbox').pluck().get() ?? 0;
  } finally {
    db.close();
  }
}

/** Every file that a row names: here, with the right bytes, and known to the server. The answer counts them. */
export function checkFiles(device: Device): { readonly count: number; readonly problems: readonly string[] } {
  const view = readDeviceView(device.name, device.databasePath());
  const materials = rowsOf(view, 'materials').filter((row) => row.deletedAt === null);
  const problems = materials.flatMap(({ name, sha256, state }) => {
    const hash = String(sha256);
    const path = join(device.blobFolder(), hash.slice(0, 2), hash);
    if (state !== 'ready') return [`${String(name)} is ${String(state)}`];
    if (!existsSync(path)) return [`${String(name)} is not here`];
    return sha256Hex(readFileSync(path)) === hash ? [] : [`${String(name)} has other bytes`];
  });
  return { count: materials.length, problems: problems.map((problem) => `${device.name}: ${problem}`) };
}
