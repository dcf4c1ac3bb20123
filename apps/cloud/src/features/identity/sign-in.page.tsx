/** @jsxImportSource hono/jsx */
import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { AppError, words } from '../../platform/app-error.ts';
import { Button } from '../../platform/page/button.tsx';
import { ErrorSummary, Field, Notice, PageTitle } from '../../platform/page/form.tsx';
import { formFields, readForm, safePath, type FormErrors } from '../../platform/page/read-form.ts';
import type { AppEnv } from '../../platform/request.ts';
import { callerOf, passCookies } from './caller.ts';
import { PASSWORD_LENGTH, type Identity } from './create-identity.ts';

const signInSchema = z.object({
  email: z.email().max(254),
  password: z.string().min(1).max(PASSWORD_LENGTH.max),
});

export function signInPages(identity: Identity): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();

  pages.get('/sign-in', (c) =>
    c.var.account ? c.redirect(safePath(c.req.query('next')), 303) : signInForm(c),
  );

  pages.post('/sign-in', async (c) => {
    const fields = await formFields(c);
    const { t } = c.var;
    const form = readForm(fields, signInSchema, {
      email: t('account.emailWrong'),
      password: t('account.passwordMissing'),
    });
    if (!form.ok) return signInForm(c, { fields, errors: form.errors });
    let answer: Response;
    try {
      answer = await identity.call(callerOf(c), {
        method: 'POST',
        path: '/sign-in/email',
        body: form.values,
      });
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'TOO_MANY')) throw error;
      return signInForm(c, { fields, errors: { '': error.message }, status: 429 });
    }
    if (answer.status === 403)
      return signInForm(c, { fields, errors: { '': t('account.signInUnconfirmed') } });
    if (answer.status >= 500) throw new AppError('UNAVAILABLE', words('serverRefusals.signInDown'));
    if (!answer.ok) return signInForm(c, { fields, errors: { '': t('account.signInWrong') } });
    passCookies(c, answer);
    return c.redirect(safePath(fields['next']), 303);
  });

  pages.post('/sign-out', async (c) => {
    const answer = await identity.call(callerOf(c), { method: 'POST', path: '/sign-out', body: {} });
    passCookies(c, answer);
    return c.redirect('/sign-in?signed-out', 303);
  });

  return pages;
}

interface Entered {
  readonly fields?: Readonly<Record<string, string>>;
  readonly errors?: FormErrors;
  readonly status?: 400 | 429;
}

function signInForm(c: Context<AppEnv>, { fields = {}, errors, status = 400 }: Entered = {}) {
  const { t } = c.var;
  const next = safePath(fields['next'] ?? c.req.query('next'));
  if (errors) c.status(status);
  return c.render(
    <>
      <PageTitle>{t('account.signInTitle')}</PageTitle>
      {c.req.query('signed-out') !== undefined && !errors && <Notice>{t('account.signedOut')}</Notice>}
      {c.req.query('new-password') !== undefined && !errors && <Notice>{t('account.resetDone')}</Notice>}
      {next.startsWith('/device') && <p class="mb-6">{t('account.signInForDevice')}</p>}
      <form method="post" action="/sign-in" novalidate>
        <ErrorSummary title={t('account.problems')} errors={errors} />
        <input type="hidden" name="next" value={next} />
        <Field
          name="email"
          type="email"
          label={t('account.email')}
          autocomplete="username"
          value={fields['email'] ?? c.req.query('email')}
          errors={errors}
          maxLength={254}
        />
        <Field
          name="password"
          type="password"
          label={t('account.password')}
          autocomplete="current-password"
          errors={errors}
          maxLength={PASSWORD_LENGTH.max}
        />
        <Button isWide>{t('account.signInAction')}</Button>
      </form>
      <p class="mt-6">
        <a href="/forgot-password" class="font-semibold text-brand-text underline">
          {t('account.forgot')}
        </a>
      </p>
      <p class="mt-2">
        {t('account.noAccount')}{' '}
        <a href="/sign-up" class="font-semibold text-brand-text underline">
          {t('account.signUpInstead')}
        </a>
      </p>
    </>,
    { title: t('account.signInTitle'), width: 'form' },
  );
}
