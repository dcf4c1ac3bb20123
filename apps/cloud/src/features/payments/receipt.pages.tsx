/** @jsxImportSource hono/jsx */
import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { AppError, errorStatus } from '../../platform/app-error.ts';
import { ButtonLink, Button } from '../../platform/page/button.tsx';
import { PageTitle } from '../../platform/page/form.tsx';
import { accountOf, tenantOf, type AppEnv } from '../../platform/request.ts';
import { readTenant, withTenant } from '../../platform/with-tenant.ts';
import { cancelPledge } from './cancel-pledge.ts';
import { MyPledgesPage } from './my-pledges.page.tsx';
import { obstacleTo } from './obstacle.ts';
import { payPledge } from './pay-pledge.ts';
import { originOf, type Payments } from './payments.ts';
import { idParam } from '../../platform/page/id-param.ts';
import { givenKeys, keepKey } from './pledge-key-cookie.ts';
import { PledgeRefused } from './pledge-refused.ts';
import { listPledges, ownedBy } from './pledge-store.ts';
import { ReceiptPage } from './receipt.page.tsx';
import { readPledge, type Asker, type PledgeView } from './read-pledge.ts';
import { settlePayment } from './settle-payment.ts';

const PER_PAGE = 20;
const listQuery = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });
const WAIT_S = 4;

/** A pledge after it was made: its receipt, paying, paying again, cancelling. */
export function receiptPages(payments: Payments): Hono<AppEnv> {
  const { ctx } = payments;
  const pages = new Hono<AppEnv>();

  const askerOf = (c: Context<AppEnv>): Asker => ({
    pledgeId: idParam(c.req.param('pledgeId') ?? ''),
    keys: givenKeys(c),
    account: c.var.account,
  });
  const read = (c: Context<AppEnv>): Promise<PledgeView> =>
    readTenant(ctx.door, tenantOf(c.var), (tx) => readPledge(tx, askerOf(c)));

  /** Looks at the provider; false where that cannot be reached. The request itself says nothing that counts. */
  async function settle({ pledge, attempt }: PledgeView): Promise<boolean> {
    try {
      await settlePayment(payments, {
        tenantId: pledge.tenantId,
        pledgeId: pledge.id,
        attempt: attempt.attempt,
        isWatch: false,
      });
      return true;
    } catch (error) {
      ctx.logger.warn({ err: error, pledge: pledge.id }, 'the payment could not be looked at');
      return false;
    }
  }

  const isUndecided = ({ pledge }: PledgeView): boolean => pledge.status === 'pending';
  const isOverdue = (view: PledgeView): boolean =>
    isUndecided(view) && new Date(view.pledge.heldUntil) < ctx.clock();

  async function show(c: Context<AppEnv>, view: PledgeView, refused?: PledgeRefused): Promise<Response> {
    c.header('x-robots-tag', 'noindex');
    if (refused) c.status(errorStatus[refused.code]);
    const obstacle =
      view.pledge.status === 'expired'
        ? await readTenant(ctx.door, tenantOf(c.var), (tx) => obstacleTo(tx, view.pledge))
        : null;
    // The page then says it by itself.
    const problem = obstacle === null && refused ? refusal(c, view, refused) : undefined;
    return c.render(
      <ReceiptPage c={c} view={view} query={keyQuery(view)} obstacle={obstacle} problem={problem} />,
      { title: c.var.t('pledge.pageTitle'), width: 'form' },
    );
  }

  pages.get('/pledges/:pledgeId', async (c) => {
    const view = await read(c);
    // From a link to a browser of the backer: the way back from the provider then leads here.
    if (view.key !== null && view.key === c.req.query('key')) keepKey(c, view.pledge.id, view.key);
    if (!isOverdue(view)) return show(c, view);
    await settle(view);
    return show(c, await read(c));
  });

  pages.get('/pledges/:pledgeId/return', async (c) => {
    const view = await read(c).catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'NOT_FOUND') return null;
      throw error;
    });
    // Another browser than the one that pledged; it learns nothing, also not whether there is such a pledge.
    if (!view) return strangerPage(c);
    if (isUndecided(view) && !(await settle(view))) return waitingPage(c, view);
    return c.redirect(`/pledges/${view.pledge.id}${keyQuery(view)}`, 303);
  });

  /** After a refusal this is the address, and people reload. */
  pages.get('/pledges/:pledgeId/pay', async (c) => {
    const view = await read(c);
    return c.redirect(`/pledges/${view.pledge.id}${keyQuery(view)}`, 303);
  });

  pages.post('/pledges/:pledgeId/pay', async (c) => {
    const view = await read(c);
    if (isUndecided(view)) await settle(view);
    try {
      const url = await payPledge(payments, {
        context: tenantOf(c.var),
        pledgeId: view.pledge.id,
        origin: originOf(ctx.settings.publicUrl, c.var.school?.host ?? ''),
      });
      return c.redirect(url ?? `/pledges/${view.pledge.id}${keyQuery(view)}`, 303);
    } catch (error) {
      if (error instanceof PledgeRefused) return show(c, await read(c), error);
      throw error;
    }
  });

  pages.post('/pledges/:pledgeId/cancel', async (c) => {
    const view = await withTenant(ctx.door, tenantOf(c.var), (tx) => cancelPledge(tx, askerOf(c)));
    const { checkoutId } = view.attempt;
    try {
      if (isUndecided(view) && checkoutId !== null) await payments.gateway.expireCheckout(checkoutId);
    } catch (error) {
      ctx.logger.warn({ err: error, pledge: view.pledge.id }, 'the payment page could not be closed');
      return show(c, view, new PledgeRefused('UNAVAILABLE', 'pledge.providerAway'));
    }
    await settle(view);
    return c.redirect(`/pledges/${view.pledge.id}${keyQuery(view)}`, 303);
  });

  pages.get('/account/pledges', async (c) => {
    const account = accountOf(c.var);
    const { page } = listQuery.parse(c.req.query());
    const found = await readTenant(ctx.door, tenantOf(c.var), (tx) =>
      listPledges(tx, ownedBy(account), { page, perPage: PER_PAGE }),
    );
    const pageCount = Math.ceil(found.total / PER_PAGE);
    return c.render(<MyPledgesPage c={c} pledges={found.rows} page={page} pageCount={pageCount} />, {
      title: c.var.t('pledge.myPledges'),
    });
  });

  return pages;
}

