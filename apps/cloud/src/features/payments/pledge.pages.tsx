/** @jsxImportSource hono/jsx */
import { randomUUID } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { errorStatus } from '../../platform/app-error.ts';
import { asBusy } from '../../platform/database-failures.ts';
import { ButtonLink } from '../../platform/page/button.tsx';
import { PageTitle } from '../../platform/page/form.tsx';
import { formFields, wrongInput, type Refused } from '../../platform/page/read-form.ts';
import { tenantOf, type AppEnv } from '../../platform/request.ts';
import { readTenant } from '../../platform/with-tenant.ts';
import { readCampaign, type CampaignView } from '../campaigns/index.ts';
import { checkWish, findRepeated, isFormPaid } from './create-pledge.ts';
import { DetailsStep } from './details-step.page.tsx';
import { idParam } from '../../platform/page/id-param.ts';
import { guestNetwork, limitAsking, pledgeWithinLimits } from './limit-pledges.ts';
import { closedReason, isOpen } from './obstacle.ts';
import { payPledge } from './pay-pledge.ts';
import { originOf, type Payments } from './payments.ts';
import {
  choiceOf,
  forgetDetails,
  keepDetails,
  keptDetails,
  readDetails,
  type Choice,
} from './pledge-form.ts';
import { keepKey } from './pledge-key-cookie.ts';
import { PledgeRefused } from './pledge-refused.ts';
import { typedAmount } from './pledge-words.ts';
import { RewardStep } from './reward-step.page.tsx';

/** The two steps of ours; the third is the provider's page. */
export function pledgePages(payments: Payments): Hono<AppEnv> {
  const { ctx } = payments;
  const pages = new Hono<AppEnv>();

  const viewOf = (c: Context<AppEnv>, campaignId: string): Promise<CampaignView> =>
    readTenant(ctx.door, tenantOf(c.var), (tx) => readCampaign(tx, campaignId));

  /** Step 1 again, saying what was wrong. */
  async function chooseAgain(c: Context<AppEnv>, { campaignId, choice, refused }: Refusal) {
    const view = await viewOf(c, campaignId);
    if (!isOpen(view.campaign, ctx.clock())) return closedPage(c, view.campaign, ctx.clock());
    const reward = view.rewards.find((each) => each.id === choice.rewardId);
    const isGone = refused.key === 'pledge.soldOut';
    const message =
      isGone && reward ? c.var.t('pledge.soldOutNamed', { reward: reward.title }) : c.var.t(refused.key);
    c.status(errorStatus[refused.code]);
    return c.render(
      <RewardStep
        c={c}
        view={view}
        {...choice}
        goneId={isGone ? reward?.id : undefined}
        errors={{ [refused.field ?? '']: message }}
      />,
      { title: c.var.t('pledge.title', { campaign: view.campaign.title }) },
    );
  }

  pages.get('/campaigns/:campaignId/pledge', async (c) => {
    const view = await viewOf(c, idParam(c.req.param('campaignId')));
    if (!isOpen(view.campaign, ctx.clock())) return closedPage(c, view.campaign, ctx.clock());
    const { rewardId, amount } = choiceOf(c.req.query());
    return c.render(<RewardStep c={c} view={view} rewardId={rewardId ?? ''} amount={amount} />, {
      title: c.var.t('pledge.title', { campaign: view.campaign.title }),
    });
  });

  pages.get('/campaigns/:campaignId/pledge/details', async (c) => {
    const campaignId = idParam(c.req.param('campaignId'));
    const choice = choiceOf(c.req.query());
    return refusedToStepOne(c, { campaignId, choice }, async () => {
      const kept = keptDetails(c);
      const { checked, isPaid } = await readTenant(ctx.door, tenantOf(c.var), async (tx) => ({
        checked: await checkWish(tx, { ...wishOf(campaignId, choice), typedIn: c.var.locale }),
        isPaid: kept.requestKey !== null && (await isFormPaid(tx, kept.requestKey)),
      }));
      const form = {
        ...kept,
        requestKey: isPaid || kept.requestKey === null ? randomUUID() : kept.requestKey,
      };
      return c.render(<DetailsStep c={c} {...detailsOf(checked)} {...form} isAnother={isPaid} />, {
        title: c.var.t('pledge.title', { campaign: checked.campaign.title }),
        width: 'form',
      });
    });
  });

  pages.post('/campaigns/:campaignId/pledge/change', async (c) => {
    const campaignId = idParam(c.req.param('campaignId'));
    const fields = await formFields(c);
    keepDetails(c, campaignId, fields);
    const { rewardId, amount } = choiceOf(fields);
    return c.redirect(
      `/campaigns/${campaignId}/pledge?${new URLSearchParams({ reward: rewardId ?? '', amount }).toString()}`,
      303,
    );
  });

  pages.post('/campaigns/:campaignId/pledge', async (c) => {
    const campaignId = idParam(c.req.param('campaignId'));
    const fields = await formFields(c);
    const choice = choiceOf(fields);
    const context = tenantOf(c.var);
    const { signal } = c.req.raw;
    const form = readDetails(c, fields);
    keepDetails(c, campaignId, fields);
    return refusedToStepOne(c, { campaignId, choice }, async () => {
      if (!form.ok) return detailsAgain(c, { campaignId, fields, ...wrongInput(form.errors) });
      await limitAsking(ctx, c.var);
      const { name, email, requestKey, earlier } = form.values;
      const by = { locale: c.var.locale, network: guestNetwork(c.var) };
      const request = { key: requestKey, changed: 'correction' as const, earlier };
      const wish = { ...wishOf(campaignId, choice), name, email, request, ...by };
      const repeated = await readTenant(ctx.door, context, (tx) => findRepeated(tx, wish));
      const asked = { context, signal, visitor: c.var, isRepeated: repeated !== null };
      const made = await pledgeWithinLimits(payments, asked, wish).catch((error: unknown) =>
        askedAgain(c, error),
      );
      if ('errors' in made) return detailsAgain(c, { campaignId, fields, ...made });
      const { pledge, key } = made;
      keepKey(c, pledge.id, key);
      const url = await payPledge(payments, {
        context,
        pledgeId: pledge.id,
        origin: originOf(ctx.settings.publicUrl, c.var.school?.host ?? ''),
      }).catch((error: unknown) => {
        // The pledge is there, its place is held: its own page offers to go on.
        if (error instanceof PledgeRefused && error.code === 'UNAVAILABLE') return null;
        if (asBusy(error) === null) throw error;
        ctx.logger.warn({ err: error, pledge: pledge.id }, 'too busy to open the payment page');
        return null;
      });
      if (url !== null) forgetDetails(c, campaignId, requestKey);
      return c.redirect(url ?? `/pledges/${pledge.id}?key=${key}`, 303);
    });
  });

  /** What the form is to say when it comes back for an answer, or to be sent again. Anything else is thrown on. */
  function askedAgain(c: Context<AppEnv>, error: unknown): RefusedForm {
    if (error instanceof PledgeRefused && error.field === 'earlier')
      return { status: 409, errors: { earlier: c.var.t('pledge.begunHere') } };
    if (asBusy(error) === null) throw error;
    ctx.logger.warn({ err: error, request: c.var.requestId }, 'too busy for a pledge');
    return { status: 503, errors: { '': c.var.t('pledge.busy') } };
  }

  /** Step 2 again, with what was typed. */
  async function detailsAgain(
    c: Context<AppEnv>,
    {
      campaignId,
      fields,
      status,
      errors,
    }: RefusedForm & { readonly campaignId: string; readonly fields: Fields },
  ): Promise<Response> {
    const checked = await readTenant(ctx.door, tenantOf(c.var), (tx) =>
      checkWish(tx, wishOf(campaignId, choiceOf(fields))),
    );
    c.status(status);
    return c.render(
      <DetailsStep
        c={c}
        {...detailsOf(checked)}
        name={fields['name'] ?? ''}
        email={fields['email'] ?? ''}
        requestKey={fields['requestKey'] ?? randomUUID()}
        hasConsented={fields['consent'] === 'yes'}
        errors={errors}
      />,
      { title: c.var.t('pledge.title', { campaign: checked.campaign.title }), width: 'form' },
    );
  }

  async function refusedToStepOne(
    c: Context<AppEnv>,
    asked: Omit<Refusal, 'refused'>,
    work: () => Promise<Response>,
  ): Promise<Response> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof PledgeRefused) return chooseAgain(c, { ...asked, refused: error });
      throw error;
    }
  }
  return pages;
}

