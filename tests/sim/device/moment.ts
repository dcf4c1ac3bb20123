/** A person at a computer in one moment: what there is to work with, and edits that are noted once they are saved. */
import type { AnyEntity, WireRow } from '@educrowd/shared/entity/define-entity';
import type { ContentDoc } from '@educrowd/shared/content/content-json';
import type { LocalWrite } from '../../../apps/desktop/src/engine/store/local-write.ts';
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
