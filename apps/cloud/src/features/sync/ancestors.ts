/** What a row hangs under, and what hangs under a row. */
import { sql } from 'drizzle-orm';
import type { AnyEntity, WireRow } from '@educrowd/shared/entity/define-entity';
import {
  entityNamed,
  findEntity,
  syncedEntities,
  type SyncedEntityName,
} from '@educrowd/shared/synced-entities';
import { snakeCase } from '@educrowd/db/derive/snake-case';
import { refKey, selectRows, type RowRef } from '../../platform/synced-rows.ts';
import type { ReadTx } from '../../platform/with-tenant.ts';
import { logConflict } from './conflict-log.ts';
import { MutationRefused } from './mutation-handlers.ts';
import type { PushBatch } from './push-batch.ts';

/** Deeper trees are refused: no real course comes near. */
const MAX_DEPTH = 50;

/** The row's ancestors, nearest first. A parent that does not exist is refused as MISSING_PARENT. */
export async function ancestorsOf(
  batch: PushBatch,
  entity: AnyEntity,
  row: WireRow,
): Promise<{ ref: RowRef; row: WireRow }[]> {
  const ancestors: { ref: RowRef; row: WireRow }[] = [];
  const seen = new Set([refKey({ entityName: entity.name, id: String(row.id) })]);
  let link = entity.parent(row);
  while (link) {
    if (seen.has(refKey(link))) throw new MutationRefused('CONFLICT', 'It would then lie inside itself.');
    if (ancestors.length === MAX_DEPTH)
      throw new MutationRefused('INVALID', `Sections can be nested ${MAX_DEPTH} deep.`);
    seen.add(refKey(link));
    const parent = await batch.find(link);
    if (!parent) throw new MutationRefused('MISSING_PARENT', 'What it belongs to does not exist.');
    ancestors.push({ ref: link, row: parent });
    link = entityNamed(link.entityName as SyncedEntityName).parent(parent);
  }
  return ancestors;
}

/**
 * An edit arrived for something in Trash, or below it: the edit brings it back, and the conflict log says so, since
 * whoever deleted it has to hear of that. Returns whether anything was brought back.
 */
export async function bringBack(batch: PushBatch, entity: AnyEntity, row: WireRow): Promise<boolean> {
  const { tx } = batch;
  const chain = [
    { ref: { entityName: entity.name, id: String(row.id) }, row },
    ...(await ancestorsOf(batch, entity, row)),
  ];
  const trashed = chain.filter((link) => link.row.deletedAt !== null && link.row.deletedAt !== undefined);
  for (const { ref, row: gone } of trashed) {
    const kind = entityNamed(ref.entityName as SyncedEntityName);
    const deleterName = await nameOf(tx, batch.authorsOf(ref)['deletedAt'] ?? null);
    batch.put(kind.name as SyncedEntityName, { ...gone, deletedAt: null }, ['deletedAt']);
    const details = {
      kind: 'restored',
      field: null,
      baseValue: null,
      winnerValue: null,
      winnerName: tx.memberName,
      loserValue: gone.deletedAt ?? null,
      loserName: deleterName,
    };
    logConflict(batch, { entity: kind, row: gone }, details);
  }
  return trashed.length > 0;
}

/** A member's name as it is today; empty for the system and for people who have left. */
export async function nameOf(tx: ReadTx, userId: string | null): Promise<string> {
  if (userId === null) return '';
  const [found] = await tx.db.execute<{ display_name: string }>(
    sql`select display_name from member where tenant_id = ${tx.tenantId} and user_id = ${userId}`,
  );
  return found?.display_name ?? '';
}

/** The row and everything that hangs under it, however deep. */
export async function subtreeOf(tx: ReadTx, entity: AnyEntity, row: WireRow): Promise<RowRef[]> {
  const scope = entity.scope(row);
  const [kind, homeId] = scope.split(':');
  const root: RowRef = { entityName: entity.name, id: String(row.id) };
  if ((kind !== 'course' && kind !== 'campaign') || homeId === undefined) return [root];
  const homeKey = `${kind}Id`;
  const children = new Map<string, RowRef[]>();
  for (const each of syncedEntities) {
    const candidate = findEntity(each.name);
    if (!candidate || !(homeKey in candidate.fields)) continue;
    const column = sql.identifier(snakeCase(homeKey));
    for (const { row: child } of await selectRows(tx, {
      entity: candidate,
      condition: sql`${column} = ${homeId}`,
    })) {
      const parent = candidate.parent(child);
      if (!parent) continue;
      const siblings = children.get(refKey(parent)) ?? [];
      siblings.push({ entityName: candidate.name, id: String(child.id) });
      children.set(refKey(parent), siblings);
    }
  }
  const found = [root];
  for (const ref of found) found.push(...(children.get(refKey(ref)) ?? []));
  return found;
}