type Fields = Readonly<Record<string, string>>;

type RefusedForm = Pick<Refused, 'errors'> & { readonly status: Refused['status'] | 503 };

interface Refusal {
  readonly campaignId: string;
  readonly choice: Choice;
  readonly refused: PledgeRefused;
}

function wishOf(campaignId: string, { rewardId, amount }: Choice) {
  if (rewardId === null) throw new PledgeRefused('INVALID', 'pledge.nothingChosen', 'reward');
  return { campaignId, rewardId: rewardId === '' ? null : rewardId, amount };
}

const detailsOf = ({ campaign, reward, amount }: Awaited<ReturnType<typeof checkWish>>) => ({
  campaign,
  reward,
  amountMinor: amount.minor,
  typedAmount: typedAmount(amount.minor, amount.currency),
});

/** Before the launch, after the end, or while cards are charged in a way that does not work yet. */
function closedPage(
  c: Context<AppEnv>,
  campaign: CampaignView['campaign'],
  now: Date,
): Response | Promise<Response> {
  const { t } = c.var;
  const reason = closedReason(campaign, now);
  const title = t(reason === 'pledge.over' ? 'pledge.overTitle' : 'pledge.notOpenTitle');
  c.status(409);
  return c.render(
    <>
      <PageTitle>{title}</PageTitle>
      <p class="mb-6">{t(reason)}</p>
      <ButtonLink href={`/campaigns/${campaign.id}`}>{t('pledge.toCampaign')}</ButtonLink>
    </>,
    { title, width: 'form' },
  );
}
