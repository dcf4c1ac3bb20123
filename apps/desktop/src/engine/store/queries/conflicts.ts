import type { WireRow } from '@educrowd/shared/entity/define-entity';
import type { Conflict } from '@educrowd/shared/sync/conflict.entity';
import { entityNamed, findEntity } from '@educrowd/shared/synced-entities';
import type { OpenConflict } from '../../../ipc/sync.ts';
import { homeIds, homeOfScope } from '../homes.ts';
import type { Store } from '../open-store.ts';

/** What waits for a decision, the oldest first. */
export function listConflicts({ views }: Store): OpenConflict[] {
  const open = views.select(
    entityNamed('Conflict'),
    `status = 'open' and deleted_at is null order by created_at, id`,
  ) as unknown as Conflict[];
  return open.map((conflict) => {
    const { id, kind, entityName, rowId, rowScope, rowLabel, field, createdAt } = conflict;
    const { baseValue, winnerValue, winnerName, loserValue, loserName } = conflict;
    const subject: WireRow | null = findEntity(entityName) ? views.view(entityName, rowId) : null;
    return {
      id,
      kind,
      entityName,
      rowId,
      ...homeIds(homeOfScope(rowScope)),
      // As it is called now: the conflict may be about that very name.
      rowLabel: nameOf(subject) ?? rowLabel,
      field,
      baseValue,
      winnerValue,
      winnerName,
      loserValue,
      loserName,
      presentValue: field === null ? null : (subject?.[field] ?? null),
      createdAt,
    };
  });
}

function nameOf(row: WireRow | null): string | undefined {
  const name = row?.title ?? row?.question;
  return typeof name === 'string' ? name : undefined;
}
