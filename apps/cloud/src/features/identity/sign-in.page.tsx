/** @jsxImportSource hono/jsx */
import { Hono, type Context } from 'hono';
import * as z from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { AppError, words } from '../../platform/app-error.ts';
import { Button } from '../../platform/page/button.tsx';
import { ErrorSummary, Field, Notice, PageTitle } from '../../platform/page/form.tsx';
import { formFields, readForm, withNext, type FormErrors } from '../../platform/page/read-form.ts';
import type { AppEnv } from '../../platform/request.ts';
import { callerOf, passCookies } from './caller.ts';
import { PASSWORD_LENGTH, type Identity } from './create-identity.ts';
import { wantedPath } from './onward.ts';

const signInSchema = z.object({
  email: z.email().max(254),
  password: z.string().min(1).max(PASSWORD_LENGTH.max),
});

export function signInPages(ctx: AppContext, identity: Identity): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();
  const nextOf = (c: Context<AppEnv>, fields?: Fields): string =>
    wantedPath(c, ctx.settings.secret, fields && { fields });

  pages.get('/sign-in', (c) => (c.var.account ? c.redirect(nextOf(c), 303) : signInForm(c, nextOf(c))));

  pages.post('/sign-in', async (c) => {
    const fields = await formFields(c);
    const next = nextOf(c, fields);
    const { t } = c.var;
    const form = readForm(fields, signInSchema, {
      email: t('account.emailWrong'),
      password: t('account.passwordMissing'),
    });
    if (!form.ok) return signInForm(c, next, { fields, errors: form.errors });
    let answer: Response;
    try {
      answer = await identity.call(callerOf(c), {
        method: 'POST',
        path: '/sign-in/email',
        body: form.values,
        next,
      });
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'TOO_MANY')) throw error;
      return signInForm(c, next, { fields, errors: { '': error.message }, status: 429 });
    }
    if (answer.status === 403)
      return signInForm(c, next, { fields, errors: { '': t('account.signInUnconfirmed') } });
    if (answer.status >= 500) throw new AppError('UNAVAILABLE', words('serverRefusals.signInDown'));
    if (!answer.ok) return signInForm(c, next, { fields, errors: { '': t('account.signInWrong') } });
    passCookies(c, answer);
    return c.redirect(next, 303);
  });

  pages.post('/sign-out', async (c) => {
    const answer = await identity.call(callerOf(c), { method: 'POST', path: '/sign-out', body: {} });
    passCookies(c, answer);
    return c.redirect('/sign-in?signed-out', 303);
  });

  return pages;
}

type Fields = Readonly<Record<string, string>>;

interface Entered {
  readonly fields?: Fields;
  readonly errors?: FormErrors;
  readonly status?: 400 | 429;
}

function signInForm(c: Context<AppEnv>, next: string, { fields = {}, errors, status = 400 }: Entered = {}) {
  const { t } = c.var;
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
        <a href={withNext('/forgot-password', next)} class="font-semibold text-brand-text underline">
          {t('account.forgot')}
        </a>
      </p>
      <p class="mt-2">
        {t('account.noAccount')}{' '}
        <a href={withNext('/sign-up', next)} class="font-semibold text-brand-text underline">
          {t('account.signUpInstead')}
        </a>
      </p>
    </>,
    { title: t('account.signInTitle'), width: 'form' },
  );
}
