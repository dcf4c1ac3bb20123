/** @jsxImportSource hono/jsx */
import { Hono, type Context } from 'hono';
import * as z from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { AppError, words } from '../../platform/app-error.ts';
import { adminSectionsFor, type AdminSection } from '../../platform/page/admin-nav.tsx';
import { Button } from '../../platform/page/button.tsx';
import { Card, ErrorSummary, Field, Notice, PageTitle } from '../../platform/page/form.tsx';
import { formFields, readForm, type FormErrors } from '../../platform/page/read-form.ts';
import { accountOf, type AppEnv } from '../../platform/request.ts';
import { callerOf, passCookies } from './caller.ts';
import { PASSWORD_LENGTH, type Identity } from './create-identity.ts';
import { describeDevice } from './describe-device.ts';
import { nameField, nameProblem } from './person-name-field.ts';

const nameSchema = z.object({ name: nameField });
const passwordSchema = z.object({
  currentPassword: z.string().min(1).max(PASSWORD_LENGTH.max),
  newPassword: z.string().min(PASSWORD_LENGTH.min).max(PASSWORD_LENGTH.max),
});
const sessionsSchema = z.array(
  z.object({
    id: z.string(),
    token: z.string(),
    userAgent: z.string().nullish(),
    createdAt: z.coerce.date(),
  }),
);
type Session = z.output<typeof sessionsSchema>[number];

/** A form of the page that was not accepted. */
interface Refused {
  readonly errors?: FormErrors;
  readonly typedName?: string | undefined;
}

/** What the person keeps with us: name, password, and where they are signed in. */
export function accountPages(ctx: Pick<AppContext, 'door'>, identity: Identity): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();

  const sessionsOf = async (c: Context<AppEnv>): Promise<Session[]> => {
    const answer = await identity.call(callerOf(c), { method: 'GET', path: '/list-sessions' });
    if (!answer.ok) {
      throw new AppError('UNAVAILABLE', words('serverRefusals.accountNotShown'));
    }
    return sessionsSchema
      .parse(await answer.json())
      .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  };
  const show = async (c: Context<AppEnv>, { errors, typedName }: Refused = {}) =>
    accountPage(c, {
      sessions: await sessionsOf(c),
      adminLinks: await adminSectionsFor(ctx, c),
      errors,
      typedName,
    });

  pages.get('/account', (c) => {
    accountOf(c.var);
    return show(c);
  });

  pages.post('/account/name', async (c) => {
    accountOf(c.var);
    const { name: typedName } = await formFields(c);
    const form = readForm({ name: typedName }, nameSchema, { name: nameProblem(c.var.t, typedName) });
    if (!form.ok) return show(c, { errors: form.errors, typedName });
    const answer = await identity.call(callerOf(c), {
      method: 'POST',
      path: '/update-user',
      body: form.values,
    });
    if (!answer.ok) throw new AppError('UNAVAILABLE', words('serverRefusals.nameNotSaved'));
    passCookies(c, answer);
    return c.redirect('/account?done=name', 303);
  });

  pages.post('/account/password', async (c) => {
    accountOf(c.var);
    const { t } = c.var;
    const form = readForm(await formFields(c), passwordSchema, {
      currentPassword: t('account.passwordMissing'),
      newPassword: t('account.passwordWrong', PASSWORD_LENGTH),
    });
    if (!form.ok) return show(c, { errors: form.errors });
    const answer = await identity.call(callerOf(c), {
      method: 'POST',
      path: '/change-password',
      body: { ...form.values, revokeOtherSessions: true },
    });
    if (!answer.ok) return show(c, { errors: { currentPassword: t('account.passwordWrongNow') } });
    passCookies(c, answer);
    return c.redirect('/account?done=password', 303);
  });

  pages.post('/account/sessions', async (c) => {
    accountOf(c.var);
    const { session: wanted } = await formFields(c);
    // The form names the id; the token, which is as good as a password, never leaves the server.
    const session = (await sessionsOf(c)).find((each) => each.id === wanted);
    if (session)
      await identity.call(callerOf(c), {
        method: 'POST',
        path: '/revoke-session',
        body: { token: session.token },
      });
    return c.redirect('/account?done=session', 303);
  });

  return pages;
}

const done = {
  name: 'account.nameSaved',
  password: 'account.passwordChanged',
  session: 'account.sessionEnded',
} as const;

