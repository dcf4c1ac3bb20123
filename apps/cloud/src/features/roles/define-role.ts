/** Roles that a school defines for itself, out of permissions that whoever defines them has in the whole school. */
import * as z from 'zod';
import { askingUntil, mayDelegate } from '@educrowd/shared/permissions/granting';
import { delegablePermissions, withNeeded, type Permission } from '@educrowd/shared/permissions/matrix';
import { roles as roleWords } from '@educrowd/shared/messages/en/roles';
import { customRoleKey, roles } from '@educrowd/shared/permissions/roles';
import { can, type Asking } from '@educrowd/shared/permissions/can';
import { must } from '@educrowd/shared/primitives/assert';
import { personName, storableText } from '@educrowd/shared/primitives/text';
import { authorize } from '../../platform/access.ts';
import type { AppContext } from '../../platform/app-context.ts';
import { AppError, notFound, words } from '../../platform/app-error.ts';
import { withTenant, type TenantContext, type TenantTx } from '../../platform/with-tenant.ts';
import { endOf, isOwnerForGood, lockRoles, rightsNow } from './write-grant.ts';
import {
  deleteCustomRole,
  deleteGrant,
  findCustomRole,
  holdersOf,
  insertCustomRole,
  isNameTaken,
  updateCustomRole,
  type CustomRole,
  type GrantOfRole,
} from './role-store.ts';

export const roleDefinitionSchema = z.strictObject({
  name: personName(60).pipe(z.string().min(2)),
  description: storableText(500).trim().default(''),
  permissions: z
    .array(z.enum(delegablePermissions))
    .min(1)
    .max(delegablePermissions.length)
    .transform(withNeeded),
});
type RoleDefinition = z.input<typeof roleDefinitionSchema>;

/** Refuses a name that is taken with CONFLICT on `name`. */
export function defineRole(
  ctx: Pick<AppContext, 'door'>,
  tenant: TenantContext,
  request: RoleDefinition,
): Promise<CustomRole> {
  const definition = roleDefinitionSchema.parse(request);
  return withTenant(ctx.door, tenant, async (tx) => {
    await definer(tx, definition);
    const id = await insertCustomRole(tx, definition, must(tx.userId, 'person who defines a role'));
    if (id === null) throw taken();
    tx.audit('customRole.defined', { key: customRoleKey(id), ...wordsOf(definition) });
    return { id, ...definition };
  });
}

/** What its holders may do changes at once. */
export function redefineRole(
  ctx: Pick<AppContext, 'door'>,
  tenant: TenantContext,
  { id, ...request }: RoleDefinition & { readonly id: string },
): Promise<CustomRole> {
  const definition = roleDefinitionSchema.parse(request);
  return withTenant(ctx.door, tenant, async (tx) => {
    const asking = await definer(tx, definition);
    const present = await findCustomRole(tx, id);
    if (!present) throw notFound();
    const holders = await holdersOf(tx, customRoleKey(id));
    const added = definition.permissions.filter((each) => !present.permissions.includes(each));
    if (added.length > 0) await refuseRaising(tx, { asking, added, holders });
    if (await isNameTaken(tx, definition.name, id)) throw taken();
    const role = { id, ...definition };
    await updateCustomRole(tx, role);
    tx.rightsChanged(holders.map(({ userId }) => userId));
    tx.audit('customRole.changed', { key: customRoleKey(id), ...wordsOf(definition) });
    return role;
  });
}

/** Ends it for everybody who holds it. */
export async function removeRole(
  ctx: Pick<AppContext, 'door'>,
  tenant: TenantContext,
  id: string,
): Promise<void> {
  await withTenant(ctx.door, tenant, async (tx) => {
    await definerNow(tx);
    const role = await findCustomRole(tx, id);
    if (!role) throw notFound();
    const key = customRoleKey(id);
    const holders = await holdersOf(tx, key);
    for (const { userId } of holders) {
      await deleteGrant(tx, { userId, role: key });
      tx.audit('role.ended', { member: userId, role: role.name, key });
    }
    await deleteCustomRole(tx, id);
    tx.rightsChanged(holders.map(({ userId }) => userId));
    tx.audit('customRole.removed', { key, name: role.name });
  });
}

/** Whoever may define roles; refuses everybody else. Until the transaction ends, nobody else changes roles here. */
async function definerNow(tx: TenantTx): Promise<Asking> {
  authorize(tx, 'role.define');
  await lockRoles(tx);
  const asking = await rightsNow(tx);
  if (!can(asking, 'role.define')) throw new AppError('FORBIDDEN', words('serverRefusals.notAllowed'));
  return asking;
}

/** Whoever may define a role with these permissions and this name. */
async function definer(tx: TenantTx, { name, permissions: chosen }: Wanted): Promise<Asking> {
  const asking = await definerNow(tx);
  if (!chosen.every((permission) => mayDelegate(asking, permission))) throw givesTooMuch();
  if (reservedNames.has(skeleton(name))) throw taken();
  if (mixesAlphabets(name)) throw new AppError('INVALID', words('serverRefusals.roleNameMixed'), 'name');
  return asking;
}

interface Raise {
  readonly asking: Asking;
  readonly added: readonly Permission[];
  readonly holders: readonly GrantOfRole[];
}

/** To add to a role is to give to all who have it: for no longer than one may oneself, and not to oneself. */
async function refuseRaising(tx: TenantTx, { asking, added, holders }: Raise): Promise<void> {
  const { userId } = tx;
  if (holders.some((each) => each.userId === userId) && !(userId && (await isOwnerForGood(tx, userId))))
    throw new AppError('FORBIDDEN', words('serverRefusals.roleBySomebodyElse'), 'permissions');
  for (const holder of holders) {
    const then = askingUntil(asking, endOf(holder));
    if (!added.every((permission) => mayDelegate(then, permission))) throw givesTooMuch();
  }
}

const skeleton = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/[^\p{L}]/gu, '')
    .toLowerCase();

/** Of the roles that every school has: as programs name them and as people read them. */
const reservedNames: ReadonlySet<string> = new Set([...roles, ...Object.values(roleWords)].map(skeleton));

/** "Оwner" with a letter of another alphabet that looks the same. */
const mixesAlphabets = (name: string): boolean =>
  name
    .split(/[^\p{L}\p{M}]+/u)
    .some(
      (word) =>
        /\p{sc=Latin}/u.test(word) &&
        /[\p{sc=Cyrillic}\p{sc=Greek}\p{sc=Armenian}\p{sc=Cherokee}]/u.test(word),
    );

type Wanted = z.output<typeof roleDefinitionSchema>;

const wordsOf = ({ name, permissions: chosen }: Wanted) => ({ name, permissions: [...chosen] });

const givesTooMuch = (): AppError =>
  new AppError('FORBIDDEN', words('serverRefusals.roleGivesTooMuch'), 'permissions');

const taken = (): AppError => new AppError('CONFLICT', words('serverRefusals.roleNameTaken'), 'name');
