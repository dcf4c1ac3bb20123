/** @jsxImportSource hono/jsx */
import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { personName } from '@educrowd/shared/primitives/text';
import type { AppContext } from '../../platform/app-context.ts';
import { AppError } from '../../platform/app-error.ts';
import { Button, ButtonLink } from '../../platform/page/button.tsx';
import { ErrorSummary, Field, PageTitle } from '../../platform/page/form.tsx';
import { formFields, readForm, type FormErrors } from '../../platform/page/read-form.ts';
import { limitRate } from '../../platform/rate-limiter.ts';
import { accountOf, type AppEnv } from '../../platform/request.ts';
import { provisionTenant } from './provision-tenant.ts';
import type { SchoolDirectory } from './resolve-school.ts';
import { readSchool, schoolsOfUser } from './school-store.ts';

const schoolSchema = z.object({
  name: personName(120).pipe(z.string().min(2)),
  slug: z.string().trim().toLowerCase().max(80),
});

/** The platform's own pages: what it is, a person's schools, and setting one up. On a school's address they do not exist. */
export function tenancyPages(ctx: AppContext, directory: SchoolDirectory): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();
  const addressOf = (host: string): string => {
    const url = new URL(ctx.settings.publicUrl);
    url.hostname = host;
    return url.origin;
  };

  pages.get('/', async (c, next) => {
    const { school, account, t } = c.var;
    if (school) return next();
    if (!account) return welcomePage(c);
    const addresses = await schoolsOfUser(ctx.door, account.userId);
    const schools = await Promise.all(addresses.map(({ id }) => readSchool(ctx.door, id)));
    return c.render(
      <>
        <PageTitle>{t('account.yourSchools')}</PageTitle>
        {schools.length === 0 && <p class="mb-6">{t('account.noSchools')}</p>}
        <ul class="mb-6 grid gap-3">
          {schools.map(
            (each) =>
              each && (
                <li key={each.id} class="rounded-card border border-line bg-surface">
                  <a href={addressOf(each.host)} class="block p-4 no-underline">
                    <span class="block font-semibold text-brand-text underline">{each.name}</span>
                    <span class="block text-small text-muted">{each.host}</span>
                  </a>
                </li>
              ),
          )}
        </ul>
        <ButtonLink href="/create-school" look={schools.length === 0 ? 'solid' : 'quiet'}>
          {t('account.createSchool')}
        </ButtonLink>
      </>,
      { title: t('account.yourSchools') },
    );
  });

  pages.get('/create-school', (c, next) => {
    if (c.var.school) return next();
    accountOf(c.var);
    return schoolForm(ctx, c);
  });

  pages.post('/create-school', async (c, next) => {
    if (c.var.school) return next();
    const { userId, email, name } = accountOf(c.var);
    const { t } = c.var;
    const fields = await formFields(c);
    const form = readForm(fields, schoolSchema, {
      name: t('account.schoolNameMissing'),
      slug: t('account.schoolSlugWrong'),
    });
    if (!form.ok) return schoolForm(ctx, c, { fields, errors: form.errors });
    await limitRate(ctx.rateLimiter, `create school ${userId}`, { max: 10, windowMs: 60 * 60_000 });
    try {
      const { host } = await provisionTenant(ctx, { userId, email, name }, form.values);
      directory.forget();
      return await schoolReady(c, form.values.name, addressOf(host));
    } catch (error) {
      if (!(error instanceof AppError) || error.field !== 'slug') throw error;
      const message = error.code === 'CONFLICT' ? t('account.schoolSlugTaken') : t('account.schoolSlugWrong');
      return schoolForm(ctx, c, { fields, errors: { slug: message } });
    }
  });

  return pages;
}

function welcomePage(c: Context<AppEnv>) {
  const { t } = c.var;
  return c.render(
    <div class="py-8 md:py-16">
      <h1 class="mb-4 text-display font-bold">{t('account.platformTitle')}</h1>
      <p class="mb-8 max-w-reading text-large">{t('account.platformBody')}</p>
      <div class="flex flex-wrap gap-3">
        <ButtonLink href="/create-school">{t('account.platformStart')}</ButtonLink>
        <ButtonLink href="/sign-in" look="quiet">
          {t('account.platformSignIn')}
        </ButtonLink>
      </div>
    </div>,
    { title: t('common.productName'), description: t('account.platformBody'), width: 'wide' },
  );
}

interface Entered {
  readonly fields?: Readonly<Record<string, string>>;
  readonly errors?: FormErrors;
}

function schoolForm(ctx: AppContext, c: Context<AppEnv>, { fields = {}, errors }: Entered = {}) {
  const { t } = c.var;
  if (errors) c.status(400);
  return c.render(
    <>
      <PageTitle>{t('account.schoolTitle')}</PageTitle>
      <form method="post" action="/create-school" novalidate>
        <ErrorSummary title={t('account.problems')} errors={errors} />
        <Field
          name="name"
          label={t('account.schoolName')}
          autocomplete="organization"
          value={fields['name']}
          errors={errors}
          maxLength={120}
        />
        <Field
          name="slug"
          label={t('account.schoolSlug')}
          hint={t('account.schoolSlugHint')}
          suffix={`.${ctx.settings.publicUrl.hostname}`}
          autocomplete="off"
          autocapitalize="none"
          value={fields['slug']}
          errors={errors}
          maxLength={40}
        />
        <Button isWide>{t('account.schoolAction')}</Button>
      </form>
    </>,
    { title: t('account.schoolTitle'), width: 'form' },
  );
}

/** A link and no redirect: forms may lead to this address only, and the school has one of its own. */
function schoolReady(c: Context<AppEnv>, name: string, address: string) {
  const { t } = c.var;
  const title = t('account.schoolReadyTitle', { name });
  return c.render(
    <>
      <PageTitle>{title}</PageTitle>
      <p class="mb-6">{t('account.schoolReadyBody', { address })}</p>
      <ButtonLink href={`${address}/sign-in?email=${encodeURIComponent(accountOf(c.var).email)}`}>
        {t('account.schoolOpen', { name })}
      </ButtonLink>
    </>,
    { title, width: 'form' },
  );
}
