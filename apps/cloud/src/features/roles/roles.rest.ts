import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { customRoleKey, roleKeySchema, roles } from '@educrowd/shared/permissions/roles';
import { permissionsOf } from '@educrowd/shared/permissions/granting';
import type { AppContext } from '../../platform/app-context.ts';
import { words } from '../../platform/app-error.ts';
import { accountOf, tenantOf, type AppEnv } from '../../platform/request.ts';
import { answers, envelope, envelopeOf, listOf, pageQuery, restOptions } from '../../platform/rest.ts';
import { readTenant } from '../../platform/with-tenant.ts';
import { changeGrant, changeGrantSchema } from './change-grant.ts';
import { defineRole, redefineRole, removeRole, roleDefinitionSchema } from './define-role.ts';
import { endGrant } from './end-grant.ts';
import { grantRole, grantRoleSchema } from './grant-role.ts';
import {
  memberSearch,
  readMember,
  readMembers,
  readRoles,
  type Member,
  type SeenGrant,
} from './read-members.ts';
import type { CustomRole } from './role-store.ts';

const tags = ['Members and roles'];
const refusals = ['INVALID', 'SIGN_IN', 'FORBIDDEN', 'NOT_FOUND'] as const;

const grantSchema = z
  .object({
    role: z
      .string()
      .openapi({ description: 'A role’s name, or `custom:` and the id of a role of the school' }),
    name: z.string().nullable().openapi({ description: 'Of a role that the school has defined' }),
    assigned_by: z.string().nullable().openapi({ description: 'Null: the system' }),
    assigned_at: z.string(),
    expires_at: z.string().nullable(),
    is_active: z.boolean(),
    is_in_force: z.boolean().openapi({ description: 'Active, and not expired' }),
  })
  .openapi('RoleGrant');

const memberSchema = z
  .object({
    user_id: z.string(),
    display_name: z.string(),
    email: z.string(),
    joined_at: z.string(),
    roles: z.array(grantSchema),
  })
  .openapi('Member');

const customRoleSchema = z
  .object({
    id: z.string(),
    role: z.string().openapi({ description: 'What grants name it by' }),
    name: z.string(),
    description: z.string(),
    permissions: z.array(z.string()),
  })
  .openapi('CustomRole');

const json = <Schema extends z.ZodType>(schema: Schema) => ({
  content: { 'application/json': { schema } },
  required: true,
});
const memberParams = z.object({ userId: z.uuid().toLowerCase() });
const grantParams = memberParams.extend({ role: roleKeySchema });
const roleParams = z.object({ roleId: z.uuid().toLowerCase() });
const done = envelopeOf(z.null());

const listMembers = createRoute({
  method: 'get',
  path: '/members',
  tags,
  summary: 'The members of the school and their roles, by name',
  request: {
    query: pageQuery.extend({
      search: memberSearch.default('').openapi({ description: 'Within the name or the address' }),
    }),
  },
  responses: answers(listOf(memberSchema), 'One page of members', refusals),
});

const getMember = createRoute({
  method: 'get',
  path: '/members/{userId}',
  tags,
  summary: 'A member and their roles',
  request: { params: memberParams },
  responses: answers(envelopeOf(memberSchema), 'The member', refusals),
});

const { role, expiresAt } = grantRoleSchema.shape;

const giveRole = createRoute({
  method: 'post',
  path: '/members/{userId}/roles',
  tags,
  summary: 'Give a member a role',
  description:
    'In force with the next request of that person. Repeating it prolongs the role, or puts it into force again. Only an owner makes owners, and nobody gives themselves a role.',
  request: { params: memberParams, body: json(z.strictObject({ role, expires_at: expiresAt })) },
  responses: answers(
    envelopeOf(z.object({ user_id: z.string(), role: z.string(), expires_at: z.string().nullable() })),
    'The member has the role',
    [...refusals, 'CONFLICT'],
  ),
});

const changeRole = createRoute({
  method: 'patch',
  path: '/members/{userId}/roles/{role}',
  tags,
  summary: 'Change how long a role counts, or put it out of force and back',
  description: 'A school keeps an owner whose role does not end: otherwise it is refused with CONFLICT.',
  request: {
    params: grantParams,
    body: json(
      z
        .strictObject({
          expires_at: changeGrantSchema.shape.expiresAt,
          is_active: changeGrantSchema.shape.isActive,
        })
        .refine((change) => Object.keys(change).length > 0, words('serverRefusals.nothingToChange'))
        .openapi({ minProperties: 1 }),
    ),
  },
  responses: answers(
    envelopeOf(
      z.object({
        user_id: z.string(),
        role: z.string(),
        expires_at: z.string().nullable(),
        is_active: z.boolean(),
      }),
    ),
    'It is changed',
    [...refusals, 'CONFLICT'],
  ),
});

const endRole = createRoute({
  method: 'delete',
  path: '/members/{userId}/roles/{role}',
  tags,
  summary: 'Take a role from a member',
  request: { params: grantParams },
  responses: answers(done, 'The member does not have it any more', [...refusals, 'CONFLICT']),
});

