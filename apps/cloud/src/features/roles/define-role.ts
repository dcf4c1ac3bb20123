/** Roles that a school defines for itself, out of permissions that whoever defines them has in the whole school. */
import * as z from 'zod';
import { mayDelegate } from '@educrowd/shared/permissions/granting';
import { delegablePermissions } from '@educrowd/shared/permissions/matrix';
import { customRoleKey, roles } from '@educrowd/shared/permissions/roles';
import { personName, storableText } from '@educrowd/shared/primitives/text';
import { authorize } from '../../platform/access.ts';
import type { AppContext } from '../../platform/app-context.ts';
import { AppError, notFound, words } from '../../platform/app-error.ts';
import { withTenant, type TenantContext, type TenantTx } from '../../platform/with-tenant.ts';
import { lockRoles } from './write-grant.ts';
import {
  deleteCustomRole,
  deleteGrant,
  findCustomRole,
  holdersOf,
  insertCustomRole,
  isNameTaken,
  updateCustomRole,
  type CustomRole,
} from './role-store.ts';

export const roleDefinitionSchema = z.strictObject({
  name: personName(60).pipe(z.string().min(2)),
  description: storableText(500).trim().default(''),
  permissions: z
    .array(z.enum(delegablePermissions))
    .min(1)
    .max(delegablePermissions.length)
    .transform((chosen) => delegablePermissions.filter((each) => chosen.includes(each))),
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
    const definedBy = await definer(tx, definition);
    const id = await insertCustomRole(tx, definition, definedBy);
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
    await definer(tx, definition);
    if (!(await findCustomRole(tx, id))) throw notFound();
    if (await isNameTaken(tx, definition.name, id)) throw taken();
    const role = { id, ...definition };
    await updateCustomRole(tx, role);
    tx.rightsChanged(await holdersOf(tx, customRoleKey(id)));
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
    authorize(tx, 'role.define');
    await lockRoles(tx);
    const role = await findCustomRole(tx, id);
    if (!role) throw notFound();
    const key = customRoleKey(id);
    const holders = await holdersOf(tx, key);
    for (const userId of holders) {
      await deleteGrant(tx, { userId, role: key });
      tx.audit('role.ended', { member: userId, role: role.name, key });
    }
    await deleteCustomRole(tx, id);
    tx.rightsChanged(holders);
    tx.audit('customRole.removed', { key, name: role.name });
  });
}

/** The person who may define a role with these permissions; refuses everybody else. */
async function definer(tx: TenantTx, { name, permissions: chosen }: Wanted): Promise<string> {
  authorize(tx, 'role.define');
  if (tx.userId === null) throw new Error('Roles are defined by a person.');
  await lockRoles(tx);
  const asking = { access: tx.access, now: tx.now };
  if (!chosen.every((permission) => mayDelegate(asking, permission)))
    throw new AppError('FORBIDDEN', words('serverRefusals.roleGivesTooMuch'), 'permissions');
  const plain = name.replaceAll(/[^\p{L}]/gu, '').toLowerCase();
  if (roles.some((each) => each.toLowerCase() === plain)) throw taken();
  return tx.userId;
}

type Wanted = z.output<typeof roleDefinitionSchema>;

const wordsOf = ({ name, permissions: chosen }: Wanted) => ({ name, permissions: [...chosen] });

const taken = (): AppError => new AppError('CONFLICT', words('serverRefusals.roleNameTaken'), 'name');