interface Shown {
  readonly sessions: readonly Session[];
  readonly adminLinks: readonly AdminSection[];
  readonly errors: FormErrors | undefined;
  /** Instead of the name that is saved. */
  readonly typedName: string | undefined;
}

function accountPage(c: Context<AppEnv>, { sessions, adminLinks: links, errors, typedName }: Shown) {
  const { t } = c.var;
  const account = accountOf(c.var);
  const doneKey = c.req.query('done');
  if (errors) c.status(400);
  return c.render(
    <>
      <PageTitle>{t('account.accountTitle')}</PageTitle>
      {!errors && doneKey !== undefined && Object.hasOwn(done, doneKey) && (
        <Notice>{t(done[doneKey as keyof typeof done])}</Notice>
      )}
      <ErrorSummary title={t('account.problems')} errors={errors} />
      <div class="grid gap-6">
        <Card>
          <h2 class="text-large font-bold">{t('account.profile')}</h2>
          <p class="mb-6 text-muted">{account.email}</p>
          <form method="post" action="/account/name" novalidate>
            <Field
              name="name"
              label={t('account.name')}
              hint={t('account.nameHint')}
              autocomplete="name"
              value={typedName ?? account.name}
              errors={errors}
              maxLength={120}
            />
            <Button>{t('account.saveName')}</Button>
          </form>
        </Card>
        <Card>
          <h2 class="mb-6 text-large font-bold">{t('account.security')}</h2>
          <form method="post" action="/account/password" novalidate>
            <Field
              name="currentPassword"
              type="password"
              label={t('account.currentPassword')}
              autocomplete="current-password"
              errors={errors}
              maxLength={PASSWORD_LENGTH.max}
            />
            <Field
              name="newPassword"
              type="password"
              label={t('account.newPassword')}
              hint={t('account.passwordHint', { min: PASSWORD_LENGTH.min })}
              autocomplete="new-password"
              errors={errors}
              minLength={PASSWORD_LENGTH.min}
              maxLength={PASSWORD_LENGTH.max}
            />
            <Button look="quiet">{t('account.changePassword')}</Button>
          </form>
        </Card>
        <Card>
          <h2 class="text-large font-bold">{t('account.sessions')}</h2>
          <ul class="mt-2 divide-y divide-line">
            {sessions.map((session) => (
              <SessionRow
                key={session.id}
                c={c}
                session={session}
                isThis={session.id === account.sessionId}
              />
            ))}
          </ul>
        </Card>
      </div>
      {c.var.school && (
        <p class="mt-6 flex flex-wrap gap-x-6">
          <a href="/account/pledges" class="inline-flex min-h-12 items-center text-brand-text underline">
            {t('pledge.myPledges')}
          </a>
          <a
            href="/account/notifications"
            class="inline-flex min-h-12 items-center text-brand-text underline"
          >
            {t('notifications.mailChoose')}
          </a>
          {links.map(({ href, title }) => (
            <a key={href} href={href} class="inline-flex min-h-12 items-center text-brand-text underline">
              {t(title)}
            </a>
          ))}
        </p>
      )}
      <form method="post" action="/sign-out" class="mt-8">
        <Button look="quiet">{t('account.signOut')}</Button>
      </form>
    </>,
    { title: t('account.accountTitle'), width: 'reading' },
  );
}

function SessionRow({
  c,
  session,
  isThis,
}: {
  readonly c: Context<AppEnv>;
  readonly session: Session;
  readonly isThis: boolean;
}) {
  const { t, locale } = c.var;
  const device = describeDevice(session.userAgent ?? '', t);
  const date = session.createdAt.toLocaleDateString(locale, {
    dateStyle: 'long',
    timeZone: c.var.school?.timeZone ?? 'UTC',
  });
  return (
    <li class="flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
      <div>
        <p class="font-semibold">{isThis ? `${t('account.thisSession')} (${device})` : device}</p>
        <p class="text-small text-muted">{t('account.sessionSeen', { date })}</p>
      </div>
      {!isThis && (
        <form method="post" action="/account/sessions">
          <Button
            look="danger"
            name="session"
            value={session.id}
            label={t('account.signOutThereLabel', { device, date })}
          >
            {t('account.signOutThere')}
          </Button>
        </form>
      )}
    </li>
  );
}
