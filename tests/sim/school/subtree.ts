import type { AnyEntity, WireRow } from '@educrowd/shared/entity/define-entity';
import { entityOfTable } from '@educrowd/shared/synced-entities';
import type { Ref } from './school-batch.ts';
import { keyOf, type SchoolState } from './school-state.ts';

/** The row and everything that hangs under it, however deep. */
export function subtreeOf(state: SchoolState, entity: AnyEntity, row: WireRow): Ref[] {
  const children = new Map<string, Ref[]>();
  for (const [key, stored] of state.rows) {
    const each = entityOfTable(key.split(' ')[0] ?? '');
    const parent = each.parent(stored.row);
    if (!parent) continue;
    const above = keyOf(parent.entityName, parent.id);
    children.set(above, [
      ...(children.get(above) ?? []),
      { entityName: each.name, id: String(stored.row.id) },
    ]);
  }
  const found: Ref[] = [{ entityName: entity.name, id: String(row.id) }];
  for (const ref of found) found.push(...(children.get(keyOf(ref.entityName, ref.id)) ?? []));
  return found;
}

/** Version of the newest edit in there by anybody but this person. */
export function newestForeignVersion(
  state: SchoolState,
  refs: readonly Ref[],
  userId: string | null,
): number {
  const keys = new Set(refs.map((ref) => keyOf(ref.entityName, ref.id)));
  let newest = 0;
  for (const change of state.changes.values()) {
    if (change.op !== 'upsert' || !keys.has(`${change.table} ${change.rowId}`)) continue;
    newest = Math.max(newest, change.authorId === userId ? change.otherVersion : change.authorVersion);
  }
  return newest;
}
