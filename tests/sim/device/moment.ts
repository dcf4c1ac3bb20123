/** A person at a computer in one moment: what there is to work with, and edits that are noted once they are saved. */
import type { AnyEntity, WireRow } from '@educrowd/shared/entity/define-entity';
import type { ContentDoc } from '@educrowd/shared/content/content-json';
import type { LocalWrite } from '../../../apps/desktop/src/engine/store/local-write.ts';
import type { JsonObject } from '@educrowd/shared/primitives/json';
import type { Random } from '../../support/random.ts';
import type { Ledger, LedgerEdit } from '../ledger.ts';
import type { SimDevice } from './sim-device.ts';

export interface Moment {
  readonly device: SimDevice;
  readonly random: Random;
  readonly ledger: Ledger;
  /** Unlike that of every other moment. */
  readonly mark: string;
}

export const contentOf = (words: string): ContentDoc => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text: words }] }],
});

export function pick(
  { device, random }: Moment,
  entity: AnyEntity,
  [where, ...values]: readonly [string, ...string[]] = ['1'],
): WireRow | null {
  const rows = device.store.views.select(entity, `${where} order by id`, ...values);
  return rows.length === 0 ? null : random.pick(rows);
}

export type Kept = LedgerEdit extends infer Each
  ? Each extends LedgerEdit
    ? Omit<Each, 'school' | 'device'>
    : never
  : never;

/** Runs an edit; what it promises is noted only when it was saved. */
export function save({ device, ledger }: Moment, work: (write: LocalWrite) => readonly Kept[]): void {
  const edits = device.writer.write(work);
  for (const edit of edits) ledger.note({ ...edit, school: device.school, device });
}

export const rowKey = (entity: AnyEntity, id: unknown): string => `${entity.table} ${String(id)}`;

function patchOf(entity: AnyEntity, row: WireRow, patch: JsonObject): Kept[] {
  return Object.entries(patch).map(([field, value]) => ({
    kind: 'field',
    row: rowKey(entity, row.id),
    field,
    value,
    seen: row[field] ?? null,
  }));
}

export function setField(moment: Moment, entity: AnyEntity, patchFor: (row: WireRow) => JsonObject): void {
  const row = pick(moment, entity);
  if (!row) return;
  const patch = patchFor(row);
  save(moment, (write) => {
    write.patch(entity, String(row.id), patch);
    return patchOf(entity, row, patch);
  });
}
