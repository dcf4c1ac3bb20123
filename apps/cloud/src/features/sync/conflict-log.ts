/** Overwritten values and undone deletions, kept in the scope of their row until a person has decided. */
import type { AnyEntity, WireRow } from '@educrowd/shared/entity/define-entity';
import { newId } from '@educrowd/shared/primitives/id';
import { subjectOfScope } from '@educrowd/shared/permissions/can';
import type { Permission } from '@educrowd/shared/permissions/matrix';
import { isScope, type Scope } from '@educrowd/shared/sync/scope';
import { noteEvent, type Audience } from '../../platform/events.ts';
import { staffAudience } from '../../platform/staff-audience.ts';
import type { PushBatch } from './push-batch.ts';

type ConflictDetails = Pick<WireRow, 'kind' | 'baseValue' | 'winnerValue' | 'loserValue'> & {
  /** Null: something came back from Trash. */
  readonly field: string | null;
  readonly winnerName: string;
  readonly loserName: string;
};

/** What a conflict is about. */
export interface ConflictSubject {
  readonly entity: AnyEntity;
  readonly row: WireRow;
}

/** Puts a conflict into the batch; those who may settle it are told. */
export function logConflict(
  batch: PushBatch,
  { entity, row }: ConflictSubject,
  details: ConflictDetails,
): void {
  const at = batch.tx.now.toISOString();
  const subject = {
    entityName: entity.name,
    rowId: String(row.id),
    rowLabel: labelOf(row),
  };
  const conflict: WireRow = {
    id: newId<'Conflict'>(),
    createdAt: at,
    updatedAt: at,
    deletedAt: null,
    rowScope: entity.scope(row),
    ...subject,
    status: 'open',
    resolvedValue: null,
    resolvedByName: null,
    resolvedAt: null,
    ...details,
  };
  batch.put('Conflict', conflict, []);
  batch.afterWrite((tx) =>
    noteEvent(tx, 'conflict.waiting', { scope: entity.scope(row), field: details.field, ...subject }),
  );
}

/** What it needs to settle a conflict in a scope. */
export const permissionToSettle = (scope: Scope): Permission =>
  scope === 'staff' ? 'school.update' : 'conflict.resolve';

export const conflictAudience: Audience<'conflict.waiting'> = async (tx, part) => {
  const { scope } = part.data;
  if (!isScope(scope)) return [];
  return staffAudience(tx, { permission: permissionToSettle(scope), subject: subjectOfScope(scope) }, part);
};

const labelOf = (row: WireRow): string =>
  typeof row.title === 'string' ? row.title : typeof row.name === 'string' ? row.name : '';