const listRoles = createRoute({
  method: 'get',
  path: '/roles',
  tags,
  summary: 'All roles that can be given here, and what they allow',
  responses: answers(
    envelopeOf(
      z.object({
        built_in: z.array(z.object({ role: z.string(), permissions: z.array(z.string()) })),
        custom: z.array(customRoleSchema),
      }),
    ),
    'The roles',
    refusals,
  ),
});

const addRole = createRoute({
  method: 'post',
  path: '/roles',
  tags,
  summary: 'Define a role of the school’s own',
  description:
    'Out of permissions that the caller has in the whole school. Its holders have them in the whole school.',
  request: { body: json(roleDefinitionSchema) },
  responses: answers(envelopeOf(customRoleSchema), 'The role', [...refusals, 'CONFLICT']),
});

const putRole = createRoute({
  method: 'put',
  path: '/roles/{roleId}',
  tags,
  summary: 'Define a role of the school anew',
  description: 'What its holders may do changes at once.',
  request: { params: roleParams, body: json(roleDefinitionSchema) },
  responses: answers(envelopeOf(customRoleSchema), 'The role', [...refusals, 'CONFLICT']),
});

const dropRole = createRoute({
  method: 'delete',
  path: '/roles/{roleId}',
  tags,
  summary: 'Remove a role of the school',
  description: 'It ends for everybody who holds it.',
  request: { params: roleParams },
  responses: answers(done, 'It is removed', refusals),
});

export function rolesRest(ctx: AppContext): OpenAPIHono<AppEnv> {
  const rest = new OpenAPIHono<AppEnv>(restOptions);

  rest.openapi(listMembers, async (c) => {
    accountOf(c.var);
    const { page, per_page: perPage, search } = c.req.valid('query');
    const { members, total } = await readTenant(ctx.door, tenantOf(c.var), (tx) =>
      readMembers(tx, { page, perPage, search }),
    );
    return c.json({ ...envelope(members.map(presentMember)), meta: { total, page, per_page: perPage } }, 200);
  });

  rest.openapi(getMember, async (c) => {
    accountOf(c.var);
    const { userId } = c.req.valid('param');
    const { member } = await readTenant(ctx.door, tenantOf(c.var), (tx) => readMember(tx, userId));
    return c.json(envelope(presentMember(member)), 200);
  });

  rest.openapi(giveRole, async (c) => {
    accountOf(c.var);
    const { userId } = c.req.valid('param');
    const { role: granted, expires_at: until } = c.req.valid('json');
    await grantRole(ctx, tenantOf(c.var), { userId, role: granted, expiresAt: until });
    return c.json(envelope({ user_id: userId, role: granted, expires_at: until }), 200);
  });

  rest.openapi(changeRole, async (c) => {
    accountOf(c.var);
    const holder = c.req.valid('param');
    const { expires_at: until, is_active: isActive } = c.req.valid('json');
    const grant = await changeGrant(ctx, tenantOf(c.var), { ...holder, expiresAt: until, isActive });
    return c.json(
      envelope({
        user_id: holder.userId,
        role: grant.role,
        expires_at: grant.expiresAt,
        is_active: grant.isActive,
      }),
      200,
    );
  });

  rest.openapi(endRole, async (c) => {
    accountOf(c.var);
    await endGrant(ctx, tenantOf(c.var), c.req.valid('param'));
    return c.json(envelope(null), 200);
  });

  rest.openapi(listRoles, async (c) => {
    accountOf(c.var);
    const { customRoles } = await readTenant(ctx.door, tenantOf(c.var), readRoles);
    return c.json(
      envelope({
        built_in: roles.map((each) => ({ role: each, permissions: permissionsOf(each) })),
        custom: customRoles.map(presentRole),
      }),
      200,
    );
  });

  rest.openapi(addRole, async (c) => {
    accountOf(c.var);
    return c.json(envelope(presentRole(await defineRole(ctx, tenantOf(c.var), c.req.valid('json')))), 200);
  });

  rest.openapi(putRole, async (c) => {
    accountOf(c.var);
    const { roleId: id } = c.req.valid('param');
    const defined = await redefineRole(ctx, tenantOf(c.var), { ...c.req.valid('json'), id });
    return c.json(envelope(presentRole(defined)), 200);
  });

  rest.openapi(dropRole, async (c) => {
    accountOf(c.var);
    await removeRole(ctx, tenantOf(c.var), c.req.valid('param').roleId);
    return c.json(envelope(null), 200);
  });

  return rest;
}

const presentMember = ({ userId, displayName, email, joinedAt, grants }: Member) => ({
  user_id: userId,
  display_name: displayName,
  email,
  joined_at: joinedAt,
  roles: grants.map(presentGrant),
});

const presentGrant = (grant: SeenGrant) => ({
  role: grant.role,
  name: grant.customName,
  assigned_by: grant.assignedBy,
  assigned_at: grant.assignedAt,
  expires_at: grant.expiresAt,
  is_active: grant.isActive,
  is_in_force: grant.isInForce,
});

const presentRole = ({ id, name, description, permissions }: CustomRole) => ({
  id,
  role: customRoleKey(id),
  name,
  description,
  permissions: [...permissions],
});