/** The key only where it came with the address or the browser has it, and it opens the page. */
const keyQuery = ({ key }: PledgeView): string => (key === null ? '' : `?key=${encodeURIComponent(key)}`);

const refusal = (c: Context<AppEnv>, { pledge }: PledgeView, { key }: PledgeRefused): string =>
  key === 'pledge.soldOut' && pledge.rewardTitle !== null
    ? c.var.t('pledge.soldOutNamed', { reward: pledge.rewardTitle })
    : c.var.t(key);

/** The provider cannot be reached: asks again by itself. */
function waitingPage(c: Context<AppEnv>, { pledge }: PledgeView): Response | Promise<Response> {
  const { t } = c.var;
  c.header('refresh', String(WAIT_S));
  return c.render(
    <>
      <PageTitle>{t('pledge.pendingTitle')}</PageTitle>
      <p class="mb-6">{t('pledge.pendingBody')}</p>
      <form method="get" action={`/pledges/${pledge.id}/return`}>
        <Button look="quiet">{t('pledge.lookAgain')}</Button>
      </form>
    </>,
    { title: t('pledge.pendingTitle'), width: 'form' },
  );
}

function strangerPage(c: Context<AppEnv>): Response | Promise<Response> {
  const { t } = c.var;
  return c.render(
    <>
      <PageTitle>{t('pledge.returnTitle')}</PageTitle>
      <p class="mb-6">{t('pledge.returnBody')}</p>
      <ButtonLink href="/">{t('web.toStart')}</ButtonLink>
    </>,
    { title: t('pledge.returnTitle'), width: 'form' },
  );
}
