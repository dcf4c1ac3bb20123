/** @jsxImportSource hono/jsx */
import { Hono } from 'hono';
import { ButtonLink } from '../../platform/page/button.tsx';
import { PageTitle } from '../../platform/page/form.tsx';
import type { AppEnv } from '../../platform/request.ts';
import { idParam } from '../../platform/page/id-param.ts';

/** Where no payment provider is set: says so, instead of taking pledges that nobody can pay. */
export const closedPages = (): Hono<AppEnv> =>
  new Hono<AppEnv>().all('/campaigns/:campaignId/pledge/*', (c) => {
    const { t } = c.var;
    c.status(503);
    return c.render(
      <>
        <PageTitle>{t('pledge.notOpenTitle')}</PageTitle>
        <p class="mb-6">{t('pledge.unavailable')}</p>
        <ButtonLink href={`/campaigns/${idParam(c.req.param('campaignId'))}`}>
          {t('pledge.toCampaign')}
        </ButtonLink>
      </>,
      { title: t('pledge.notOpenTitle'), width: 'form' },
    );
  });
