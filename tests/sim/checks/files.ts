/** Of files: bytes are what the hash says, are kept by whoever needs them, and are here in the end. */
import { createHash } from 'node:crypto';
import { isHeld } from '@educrowd/shared/sync/scope';
import { entityNamed } from '@educrowd/shared/synced-entities';
import type { SimDevice } from '../device/sim-device.ts';
import type { FileEdit, Ledger } from '../ledger.ts';
import { rowsOf } from '../school/school-state.ts';
import type { School } from '../school/school.ts';
import { query } from './query.ts';

const material = entityNamed('Material');
const hashes = new WeakMap<Uint8Array, string>();

/** Bytes are never changed in place. */
function sha256Of(bytes: Uint8Array): string {
  const known = hashes.get(bytes) ?? createHash('sha256').update(bytes).digest('hex');
  hashes.set(bytes, known);
  return known;
}

/** Hashes of the files that an engine finds on its disk. */
function namesHere({ disk }: SimDevice): Set<string> {
  const names = [...disk.files.keys()].map((path) => /^blobs\/[0-9a-f]{2}\/([0-9a-f]{64})$/.exec(path)?.[1]);
  return new Set(names.filter((name) => name !== undefined));
}

interface Named {
  readonly sha256: string;
}

const isSound = ({ disk }: SimDevice, sha256: string): boolean => {
  const kept = disk.files.get(`blobs/${sha256.slice(0, 2)}/${sha256}`);
  return kept !== undefined && sha256Of(kept.bytes) === sha256;
};

/** Files of edits that the school may not have, or may forget. */
const namedByEdits = (device: SimDevice): string[] =>
  ['outbox', 'quarantine', 'journal'].flatMap((table) =>
    query<Named>(
      device,
      `select json_extract(args, '$.row.sha256') as sha256 from ${table} where name = 'Material.create'`,
    ).map(({ sha256 }) => sha256),
  );

/** Files that the school has had, or whose row is gone. */
const arrived = new WeakSet<FileEdit>();

/** At every moment. */
export function fileProblems(device: SimDevice, ledger: Ledger): string[] {
  const here = namesHere(device);
  const damaged = [...here].filter((sha256) => !isSound(device, sha256));
  const promised = query<Named>(device, `select sha256 from blob where state <> 'wanted'`);
  const missing = new Set([...promised.map(({ sha256 }) => sha256), ...namedByEdits(device)]);
  const added = ledger.edits.filter(
    (edit): edit is FileEdit => edit.kind === 'file' && edit.device?.disk === device.disk,
  );
  for (const edit of added) {
    if (arrived.has(edit)) continue;
    const shown = device.store.views.read(material, edit.row.split(' ')[1] ?? '');
    // From then on it is kept by whoever made the row, should the school forget it.
    if (shown?.state === 'pending') missing.add(edit.sha256);
    else arrived.add(edit);
  }
  return [
    ...damaged.map((sha256) => `file ${sha256} has other bytes`),
    ...[...missing]
      .filter((sha256) => !here.has(sha256))
      .map((sha256) => `file ${sha256} is not here any more, although it is needed`),
  ];
}

/** Files that the school says it has are there. */
export function readyProblems(school: School): string[] {
  const { files } = school.state();
  return rowsOf(school.state(), 'materials')
    .filter(({ state }) => state === 'ready')
    .flatMap(({ id, sha256 }) => {
      const bytes = files.get(String(sha256));
      if (!bytes) return [`${school.name}: material ${String(id)} is ready without its file`];
      return sha256Of(bytes) === sha256 ? [] : [`${school.name}: material ${String(id)} has other bytes`];
    });
}

/** In the end everything that can be opened is here, and nothing else. */
export function missingFiles(device: SimDevice): string[] {
  const { school, userId } = device;
  const held = school.holdings(userId);
  const state = school.state();
  const isGone = (key: string): boolean => state.rows.get(key)?.row.deletedAt !== null;
  const shown = rowsOf(state, 'materials').filter(
    (row) =>
      isHeld(held, material.scope(row)) &&
      row.deletedAt === null &&
      (row.courseId === null || !isGone(`courses ${String(row.courseId)}`)),
  );
  return shown.flatMap(({ id, state: stage, sha256 }) => {
    const isHere = isSound(device, String(sha256));
    if (stage === 'ready' && !isHere) return [`the file of material ${String(id)} is not here`];
    return stage === 'pending' && isHere ? [`the file of material ${String(id)} was not sent`] : [];
  });
}

export function strayFiles(device: SimDevice): string[] {
  const rows = query<Named>(
    device,
    `select sha256 from materials union select sha256 from blob where state not in ('present', 'wanted')`,
  );
  const named = new Set([...rows.map(({ sha256 }) => sha256), ...namedByEdits(device)]);
  return [...namesHere(device)]
    .filter((sha256) => !named.has(sha256))
    .map((sha256) => `file ${sha256} is kept although nothing here refers to it`);
}

/** The bytes of a file that the school does not have are at least on a computer. */
export function lostFile({ row, sha256, school }: FileEdit, devices: readonly SimDevice[]): string[] {
  const { rows, files } = school.state();
  const present = rows.get(row)?.row;
  if (!present || files.has(sha256)) return [];
  const isSomewhere = devices.some((device) => device.school === school && isSound(device, sha256));
  return isSomewhere ? [] : [`the file of ${row} is lost`];
}
