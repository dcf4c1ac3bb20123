import type { AnyEntity, ParentLink } from '@educrowd/shared/entity/define-entity';
import type { JsonObject } from '@educrowd/shared/primitives/json';
import { isHeld } from '@educrowd/shared/sync/scope';
import { entityNamed, syncedEntities } from '@educrowd/shared/synced-entities';
import { homeOfScope } from '../store/homes.ts';
import type { RowChanges } from './row-changes.ts';
import type { SyncStore } from './sync-store.ts';

interface LostRow {
  readonly entity: AnyEntity;
  readonly id: string;
  readonly scope: string;
}

interface PendingEdit {
  readonly seq: number;
  readonly name: string;
  readonly args: string;
  readonly base: string;
}

/**
 * Removes every row that is not held any more. Unsent edits of such rows are put aside for the person to export. They
 * stay in the outbox, so that numbers have no gaps; should the school accept one after all, it leaves quarantine again.
 */
export function putAsideLost(store: SyncStore, changes: RowChanges, now: string): void {
  const held = store.holdings.requested();
  const lost = syncedEntities.flatMap(({ name }) => {
    const entity = entityNamed(name);
    return store.views
      .select(entity, '1')
      .map((row) => ({ entity, id: row.id as string, scope: entity.scope(row) }))
      .filter(({ scope }) => !isHeld(held, scope));
  });
  // First all of them, while every row can still be named.
  for (const row of lost) quarantineEdits(store, row, now);
  for (const { entity, id } of lost) {
    if (entity.name === 'Course' || entity.name === 'Campaign')
      store.quarantine.loseHome(
        { entityName: entity.name, id },
        titleOf(store, { entityName: entity.name, id }),
      );
  }
  for (const { entity, id, scope } of lost) {
    removeRow(store, entity, id);
    changes.note(entity, scope);
  }
}

/** Of a course or campaign that is still shown. */
export function titleOf({ views }: SyncStore, home: ParentLink | null): string | null {
  const title = home && views.view(home.entityName, home.id)?.title;
  return typeof title === 'string' ? title : null;
}

function quarantineEdits(store: SyncStore, { entity, id, scope }: LostRow, now: string): void {
  const { db, quarantine } = store;
  const edits = db
    .prepare<[string, string, string], PendingEdit>(
      `select distinct o.seq, o.name, o.args, o.base from outbox o
       where o.result_code is null and o.seq in (select seq from outbox_effect where table_name = ? and row_id = ?
                       union select seq from document_update where document_id = ? and seq is not null)
       order by o.seq`,
    )
    .all(entity.table, id, id);
  const detail = titleOf(store, homeOfScope(scope));
  for (const { seq, name, args, base } of edits) {
    const edit = { name, args: JSON.parse(args) as JsonObject, base: JSON.parse(base) as JsonObject };
    quarantine.add({ ...edit, seq, code: 'NO_ACCESS', detail }, now);
  }
}

function removeRow({ db, views }: SyncStore, entity: AnyEntity, id: string): void {
  views.remove(entity, id);
  db.prepare('delete from base_row where table_name = ? and row_id = ?').run(entity.table, id);
  db.prepare('delete from outbox_effect where table_name = ? and row_id = ?').run(entity.table, id);
  if (entity.name !== 'Document') return;
  db.prepare('delete from document_update where document_id = ?').run(id);
  db.prepare('delete from stale_text where document_id = ?').run(id);
}
