/** @jsxImportSource hono/jsx */
import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { groupUserCode } from '@educrowd/shared/primitives/user-code';
import { Button } from '../../platform/page/button.tsx';
import { ErrorSummary, Field, PageTitle } from '../../platform/page/form.tsx';
import { formFields, type FormErrors } from '../../platform/page/read-form.ts';
import { accountOf, type AppEnv } from '../../platform/request.ts';
import { callerOf } from './caller.ts';
import { DESKTOP_CLIENT, type Identity } from './create-identity.ts';

const verifySchema = z.object({ status: z.string(), client_id: z.string().optional() });

/** The page on which a signed-in person confirms the code that the desktop app shows. */
export function devicePages(identity: Identity): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();

  pages.get('/device', async (c) => {
    accountOf(c.var);
    const code = normalizeCode(c.req.query('user_code'));
    if (code === '') return enterForm(c);
    const answer = await identity.call(callerOf(c), {
      method: 'GET',
      path: '/device',
      query: { user_code: code },
    });
    const found = answer.ok ? verifySchema.safeParse(await answer.json()) : null;
    const isWaiting = found?.data?.status === 'pending' && found.data.client_id === DESKTOP_CLIENT;
    return isWaiting
      ? confirmForm(c, code)
      : enterForm(c, { user_code: c.var.t('account.deviceUnknown') }, code);
  });

  pages.post('/device', async (c) => {
    accountOf(c.var);
    const { user_code: code = '', decision } = await formFields(c);
    const isApproved = decision === 'approve';
    const answer = await identity.call(callerOf(c), {
      method: 'POST',
      path: isApproved ? '/device/approve' : '/device/deny',
      body: { userCode: normalizeCode(code) },
    });
    if (!answer.ok) return enterForm(c, { user_code: c.var.t('account.deviceUnknown') }, code);
    return outcomePage(c, isApproved);
  });

  return pages;
}

/** As people type it: with hyphens, spaces and small letters. */
const normalizeCode = (typed: string | undefined): string =>
  (typed ?? '')
    .replaceAll(/[^a-zA-Z0-9]/g, '')
    .toUpperCase()
    .slice(0, 32);

function enterForm(c: Context<AppEnv>, errors?: FormErrors, code = '') {
  const { t } = c.var;
  if (errors) c.status(400);
  return c.render(
    <>
      <PageTitle>{t('account.deviceTitle')}</PageTitle>
      <form method="get" action="/device" novalidate>
        <ErrorSummary title={t('account.problems')} errors={errors} />
        <Field
          name="user_code"
          label={t('account.deviceCode')}
          hint={t('account.deviceEnter')}
          value={groupUserCode(code)}
          errors={errors}
          autocomplete="off"
          autocapitalize="characters"
          maxLength={20}
          class="font-code text-large tracking-widest uppercase"
        />
        <Button isWide>{t('account.deviceContinue')}</Button>
      </form>
    </>,
    { title: t('account.deviceTitle'), width: 'form' },
  );
}

function confirmForm(c: Context<AppEnv>, code: string) {
  const { t, school } = c.var;
  return c.render(
    <>
      <PageTitle>{t('account.deviceTitle')}</PageTitle>
      <p class="mb-2">{t('account.deviceAsk')}</p>
      <p class="mb-6 rounded-card border border-line bg-surface p-6 text-center font-code text-title tracking-widest">
        {groupUserCode(code)}
      </p>
      <p class="mb-2">{t('account.deviceWarning', { school: school?.name ?? t('common.productName') })}</p>
      <p class="mb-6 text-muted">{t('account.deviceSignedInAs', { email: accountOf(c.var).email })}</p>
      <form method="post" action="/device" class="grid gap-3">
        <input type="hidden" name="user_code" value={code} />
        <Button isWide name="decision" value="approve">
          {t('account.deviceApprove')}
        </Button>
        <Button isWide look="quiet" name="decision" value="deny">
          {t('account.deviceDeny')}
        </Button>
      </form>
    </>,
    { title: t('account.deviceTitle'), width: 'form' },
  );
}

function outcomePage(c: Context<AppEnv>, isApproved: boolean) {
  const { t } = c.var;
  const title = isApproved ? t('account.deviceApprovedTitle') : t('account.deviceDeniedTitle');
  return c.render(
    <>
      <PageTitle>{title}</PageTitle>
      <p>{isApproved ? t('account.deviceApprovedBody') : t('account.deviceDeniedBody')}</p>
    </>,
    { title, width: 'form' },
  );
}
