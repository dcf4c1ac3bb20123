/**
 * The one way in which a role grant is written, changed or taken away, with the rules that hold for all of them: nobody
 * gives or takes a role that is above their own ones, or gives one for longer than theirs, nobody raises themselves, and a school keeps an owner for good.
 */
import type { JsonObject } from '@educrowd/shared/primitives/json';
import type { PlainMessageKey } from '@educrowd/shared/messages/translate';
import type { Asking } from '@educrowd/shared/permissions/can';
import { askingUntil, mayGrant, permissionsOf, type GivenRole } from '@educrowd/shared/permissions/granting';
import { isBuiltIn } from '@educrowd/shared/permissions/roles';
import { authorize, loadAccess } from '../../platform/access.ts';
import { AppError, notFound, words } from '../../platform/app-error.ts';
import { lockUntilCommit } from '../../platform/lock-until-commit.ts';
import type { TenantTx } from '../../platform/with-tenant.ts';
import {
  countLastingOwners,
  deleteGrant,
  findGrant,
  findMember,
  findRole,
  putGrant,
  type Grant,
  type Holder,
} from './role-store.ts';

export interface GrantChange {
  /** What is to be in place; null: nothing. Refuses with NOT_FOUND what cannot be changed. */
  readonly next: (present: Grant | null) => Grant | null;
  readonly action: 'role.granted' | 'role.changed' | 'role.ended';
}

/** The grant as it is afterwards. */
export async function writeGrant(
  tx: TenantTx,
  holder: Holder,
  { next, action }: GrantChange,
): Promise<Grant | null> {
  authorize(tx, 'role.grant');
  await lockRoles(tx);
  const role = await findRole(tx, holder.role);
  if (!role) throw notFound();
  const permissions = isBuiltIn(holder.role) ? permissionsOf(holder.role) : role.permissions;
  const refuseAbove = await refuserOf(tx, { key: holder.role, permissions });
  refuseAbove();
  if (!(await findMember(tx, holder.userId))) throw notFound();
  const present = await findGrant(tx, holder);
  const wanted = next(present);
  const isRaise = action === 'role.granted' || isMore(wanted, present);
  if (isRaise && wanted) refuseAbove(wanted, 'serverRefusals.roleOutlives');
  // Whoever is an owner for a while does not decide about those who are it for longer.
  if (present?.role === 'owner') refuseAbove(present);
  if (tx.userId === holder.userId && isRaise && !(await isOwnerForGood(tx, holder.userId)))
    throw new AppError('FORBIDDEN', words('serverRefusals.roleBySomebodyElse'));
  if (wanted) await putGrant(tx, holder.userId, wanted);
  else await deleteGrant(tx, holder);
  if (isLastingOwner(present) && !isLastingOwner(wanted) && (await countLastingOwners(tx)) === 0) {
    throw new AppError('CONFLICT', words('serverRefusals.ownerNeeded'));
  }
  tx.rightsChanged([holder.userId]);
  tx.audit(action, {
    member: holder.userId,
    role: role.name ?? holder.role,
    ...(role.name === null ? {} : { key: holder.role }),
    ...detailsOf(wanted, action),
  });
  return wanted;
}

/** Until the transaction ends, nobody else changes roles of this school: two owners cannot end each other. */
export const lockRoles = (tx: TenantTx): Promise<void> => lockUntilCommit(tx, 'roles');

/** The rights of the caller as they are now, and not as they were before somebody else's change was waited for. */
export async function rightsNow(tx: TenantTx): Promise<Asking> {
  const loaded = tx.userId === null ? null : await loadAccess(tx.db, tx.tenantId, tx.userId);
  return { access: loaded?.access ?? null, now: tx.now };
}

type Refuse = (until?: Pick<Grant, 'expiresAt'>, why?: PlainMessageKey) => void;

/** Refuses unless the caller may give the role, until the end of that grant if one is named. */
async function refuserOf(tx: TenantTx, role: GivenRole): Promise<Refuse> {
  if (tx.isSystem) return () => undefined;
  const asking = await rightsNow(tx);
  return (until, why = 'serverRefusals.roleAbove') => {
    if (mayGrant(until ? askingUntil(asking, endOf(until)) : asking, role)) return;
    throw new AppError('FORBIDDEN', words(why));
  };
}

/** Null: never. */
export const endOf = ({ expiresAt }: Pick<Grant, 'expiresAt'>): Date | null =>
  expiresAt === null ? null : new Date(expiresAt);

/** Nothing is above them: no role raises them. */
export const isOwnerForGood = async (tx: TenantTx, userId: string): Promise<boolean> =>
  isLastingOwner(await findGrant(tx, { userId, role: 'owner' }));

export const isLastingOwner = (grant: Grant | null): boolean =>
  grant !== null && grant.role === 'owner' && grant.isActive && grant.expiresAt === null;

/** Whether it counts for longer, or again. */
function isMore(wanted: Grant | null, present: Grant | null): boolean {
  if (!wanted?.isActive) return false;
  if (!present?.isActive) return true;
  if (present.expiresAt === null) return false;
  return wanted.expiresAt === null || new Date(wanted.expiresAt) > new Date(present.expiresAt);
}

const detailsOf = (grant: Grant | null, action: GrantChange['action']): JsonObject =>
  grant === null
    ? {}
    : {
        expiresAt: grant.expiresAt,
        ...(action === 'role.changed' ? { isActive: grant.isActive } : {}),
      };
