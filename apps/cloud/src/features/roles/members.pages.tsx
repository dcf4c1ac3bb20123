/** @jsxImportSource hono/jsx */
import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { roleKeySchema } from '@educrowd/shared/permissions/roles';
import { lastDayBefore } from '@educrowd/shared/primitives/zoned-time';
import { authorize, mayDo } from '../../platform/access.ts';
import type { AppContext } from '../../platform/app-context.ts';
import { AppError, notFound, words } from '../../platform/app-error.ts';
import { idParam } from '../../platform/page/id-param.ts';
import { formFields, refusedAt, wrongInput, type Refused } from '../../platform/page/read-form.ts';
import { accountOf, tenantOf, type AppEnv } from '../../platform/request.ts';
import { readTenant } from '../../platform/with-tenant.ts';
import { changeGrant } from './change-grant.ts';
import { endGrant } from './end-grant.ts';
import { grantRole } from './grant-role.ts';
import { endTitle, GrantEndPage } from './grant-end.page.tsx';
import { withStakes, type GrantAsked } from './grant-stakes.ts';
import { grantName, zoneOf } from './grant-words.ts';
import { GrantPage, grantTitle } from './grant.page.tsx';
import { MemberListPage } from './member-list.page.tsx';
import { MemberPage } from './member.page.tsx';
import { memberPath, MEMBERS_PATH } from './paths.ts';
import { readEndDay } from './read-end-day.ts';
import { readMember, readMembers, type MemberFile } from './read-members.ts';
import type { Holder } from './role-store.ts';

