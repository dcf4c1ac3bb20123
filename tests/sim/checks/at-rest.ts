/** What has to hold once everything is calm: nobody misses anything, and nothing is where it does not belong. */
import * as Y from 'yjs';
import { CONTENT_FRAGMENT } from '@educrowd/shared/content/yjs-document';
import type { WireRow } from '@educrowd/shared/entity/define-entity';
import { isHeld } from '@educrowd/shared/sync/scope';
import { entityOfTable } from '@educrowd/shared/synced-entities';
import type { SimDevice } from '../device/sim-device.ts';
import type { School } from '../school/school.ts';
import { totalsOf } from '../school/campaigns.ts';
import { keyOf, rowsOf, updatesOf } from '../school/school-state.ts';
import { missingFiles, strayFiles } from './files.ts';
import { query } from './query.ts';
import { isSameRow, shownRows } from './while-running.ts';

export function deviceProblems(device: SimDevice): string[] {
  const granted = device.school.holdings(device.userId);
  const pill = device.runner.status().pill.state;
  const expected = isTooOld(device) ? 'update' : granted.length === 0 ? 'role' : 'synced';
  const problems = pill === expected ? [] : [`says "${pill}", not "${expected}"`];
  // Whoever is too old keeps what it has until it is upgraded.
  if (!isTooOld(device)) {
    if (granted.length > 0)
      problems.push(...leftovers(device), ...textProblems(device), ...missingFiles(device));
    problems.push(...rowProblems(device), ...strayProblems(device), ...strayFiles(device));
  }
  return problems.map((problem) => `${device.name}: ${problem}`);
}

export const isTooOld = ({ school, known }: SimDevice): boolean =>
  known.schemaVersion < school.oldestSchema();

/** Nothing waits for anything any more. */
function leftovers(device: SimDevice): string[] {
  return ['outbox', 'outbox_effect', 'base_row', 'staged_change'].flatMap((table) => {
    const { length } = query(device, `select 1 from ${table}`);
    return length === 0 ? [] : [`${length} rows are left in ${table}`];
  });
}

function rowProblems(device: SimDevice): string[] {
  const { school, userId } = device;
  const held = school.holdings(userId);
  const here = shownRows(device);
  const problems: string[] = [];
  for (const [key, { row }] of school.state().rows) {
    const table = key.split(' ')[0] ?? '';
    if (!isHeld(held, entityOfTable(table).scope(row)) || !device.known.fields.has(table)) continue;
    const own = here.get(key);
    here.delete(key);
    if (!own) problems.push(`${key} is missing`);
    else if (!isSameRow(device, table, [own, row])) problems.push(`${key} differs: ${differences(own, row)}`);
  }
  for (const key of here.keys()) problems.push(`${key} is shown, although it is not held or gone`);
  return problems;
}

const differences = (own: WireRow, row: WireRow): string =>
  Object.keys(row)
    .filter((key) => JSON.stringify(own[key] ?? null) !== JSON.stringify(row[key] ?? null))
    .map((key) => `${key} ${JSON.stringify(own[key])} for ${JSON.stringify(row[key])}`)
    .join(', ');

function loadText(updates: readonly Uint8Array[]): Y.Doc {
  const document = new Y.Doc();
  for (const update of updates) Y.applyUpdate(document, update);
  return document;
}

const treeOf = (document: Y.Doc): string => document.getXmlFragment(CONTENT_FRAGMENT).toString();

/** The words of a text of the school; empty where nothing was written. */
export const schoolText = (school: School, documentId: string): string =>
  treeOf(loadText(updatesOf(school.state().texts.get(documentId))));

function textProblems(device: SimDevice): string[] {
  const { school, userId } = device;
  const held = school.holdings(userId);
  return [...school.state().rows].flatMap(([key, { row }]) => {
    const [table = '', id = ''] = key.split(' ');
    if (table !== 'documents' || !isHeld(held, entityOfTable(table).scope(row))) return [];
    const stored = query<{ bytes: Buffer }>(
      device,
      'select bytes from document_update where document_id = ? order by id',
      id,
    );
    const here = loadText(stored.map(({ bytes }) => bytes));
    if (here.store.pendingStructs !== null) return [`text ${id} lacks what its updates build on`];
    return treeOf(here) === schoolText(school, id) ? [] : [`text ${id} differs from the school's`];
  });
}

/** Nothing is kept of what is not held: no text, no words to search for. */
function strayProblems(device: SimDevice): string[] {
  const { school, userId } = device;
  const held = school.holdings(userId);
  const homes = query<{ id: string }>(device, 'select distinct home_id as id from search_entry');
  const texts = query<{ id: string }>(
    device,
    'select distinct document_id as id from document_update where document_id not in (select id from documents)',
  );
  return [
    ...homes
      .filter(({ id }) => !isHeld(held, `course:${id}`) && !isHeld(held, `campaign:${id}`))
      .map(({ id }) => `search still finds what lies in ${id}`),
    ...texts.map(({ id }) => `text ${id} is kept although its row is gone`),
  ];
}

/** Of the school itself: every edit took effect once, and the tree of every course is a tree. */
export function schoolProblems(school: School): string[] {
  const { applied, rows } = school.state();
  const problems = [...applied]
    .filter(([, versions]) => versions.length > 1)
    .map(([key]) => `mutation ${key} took effect more than once`);
  for (const [key, { row }] of rows) {
    const seen = new Set([key]);
    for (let link = entityOfTable(key.split(' ')[0] ?? '').parent(row); link;) {
      const above: string = keyOf(link.entityName, link.id);
      if (seen.has(above)) {
        problems.push(`${key} lies inside itself`);
        break;
      }
      seen.add(above);
      const parent = rows.get(above);
      if (!parent) {
        problems.push(`${key} hangs under ${above}, which does not exist`);
        break;
      }
      link = entityOfTable(above.split(' ')[0] ?? '').parent(parent.row);
    }
  }
  problems.push(...campaignProblems(school));
  return problems.map((problem) => `${school.name}: ${problem}`);
}

/** Backers get what they were promised, and everything that was paid is told. */
function campaignProblems(school: School): string[] {
  const state = school.state();
  const pledges = [...state.pledges.values()];
  const problems: string[] = [];
  for (const row of rowsOf(state, 'campaigns')) {
    const id = String(row.id);
    const terms = row.status === 'draft' ? {} : state.launchedTerms.get(id);
    if (!terms) problems.push(`campaign ${id} is ${String(row.status)}, but nobody launched it`);
    const totals = totalsOf(pledges.filter(({ campaignId }) => campaignId === id));
    for (const [key, value] of Object.entries({ ...terms, ...totals }))
      if (row[key] !== value)
        problems.push(`campaign ${id} has ${key} ${String(row[key])}, not ${String(value)}`);
  }
  for (const { id, rewardId, rewardAmountMinor } of pledges) {
    if (!state.rows.has(`pledge_records ${id}`)) problems.push(`pledge ${id} is told nowhere`);
    const reward = rewardId === null ? null : state.rows.get(`rewards ${rewardId}`)?.row;
    if (reward !== null && (reward?.amountMinor !== rewardAmountMinor || reward.deletedAt !== null))
      problems.push(`reward ${rewardId} is not what it was when ${id} was paid`);
  }
  return problems;
}
