/** @jsxImportSource hono/jsx */
import { Hono, type Context } from 'hono';
import { delegablePermissions, type Permission } from '@educrowd/shared/permissions/matrix';
import { customRoleKey } from '@educrowd/shared/permissions/roles';
import { authorize } from '../../platform/access.ts';
import type { AppContext } from '../../platform/app-context.ts';
import { notFound } from '../../platform/app-error.ts';
import { idParam } from '../../platform/page/id-param.ts';
import { formFields, readForm, refusedAt, wrongInput, type Refused } from '../../platform/page/read-form.ts';
import { accountOf, tenantOf, type AppEnv } from '../../platform/request.ts';
import { readTenant } from '../../platform/with-tenant.ts';
import { defineRole, redefineRole, removeRole, roleDefinitionSchema } from './define-role.ts';
import { ROLES_PATH } from './paths.ts';
import { readRoles } from './read-members.ts';
import { RoleFormPage, roleFormTitle, type RoleEntered } from './role-form.page.tsx';
import { RoleListPage } from './role-list.page.tsx';
import { RoleRemovalPage } from './role-removal.page.tsx';
import type { CustomRole } from './role-store.ts';

const nothingEntered: RoleEntered = { name: '', description: '', permissions: [] };

/** The roles of a school: those that every school has, and those that it defines for itself. */
export function rolePages(ctx: AppContext): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();

  /** Refuses everybody who may not define roles, whatever they ask for. */
  const rolesToDefine = (c: Context<AppEnv>) =>
    readTenant(ctx.door, tenantOf(c.var), (tx) => {
      authorize(tx, 'role.define');
      return readRoles(tx);
    });

  async function roleToDefine(c: Context<AppEnv>, wanted: string) {
    const { customRoles, holders } = await rolesToDefine(c);
    const id = idParam(wanted);
    const role = customRoles.find((each) => each.id === id);
    if (!role) throw notFound();
    return { role, holders: holders.get(customRoleKey(id)) ?? 0 };
  }

  pages.get('/admin/roles', async (c) => {
    accountOf(c.var);
    const list = await readTenant(ctx.door, tenantOf(c.var), readRoles);
    return c.render(<RoleListPage c={c} list={list} />, {
      title: c.var.t('members.rolesTitle'),
      admin: ROLES_PATH,
    });
  });

  pages.get('/admin/roles/new', async (c) => {
    accountOf(c.var);
    await rolesToDefine(c);
    return showForm(c, { present: null, entered: nothingEntered });
  });

  pages.post('/admin/roles', async (c) => {
    accountOf(c.var);
    await rolesToDefine(c);
    const entered = await enteredIn(c);
    const refused = await accept(c, entered, (definition) => defineRole(ctx, tenantOf(c.var), definition));
    return refused === null
      ? c.redirect(`${ROLES_PATH}?done=defined`, 303)
      : showForm(c, { present: null, entered, refused });
  });

  pages.get('/admin/roles/:roleId', async (c) => {
    accountOf(c.var);
    const { role } = await roleToDefine(c, c.req.param('roleId'));
    return showForm(c, { present: role, entered: role });
  });

  pages.post('/admin/roles/:roleId', async (c) => {
    accountOf(c.var);
    const { role } = await roleToDefine(c, c.req.param('roleId'));
    const entered = await enteredIn(c);
    const refused = await accept(c, entered, (definition) =>
      redefineRole(ctx, tenantOf(c.var), { ...definition, id: role.id }),
    );
    return refused === null
      ? c.redirect(`${ROLES_PATH}?done=saved`, 303)
      : showForm(c, { present: role, entered, refused });
  });

  pages.get('/admin/roles/:roleId/remove', async (c) => {
    accountOf(c.var);
    const { role, holders } = await roleToDefine(c, c.req.param('roleId'));
    return c.render(<RoleRemovalPage c={c} role={role} holders={holders} />, {
      title: c.var.t('members.removeTitle', { role: role.name }),
      admin: ROLES_PATH,
    });
  });

  pages.post('/admin/roles/:roleId/remove', async (c) => {
    accountOf(c.var);
    const { role, holders } = await roleToDefine(c, c.req.param('roleId'));
    const { name = '' } = await formFields(c);
    if (name.trim() === role.name) {
      await removeRole(ctx, tenantOf(c.var), role.id);
      return c.redirect(`${ROLES_PATH}?done=removed`, 303);
    }
    const { t } = c.var;
    const { status, errors } = wrongInput({ name: t('members.removeNameWrong', { role: role.name }) });
    c.status(status);
    return c.render(<RoleRemovalPage c={c} role={role} holders={holders} sent={{ name, errors }} />, {
      title: t('members.removeTitle', { role: role.name }),
      admin: ROLES_PATH,
    });
  });

  return pages;
}

interface Shown {
  readonly present: CustomRole | null;
  readonly entered: RoleEntered;
  readonly refused?: Refused;
}

function showForm(c: Context<AppEnv>, { present, entered, refused }: Shown) {
  if (refused) c.status(refused.status);
  return c.render(<RoleFormPage c={c} present={present} entered={entered} errors={refused?.errors} />, {
    title: roleFormTitle(c, present),
    admin: ROLES_PATH,
  });
}

async function enteredIn(c: Context<AppEnv>): Promise<RoleEntered> {
  const { name = '', description = '', ...chosen } = await formFields(c);
  const permissions = delegablePermissions.filter((permission) => Object.hasOwn(chosen, permission));
  return { name, description, permissions };
}

type Definition = RoleEntered & { permissions: Permission[] };

/** Null once it is done. */
async function accept(
  { var: { t } }: Context<AppEnv>,
  entered: RoleEntered,
  save: (definition: Definition) => Promise<unknown>,
): Promise<Refused | null> {
  const form = readForm({ ...entered }, roleDefinitionSchema, {
    name: t('members.roleNameWrong'),
    description: t('members.roleDescriptionWrong'),
    permissions: t('members.rolePermissionsMissing'),
  });
  if (!form.ok) return wrongInput(form.errors);
  try {
    await save(form.values);
    return null;
  } catch (error) {
    return refusedAt('', error);
  }
}
