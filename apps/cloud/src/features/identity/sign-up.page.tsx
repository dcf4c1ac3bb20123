/** @jsxImportSource hono/jsx */
import { Hono, type Context } from 'hono';
import * as z from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { AppError, words } from '../../platform/app-error.ts';
import { Button, ButtonLink } from '../../platform/page/button.tsx';
import { ErrorSummary, Field, Notice, PageTitle } from '../../platform/page/form.tsx';
import { formFields, readForm, withNext, type FormErrors } from '../../platform/page/read-form.ts';
import type { AppEnv } from '../../platform/request.ts';
import { callerOf } from './caller.ts';
import { PASSWORD_LENGTH, type Identity } from './create-identity.ts';
import { wantedPath } from './onward.ts';
import { nameField, nameProblem } from './person-name-field.ts';

export const signUpSchema = z.object({
  name: nameField,
  email: z.email().max(254),
  password: z.string().min(PASSWORD_LENGTH.min).max(PASSWORD_LENGTH.max),
});

const emailOnly = z.object({ email: z.email().max(254) });

/** Sign-up, the page after it, and the link of the mail. Nothing here says whether an address has an account. */
export function signUpPages(ctx: AppContext, identity: Identity): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();

  const { secret } = ctx.settings;

  pages.get('/sign-up', (c) =>
    c.var.account
      ? c.redirect(wantedPath(c, secret, { fallback: '/account' }), 303)
      : signUpForm(c, wantedPath(c, secret)),
  );

  pages.post('/sign-up', async (c) => {
    const fields = await formFields(c);
    const next = wantedPath(c, secret, { fields });
    const { t } = c.var;
    const form = readForm(fields, signUpSchema, {
      name: nameProblem(t, fields['name']),
      email: t('account.emailWrong'),
      password: t('account.passwordWrong', PASSWORD_LENGTH),
    });
    if (!form.ok) return signUpForm(c, next, { fields, errors: form.errors });
    const answer = await identity.call(callerOf(c), {
      method: 'POST',
      path: '/sign-up/email',
      body: form.values,
      next,
    });
    if (!answer.ok) throw new AppError('UNAVAILABLE', words('serverRefusals.accountNotCreatedPage'));
    return c.redirect(withNext(`/check-mail?email=${encodeURIComponent(form.values.email)}`, next), 303);
  });

  pages.get('/check-mail', (c) => {
    const { t } = c.var;
    const email = c.req.query('email') ?? '';
    return c.render(
      <>
        <PageTitle>{t('account.checkMailTitle')}</PageTitle>
        {c.req.query('again') !== undefined && <Notice>{t('account.sentAgain')}</Notice>}
        <p class="mb-6">{t('account.checkMailBody', { email })}</p>
        {ctx.mailer.mailbox && (
          <Notice kind="warning">
            <a href="/dev/mailbox" class="font-semibold underline">
              {t('account.openMailbox')}
            </a>
          </Notice>
        )}
        <p class="mb-6 text-muted">{t('account.checkMailHelp')}</p>
        <ResendForm c={c} email={email} next={wantedPath(c, secret)} />
      </>,
      { title: t('account.checkMailTitle'), width: 'form' },
    );
  });

  pages.post('/check-mail', async (c) => {
    const fields = await formFields(c);
    const form = readForm(fields, emailOnly, { email: c.var.t('account.emailWrong') });
    const next = wantedPath(c, secret, { fields });
    if (!form.ok) return notConfirmed(c, next, { fields, errors: form.errors });
    await identity.call(callerOf(c), {
      method: 'POST',
      path: '/send-verification-email',
      body: form.values,
      next,
    });
    return c.redirect(
      withNext(`/check-mail?again&email=${encodeURIComponent(form.values.email)}`, next),
      303,
    );
  });

  pages.get('/verify-email', async (c) => {
    const { t } = c.var;
    const token = c.req.query('token') ?? '';
    const answer = await identity.call(callerOf(c), {
      method: 'GET',
      path: '/verify-email',
      query: { token },
    });
    const next = wantedPath(c, secret);
    if (!answer.ok) return notConfirmed(c, next);
    return c.render(
      <>
        <PageTitle>{t('account.confirmedTitle')}</PageTitle>
        <p class="mb-6">{t('account.confirmedBody')}</p>
        <ButtonLink href={withNext('/sign-in', next)}>{t('account.signInAction')}</ButtonLink>
      </>,
      { title: t('account.confirmedTitle'), width: 'form' },
    );
  });

  return pages;
}

interface Entered {
  readonly fields?: Readonly<Record<string, string>>;
  readonly errors?: FormErrors;
}

function signUpForm(c: Context<AppEnv>, next: string, { fields = {}, errors }: Entered = {}) {
  const { t, school } = c.var;
  if (errors) c.status(400);
  return c.render(
    <>
      <PageTitle>{t('account.signUpTitle')}</PageTitle>
      {school && <p class="mb-6 text-muted">{t('account.signUpAtSchool', { school: school.name })}</p>}
      <form method="post" action="/sign-up" novalidate>
        <ErrorSummary title={t('account.problems')} errors={errors} />
        <input type="hidden" name="next" value={next} />
        <Field
          name="name"
          label={t('account.name')}
          hint={t('account.nameHint')}
          autocomplete="name"
          value={fields['name']}
          errors={errors}
          maxLength={120}
        />
        <Field
          name="email"
          type="email"
          label={t('account.email')}
          autocomplete="email"
          value={fields['email']}
          errors={errors}
          maxLength={254}
        />
        <Field
          name="password"
          type="password"
          label={t('account.password')}
          hint={t('account.passwordHint', { min: PASSWORD_LENGTH.min })}
          autocomplete="new-password"
          errors={errors}
          minLength={PASSWORD_LENGTH.min}
          maxLength={PASSWORD_LENGTH.max}
        />
        <Button isWide>{t('account.signUpAction')}</Button>
      </form>
      <p class="mt-6">
        {t('account.haveAccount')}{' '}
        <a href={withNext('/sign-in', next)} class="font-semibold text-brand-text underline">
          {t('account.signInInstead')}
        </a>
      </p>
    </>,
    { title: t('account.signUpTitle'), width: 'form' },
  );
}

function notConfirmed(c: Context<AppEnv>, next: string, { fields = {}, errors }: Entered = {}) {
  const { t } = c.var;
  c.status(400);
  return c.render(
    <>
      <PageTitle>{t('account.notConfirmedTitle')}</PageTitle>
      <p class="mb-6">{t('account.notConfirmedBody')}</p>
      <form method="post" action="/check-mail" novalidate>
        <ErrorSummary title={t('account.problems')} errors={errors} />
        <input type="hidden" name="next" value={next} />
        <Field
          name="email"
          type="email"
          label={t('account.email')}
          autocomplete="email"
          value={fields['email']}
          errors={errors}
          maxLength={254}
        />
        <Button isWide>{t('account.sendNewLink')}</Button>
      </form>
    </>,
    { title: t('account.notConfirmedTitle'), width: 'form' },
  );
}

interface ResendProps {
  readonly c: Context<AppEnv>;
  readonly email: string;
  readonly next: string;
}

const ResendForm = ({ c, email, next }: ResendProps) => (
  <form method="post" action="/check-mail">
    <input type="hidden" name="next" value={next} />
    <input type="hidden" name="email" value={email} />
    <Button look="quiet">{c.var.t('account.sendAgain')}</Button>
  </form>
);
