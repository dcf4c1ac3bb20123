/** @jsxImportSource hono/jsx */
import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { storableText } from '@educrowd/shared/primitives/text';
import type { AppContext } from '../../platform/app-context.ts';
import { Button, ButtonLink } from '../../platform/page/button.tsx';
import { ErrorSummary, Field, Notice, PageTitle } from '../../platform/page/form.tsx';
import { formFields, readForm, withNext, type FormErrors } from '../../platform/page/read-form.ts';
import type { AppEnv } from '../../platform/request.ts';
import { callerOf } from './caller.ts';
import { PASSWORD_LENGTH, type Identity } from './create-identity.ts';
import { wantedPath } from './onward.ts';

const askSchema = z.object({ email: z.email().max(254) });
const tokenSchema = storableText(200).min(1);
const resetSchema = z.object({
  password: z.string().min(PASSWORD_LENGTH.min).max(PASSWORD_LENGTH.max),
  token: tokenSchema,
});

/** Asking for a new password and choosing it with the link of the mail. */
export function passwordPages(ctx: AppContext, identity: Identity): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();
  const { secret } = ctx.settings;

  pages.get('/forgot-password', (c) => askForm(ctx, c));

  pages.post('/forgot-password', async (c) => {
    const fields = await formFields(c);
    const form = readForm(fields, askSchema, { email: c.var.t('account.emailWrong') });
    if (!form.ok) return askForm(ctx, c, { fields, errors: form.errors });
    const next = wantedPath(c, secret, { fields });
    await identity.call(callerOf(c), {
      method: 'POST',
      path: '/request-password-reset',
      body: form.values,
      next,
    });
    return c.redirect(withNext(`/forgot-password?sent=${encodeURIComponent(form.values.email)}`, next), 303);
  });

  pages.get('/reset-password', async (c) => {
    const token = tokenSchema.safeParse(c.req.query('token'));
    const next = wantedPath(c, secret);
    // Said before somebody has thought of a password, not after.
    return token.success && (await identity.isResetLinkOpen(token.data))
      ? resetForm(c, { token: token.data, next })
      : deadLink(c, next);
  });

  pages.post('/reset-password', async (c) => {
    const fields = await formFields(c);
    const next = wantedPath(c, secret, { fields });
    const { t } = c.var;
    const form = readForm(fields, resetSchema, { password: t('account.passwordWrong', PASSWORD_LENGTH) });
    if (!form.ok)
      return form.errors['token'] === undefined
        ? resetForm(c, { token: fields['token'] ?? '', next, errors: form.errors })
        : deadLink(c, next);
    const { password, token } = form.values;
    const answer = await identity.call(callerOf(c), {
      method: 'POST',
      path: '/reset-password',
      body: { newPassword: password, token },
    });
    if (!answer.ok) return deadLink(c, next);
    return c.redirect(withNext('/sign-in?new-password', next), 303);
  });

  return pages;
}

interface Entered {
  readonly fields?: Readonly<Record<string, string>>;
  readonly errors?: FormErrors;
}

function askForm(ctx: AppContext, c: Context<AppEnv>, { fields = {}, errors }: Entered = {}) {
  const { t } = c.var;
  const sent = c.req.query('sent');
  if (errors) c.status(400);
  return c.render(
    <>
      <PageTitle>{t('account.forgotTitle')}</PageTitle>
      {sent !== undefined && <Notice>{t('account.forgotDone', { email: sent })}</Notice>}
      {sent !== undefined && ctx.mailer.mailbox && (
        <Notice kind="warning">
          <a href="/dev/mailbox" class="font-semibold underline">
            {t('account.openMailbox')}
          </a>
        </Notice>
      )}
      <p class="mb-6">{t('account.forgotBody')}</p>
      <form method="post" action="/forgot-password" novalidate>
        <ErrorSummary title={t('account.problems')} errors={errors} />
        <input type="hidden" name="next" value={wantedPath(c, ctx.settings.secret, { fields })} />
        <Field
          name="email"
          type="email"
          label={t('account.email')}
          autocomplete="email"
          value={fields['email']}
          errors={errors}
          maxLength={254}
        />
        <Button isWide>{t('account.forgotAction')}</Button>
      </form>
    </>,
    { title: t('account.forgotTitle'), width: 'form' },
  );
}

interface Reset {
  readonly token: string;
  readonly next: string;
  readonly errors?: FormErrors;
}

function resetForm(c: Context<AppEnv>, { token, next, errors }: Reset) {
  const { t } = c.var;
  if (errors) c.status(400);
  return c.render(
    <>
      <PageTitle>{t('account.resetTitle')}</PageTitle>
      <form method="post" action="/reset-password" novalidate>
        <ErrorSummary title={t('account.problems')} errors={errors} />
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="next" value={next} />
        <Field
          name="password"
          type="password"
          label={t('account.newPassword')}
          hint={t('account.passwordHint', { min: PASSWORD_LENGTH.min })}
          autocomplete="new-password"
          errors={errors}
          minLength={PASSWORD_LENGTH.min}
          maxLength={PASSWORD_LENGTH.max}
        />
        <Button isWide>{t('account.resetAction')}</Button>
      </form>
    </>,
    { title: t('account.resetTitle'), width: 'form' },
  );
}

function deadLink(c: Context<AppEnv>, next: string) {
  const { t } = c.var;
  c.status(400);
  return c.render(
    <>
      <PageTitle>{t('account.resetExpiredTitle')}</PageTitle>
      <p class="mb-6">{t('account.resetExpired')}</p>
      <ButtonLink href={withNext('/forgot-password', next)}>{t('account.resetAgain')}</ButtonLink>
    </>,
    { title: t('account.resetExpiredTitle'), width: 'form' },
  );
}
