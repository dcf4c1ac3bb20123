import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { accessLevelOf, activeRoles, customRoleNames } from '@educrowd/shared/permissions/access';
import { can } from '@educrowd/shared/permissions/can';
import { permissions } from '@educrowd/shared/permissions/matrix';
import { roles } from '@educrowd/shared/permissions/roles';
import type { AppContext } from '../../platform/app-context.ts';
import { AppError, words } from '../../platform/app-error.ts';
import { accountOf, tenantOf, type AppEnv } from '../../platform/request.ts';
import { answers, envelope, envelopeOf, restOptions } from '../../platform/rest.ts';
import { readTenant } from '../../platform/with-tenant.ts';
import { callerOf } from './caller.ts';
import { PASSWORD_LENGTH, type Identity } from './create-identity.ts';
import { signUpSchema } from './sign-up.page.tsx';

const json = <Schema extends z.ZodType>(schema: Schema) => ({
  body: { content: { 'application/json': { schema } }, required: true },
});
const tags = ['Sign-in'];

const register = createRoute({
  method: 'post',
  path: '/auth/register',
  tags,
  summary: 'Create an account',
  description: 'Always answers the same, whether the address has an account or not: its owner gets a mail.',
  request: json(signUpSchema),
  responses: answers(envelopeOf(z.object({ email: z.string() })), 'A mail with a link is on its way', [
    'INVALID',
    'TOO_MANY',
  ]),
});

const login = createRoute({
  method: 'post',
  path: '/auth/login',
  tags,
  summary: 'Sign in',
  request: json(
    z.object({ email: z.email().max(254), password: z.string().min(1).max(PASSWORD_LENGTH.max) }),
  ),
  responses: answers(
    envelopeOf(
      z.object({
        token: z.string(),
        user: z.object({ id: z.string(), email: z.string(), name: z.string() }),
      }),
    ),
    'Send the token as `Authorization: Bearer …`',
    ['INVALID', 'SIGN_IN', 'FORBIDDEN', 'TOO_MANY'],
  ),
});

const logout = createRoute({
  method: 'post',
  path: '/auth/logout',
  tags,
  summary: 'Sign out',
  responses: answers(envelopeOf(z.null()), 'The token is worth nothing any more', ['SIGN_IN']),
});

const meSchema = z.object({
  userId: z.string(),
  email: z.string(),
  displayName: z.string(),
  /** Null on the platform's own address. */
  tenantId: z.string().nullable(),
  schoolName: z.string().nullable(),
  roles: z.array(z.enum(roles)),
  customRoles: z.array(z.string()).openapi({ description: 'Names of roles that the school has defined' }),
  permissions: z
    .array(z.enum(permissions))
    .openapi({ description: 'What the roles of both kinds allow in the whole school' }),
  level: z
    .int()
    .min(0)
    .max(5)
    .nullable()
    .openapi({ description: '0 everything … 5 member; null without a role' }),
});

const me = createRoute({
  method: 'get',
  path: '/auth/me',
  tags,
  summary: 'Who is signed in, and what they may do in this school',
  responses: answers(envelopeOf(meSchema), 'The caller', ['SIGN_IN']),
});

const loginAnswer = z.object({
  token: z.string(),
  user: z.object({ id: z.string(), email: z.string(), name: z.string() }),
});

export function identityRest(ctx: AppContext, identity: Identity): OpenAPIHono<AppEnv> {
  const rest = new OpenAPIHono<AppEnv>(restOptions);

  rest.openapi(register, async (c) => {
    const body = c.req.valid('json');
    const answer = await identity.call(callerOf(c), { method: 'POST', path: '/sign-up/email', body });
    if (!answer.ok) throw new AppError('UNAVAILABLE', words('serverRefusals.accountNotCreated'));
    return c.json(envelope({ email: body.email }), 200);
  });

  rest.openapi(login, async (c) => {
    const answer = await identity.call(callerOf(c), {
      method: 'POST',
      path: '/sign-in/email',
      body: c.req.valid('json'),
    });
    if (answer.status === 403) throw new AppError('FORBIDDEN', words('serverRefusals.emailNotConfirmed'));
    if (!answer.ok) throw new AppError('SIGN_IN', words('serverRefusals.signInWrong'));
    return c.json(envelope(loginAnswer.parse(await answer.json())), 200);
  });

  rest.openapi(logout, async (c) => {
    accountOf(c.var);
    await identity.call(callerOf(c), { method: 'POST', path: '/sign-out', body: {} });
    return c.json(envelope(null), 200);
  });

  rest.openapi(me, async (c) => {
    const { userId, email, name } = accountOf(c.var);
    if (!c.var.school) {
      return c.json(
        envelope({
          userId,
          email,
          displayName: name,
          tenantId: null,
          schoolName: null,
          roles: [],
          customRoles: [],
          permissions: [],
          level: null,
        }),
        200,
      );
    }
    const { id: tenantId, name: schoolName } = c.var.school;
    const data = await readTenant(ctx.door, tenantOf(c.var), async (tx) => ({
      userId,
      email,
      displayName: tx.memberName || name,
      tenantId,
      schoolName,
      roles: tx.access ? activeRoles(tx.access, tx.now) : [],
      customRoles: tx.access ? customRoleNames(tx.access, tx.now) : [],
      permissions: tx.access ? permissions.filter((permission) => can(tx, permission)) : [],
      level: tx.access ? accessLevelOf(tx.access, tx.now) : null,
    }));
    return c.json(envelope(data), 200);
  });

  return rest;
}
