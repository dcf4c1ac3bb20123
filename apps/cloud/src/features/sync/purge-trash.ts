/**
 * What lay in Trash for `TRASH_MS` goes for good, with everything that hangs under it. Devices hear of it by tombstones.
 *
 * Children go first, some at a time, so that nothing waits long for the tenant's row, and a server that stops in between
 * leaves a smaller tree in Trash. Every part begins with a lock on the row in Trash: whoever edits something in the tree
 * brings that row back under the same lock, and then nothing more goes.
 */
import { sql } from 'drizzle-orm';
import { TRASH_MS } from '@educrowd/shared/sync/tombstones';
import { entityNamed, syncedEntities, type SyncedEntityName } from '@educrowd/shared/synced-entities';
import type { AppContext } from '../../platform/app-context.ts';
import { eachSchool } from '../../platform/each-school.ts';
import {
  lockRows,
  readRows,
  refKey,
  removeRows,
  selectRows,
  type RowRef,
  type StoredRow,
} from '../../platform/synced-rows.ts';
import {
  readTenant,
  withTenant,
  type ReadTx,
  type TenantContext,
  type TenantTx,
} from '../../platform/with-tenant.ts';
import { subtreeOf } from './ancestors.ts';
import { deleteTexts } from './document-store.ts';
import type { PurgeRules } from './purge-rules.ts';

type Deps = Pick<AppContext, 'door' | 'logger' | 'stopping'>;

const ROWS_AT_ONCE = 500;
const TREES_AT_ONCE = 1_000;

export const purgeAllTrash = (deps: Deps, rules: readonly PurgeRules[]): Promise<void> =>
  eachSchool(deps.door, (context) => purgeTrash(deps, context, rules));

/** Of one school. */
export async function purgeTrash(
  { door, logger, stopping }: Deps,
  context: TenantContext,
  rules: readonly PurgeRules[],
): Promise<void> {
  const trees = await readTenant(door, context, findOldTrash);
  let count = 0;
  for (const tree of trees) {
    for (let part = ROWS_AT_ONCE; part === ROWS_AT_ONCE; count += part) {
      stopping.throwIfAborted();
      part = await withTenant(door, context, (tx) => purgePart(tx, tree, rules));
    }
  }
  if (count > 0) logger.info({ tenant: context.tenantId, rows: count }, 'purged what was old in Trash');
}

/** Rows in Trash for too long, longest first. */
async function findOldTrash(tx: ReadTx): Promise<RowRef[]> {
  const found: StoredRow[] = [];
  for (const { name } of syncedEntities)
    found.push(...(await selectRows(tx, { entity: entityNamed(name), condition: isOld(tx) })));
  return found
    .toSorted((a, b) => String(a.row.deletedAt).localeCompare(String(b.row.deletedAt)))
    .slice(0, TREES_AT_ONCE)
    .map(({ entity, row }) => ({ entityName: entity.name, id: String(row.id) }));
}

const isOld = ({ now }: ReadTx) =>
  sql`deleted_at < ${new Date(now.getTime() - TRASH_MS).toISOString()}::timestamptz`;

/** How many rows went; fewer than `ROWS_AT_ONCE`: nothing is left to do. */
async function purgePart(tx: TenantTx, root: RowRef, rules: readonly PurgeRules[]): Promise<number> {
  const entity = entityNamed(root.entityName as SyncedEntityName);
  const [stored] = await selectRows(tx, {
    entity,
    condition: sql`id = ${root.id}::uuid and ${isOld(tx)}`,
    lock: sql`for no key update`,
  });
  if (!stored) return 0;
  const tree = await subtreeOf(tx, entity, stored.row);
  if (await isKept(tx, rules, tree)) return 0;
  const part = await lockRows(tx, tree.slice(-ROWS_AT_ONCE));
  await remove(tx, rules, [...part.values()]);
  if (part.has(refKey(root))) tx.audit('trash.purged', { entity: root.entityName, id: root.id });
  return part.size;
}

async function isKept(tx: TenantTx, rules: readonly PurgeRules[], refs: readonly RowRef[]): Promise<boolean> {
  for (const [entityName, group] of Map.groupBy(refs, (ref) => ref.entityName))
    for (const { kept } of rules) {
      const rule = kept[entityName as SyncedEntityName];
      if (!rule) continue;
      const rows = [...(await readRows(tx, group)).values()].map(({ row }) => row);
      if (await rule(tx, rows)) return true;
    }
  return false;
}

async function remove(tx: TenantTx, rules: readonly PurgeRules[], rows: readonly StoredRow[]): Promise<void> {
  const byEntity = Map.groupBy(rows, ({ entity }) => entity);
  for (const [{ name }, group] of byEntity)
    for (const { going } of rules)
      await going[name as SyncedEntityName]?.(
        tx,
        group.map(({ row }) => row),
      );
  await deleteTexts(tx, idsOf(byEntity.get(entityNamed('Document')) ?? []));
  await removeRows(tx, [...rows, ...(await conflictsAbout(tx, rows))]);
}

const idsOf = (rows: readonly StoredRow[]): string[] => rows.map(({ row }) => String(row.id));

/** There is nothing left to decide about what is gone. */
async function conflictsAbout(tx: TenantTx, rows: readonly StoredRow[]): Promise<StoredRow[]> {
  return selectRows(tx, {
    entity: entityNamed('Conflict'),
    condition: sql`row_id = any(${sql.param(idsOf(rows))}::text[])`,
    lock: sql`for no key update`,
  });
}