const PER_PAGE = 25;
const listQuery = z.object({
  q: z.string().trim().catch(''),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

type Fields = Readonly<Record<string, string>>;

/** The members of a school and the roles they have, for the people who run it. */
export function memberPages(ctx: AppContext): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();

  const fileOf = (c: Context<AppEnv>, userId: string): Promise<MemberFile> =>
    readTenant(ctx.door, tenantOf(c.var), (tx) => readMember(tx, userId));

  /** For forms: asked before anything is read, so that what is wrong in them is told to nobody else. */
  const fileToChange = (c: Context<AppEnv>, userId: string): Promise<MemberFile> =>
    readTenant(ctx.door, tenantOf(c.var), (tx) => {
      authorize(tx, 'role.grant');
      return readMember(tx, userId);
    });

  const grantToChange = async (c: Context<AppEnv>, { userId, role }: Holder): Promise<GrantAsked> => {
    const { member, offered } = await fileToChange(c, userId);
    const grant = member.grants.find((each) => each.role === role);
    if (!grant) throw notFound();
    if (!offered.includes(role)) throw new AppError('FORBIDDEN', words('serverRefusals.roleAbove'));
    return withStakes({ member, grant }, tenantOf(c.var).userId);
  };

  const now = (): Date => ctx.clock();

  pages.get('/admin/members', async (c) => {
    accountOf(c.var);
    const { q: search, page } = listQuery.parse(c.req.query());
    const asked = { search, page, perPage: PER_PAGE };
    const found = await readTenant(ctx.door, tenantOf(c.var), (tx) => readMembers(tx, asked));
    return c.render(<MemberListPage c={c} asked={asked} found={found} />, {
      title: c.var.t('members.title'),
      admin: MEMBERS_PATH,
    });
  });

  pages.get('/admin/members/:userId', async (c) => {
    accountOf(c.var);
    const file = await fileOf(c, idParam(c.req.param('userId')));
    return c.render(<MemberPage c={c} file={file} />, {
      title: file.member.displayName,
      admin: MEMBERS_PATH,
    });
  });

  pages.post('/admin/members/:userId/roles', async (c) => {
    accountOf(c.var);
    const userId = idParam(c.req.param('userId'));
    const file = await fileToChange(c, userId);
    const fields = await formFields(c);
    const refused = await giveRole(c, userId, fields);
    if (refused === null) return c.redirect(`${memberPath(userId)}?done=given`, 303);
    c.status(refused.status);
    return c.render(<MemberPage c={c} file={file} sent={{ fields, refused }} />, {
      title: file.member.displayName,
      admin: MEMBERS_PATH,
    });
  });

  async function giveRole(c: Context<AppEnv>, userId: string, fields: Fields): Promise<Refused | null> {
    const { t } = c.var;
    const role = roleKeySchema.safeParse(fields['role']);
    const end = readEndDay(fields['endDay'] ?? '', { t, timeZone: zoneOf(c.var), now: now() });
    if (!role.success || !end.ok) {
      return wrongInput({
        ...(role.success ? {} : { role: t('members.roleMissing') }),
        ...(end.ok ? {} : { endDay: end.message }),
      });
    }
    try {
      await grantRole(ctx, tenantOf(c.var), { userId, role: role.data, expiresAt: end.expiresAt });
      return null;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'NOT_FOUND') return refusedAt(fieldOf(error), error);
      // Either the person has left meanwhile, which is said by a page of its own, or the role was removed.
      await fileOf(c, userId);
      return wrongInput({ role: t('members.roleGone') });
    }
  }

  pages.get('/admin/members/:userId/roles/:role', async (c) => {
    accountOf(c.var);
    const asked = await grantToChange(c, holderOf(c.req.param()));
    return c.render(<GrantPage c={c} asked={asked} />, { title: grantTitle(c, asked), admin: MEMBERS_PATH });
  });

  pages.get('/admin/members/:userId/roles/:role/end', async (c) => {
    accountOf(c.var);
    const asked = await grantToChange(c, holderOf(c.req.param()));
    return c.render(<GrantEndPage c={c} asked={asked} />, { title: endTitle(c, asked), admin: MEMBERS_PATH });
  });

  pages.post('/admin/members/:userId/roles/:role', async (c) => {
    accountOf(c.var);
    const holder = holderOf(c.req.param());
    const asked = await grantToChange(c, holder);
    const fields = await formFields(c);
    const outcome = await changeRole(c, { holder, asked }, fields);
    if (typeof outcome === 'string') return c.redirect(await wayAfter(c, holder, outcome), 303);
    c.status(outcome.status);
    if (asked.isGrave && fields['action'] === 'end') {
      const sent = { name: fields['name'] ?? '', errors: outcome.errors };
      return c.render(<GrantEndPage c={c} asked={asked} sent={sent} />, {
        title: endTitle(c, asked),
        admin: MEMBERS_PATH,
      });
    }
    return c.render(<GrantPage c={c} asked={asked} sent={{ fields, refused: outcome }} />, {
      title: grantTitle(c, asked),
      admin: MEMBERS_PATH,
    });
  });

  /** What was done, or why it was not. */
  async function changeRole(
    c: Context<AppEnv>,
    { holder, asked: { grant, isGrave } }: { readonly holder: Holder; readonly asked: GrantAsked },
    fields: Fields,
  ): Promise<Done | Refused> {
    const { t } = c.var;
    const tenant = tenantOf(c.var);
    const action = actionSchema.safeParse(fields['action']);
    if (!action.success) return wrongInput({ '': t('members.actionMissing') });
    try {
      switch (action.data) {
        case 'pause':
          await changeGrant(ctx, tenant, { ...holder, isActive: false });
          return 'paused';
        case 'resume':
          await changeGrant(ctx, tenant, { ...holder, isActive: true });
          return 'resumed';
        case 'end':
          if (isGrave && (fields['name'] ?? '').trim() !== grantName(grant, t))
            return wrongInput({ name: t('members.endNameWrong', { role: grantName(grant, t) }) });
          await endGrant(ctx, tenant, holder);
          return 'ended';
        case 'setEnd': {
          const timeZone = zoneOf(c.var);
          const end = readEndDay(fields['endDay'] ?? '', { t, timeZone, now: now() });
          if (!end.ok) return wrongInput({ endDay: end.message });
          const shown = grant.expiresAt === null ? '' : lastDayBefore(grant.expiresAt, timeZone);
          // Another time of that day was set by a program: leaving the day as it is keeps it.
          if ((fields['endDay'] ?? '').trim() !== shown)
            await changeGrant(ctx, tenant, { ...holder, expiresAt: end.expiresAt });
          return 'end';
        }
      }
    } catch (error) {
      return refusedAt(action.data === 'setEnd' ? 'endDay' : action.data, error);
    }
  }

  /** Who has given up what let them see members is not sent there. */
  const wayAfter = async (c: Context<AppEnv>, { userId }: Holder, done: Done): Promise<string> =>
    (await readTenant(ctx.door, tenantOf(c.var), (tx) => Promise.resolve(mayDo(tx, 'member.list'))))
      ? `${memberPath(userId)}?done=${done}`
      : '/account';

  return pages;
}

const actionSchema = z.enum(['setEnd', 'pause', 'resume', 'end']);
type Done = 'end' | 'paused' | 'resumed' | 'ended';

/** That a school would be left without an owner for good is due to the end; every other refusal is about the role. */
const fieldOf = (error: unknown): string =>
  error instanceof AppError && error.code === 'CONFLICT' ? 'endDay' : 'role';

function holderOf(params: { readonly userId: string; readonly role: string }): Holder {
  const role = roleKeySchema.safeParse(params.role);
  if (!role.success) throw notFound();
  return { userId: idParam(params.userId), role: role.data };
}
