/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import { Button, ButtonLink } from '../../platform/page/button.tsx';
import { Notice } from '../../platform/page/form.tsx';
import type { AppEnv } from '../../platform/request.ts';
import { declineReason } from './decline-reason.ts';
import { amountText, dateText, timeText } from './pledge-words.ts';
import type { Obstacle } from './obstacle.ts';
import type { PledgeView } from './read-pledge.ts';
import { stateOf, stateKeys } from './pledge-state.ts';

interface Props {
  readonly c: Context<AppEnv>;
  readonly view: PledgeView;
  /** Goes on with every link and form, so that a guest stays in. */
  readonly query: string;
  /** What stands in the way of paying, where its time has run out. */
  readonly obstacle: Obstacle | null;
  /** Why going on was refused just now. */
  readonly problem?: string | undefined;
}

/** What became of a pledge, what to do next, and everything that a receipt has to say. It prints on one page. */
export function ReceiptPage({ c, view, query, obstacle, problem }: Props) {
  const { pledge } = view;
  return (
    <>
      {problem !== undefined && <Notice kind="warning">{problem}</Notice>}
      <Outcome c={c} view={view} query={query} obstacle={obstacle} />
      <Facts c={c} view={view} />
      {pledge.status === 'collected' && (
        <section class="mt-8 print:hidden">
          <h2 class="mb-2 text-large font-bold">{c.var.t('pledge.next')}</h2>
          <p>{c.var.t('pledge.collectedNext', { email: pledge.email })}</p>
          <p class="mt-2 text-small text-muted">{c.var.t('pledge.print')}</p>
        </section>
      )}
      <p class="mt-8 print:hidden">
        <a
          href={`/campaigns/${pledge.campaignId}`}
          class="inline-flex min-h-12 items-center text-brand-text underline"
        >
          {c.var.t('pledge.toCampaign')}
        </a>
      </p>
    </>
  );
}

function Outcome({ c, view, query, obstacle }: Omit<Props, 'problem'>) {
  const { t } = c.var;
  const { pledge, attempt } = view;
  const amount = amountText(pledge.amountMinor, pledge.currency, c.var);
  const time = timeText(pledge.heldUntil, c.var);
  switch (stateOf(view)) {
    case 'collected':
      return (
        <Words title={t('pledge.collectedTitle')}>
          {t('pledge.collectedBody', {
            amount,
            date: dateText(pledge.collectedAt ?? pledge.createdAt, c.var),
          })}
        </Words>
      );
    case 'declined':
      return (
        <>
          <Words title={t('pledge.declinedTitle')}>
            {t('pledge.declinedBody', { amount, time })} {declineReason(t, attempt.declineCode ?? '')}
          </Words>
          <GoOn c={c} view={view} query={query} label={t('pledge.tryAgain')} />
        </>
      );
    case 'pending':
      return (
        <>
          <Words title={t('pledge.notPaidTitle')}>
            {t(pledge.rewardId === null ? 'pledge.notPaidBody' : 'pledge.notPaidPlace', { time })}
          </Words>
          <GoOn c={c} view={view} query={query} label={t('pledge.goOn')} />
        </>
      );
    case 'refunding':
      return attempt.refundReason === 'soldOut' ? (
        <Words title={t('pledge.refundingTitle')}>{t('pledge.refundingBody', { amount })}</Words>
      ) : (
        <Words title={t('pledge.refundFailedTitle')}>
          {t('pledge.refundFailedBody', { amount, school: c.var.school?.name ?? '' })}
        </Words>
      );
    case 'refunded':
      return (
        <Words title={t('pledge.refundedTitle')}>
          {t('pledge.refundedBody', { amount: amountText(pledge.refundedMinor, pledge.currency, c.var) })}
        </Words>
      );
    case 'expired':
      return <Expired c={c} view={view} query={query} obstacle={obstacle} />;
    case 'cancelled': {
      const isReplaced = attempt.refundReason === 'replaced';
      return (
        <>
          <Words title={t('pledge.cancelledTitle')}>
            {t(isReplaced ? 'pledge.replacedBody' : 'pledge.cancelledBody')}
          </Words>
          {!isReplaced && <NewPledge view={view} label={t('pledge.pledgeAgain')} />}
        </>
      );
    }
  }
}

function Expired({ c, view, query, obstacle }: Omit<Props, 'problem'>) {
  const { t } = c.var;
  const { rewardTitle } = view.pledge;
  const kept = rewardTitle === null ? t('pledge.expiredBody') : t('pledge.expiredPlace');
  const words: Record<Obstacle, string> = {
    over: t('pledge.expiredOver'),
    closed: t('pledge.expiredClosed'),
    rewardGone: t('pledge.expiredReward', { reward: rewardTitle ?? '' }),
    rewardRaised: t('pledge.expiredRaised', { reward: rewardTitle ?? '' }),
  };
  return (
    <>
      <Words title={t('pledge.expiredTitle')}>{obstacle === null ? kept : words[obstacle]}</Words>
      {obstacle === null && <GoOn c={c} view={view} query={query} label={t('pledge.tryAgain')} isOnly />}
      {obstacle === 'rewardGone' && <NewPledge view={view} label={t('pledge.chooseAnother')} />}
      {obstacle === 'rewardRaised' && <NewPledge view={view} label={t('pledge.pledgeAgain')} />}
    </>
  );
}

/** The form from its start. */
const NewPledge = ({ view: { pledge }, label }: Pick<Props, 'view'> & { readonly label: string }) => (
  <p class="mb-8">
    <ButtonLink
      href={`/campaigns/${pledge.campaignId}/pledge?${new URLSearchParams({ reward: pledge.rewardId ?? '' }).toString()}`}
      isWide
    >
      {label}
    </ButtonLink>
  </p>
);

const Words = ({ title, children }: { readonly title: string; readonly children: unknown }) => (
  <>
    <h1 class="mb-4 text-title font-bold">{title}</h1>
    <p class="mb-6">{children}</p>
  </>
);

function GoOn({
  c,
  view,
  query,
  label,
  isOnly = false,
}: Pick<Props, 'c' | 'view' | 'query'> & { readonly label: string; readonly isOnly?: boolean }) {
  const { t } = c.var;
  const { pledge } = view;
  const amount = amountText(pledge.amountMinor, pledge.currency, c.var);
  return (
    <div class="mb-8 grid gap-3 print:hidden">
      <form method="post" action={`/pledges/${pledge.id}/pay${query}`}>
        <p class="mb-3 text-small font-semibold">{t('pledge.chargedNow', { amount })}</p>
        <Button isWide>{label}</Button>
      </form>
      {!isOnly && (
        <form method="post" action={`/pledges/${pledge.id}/cancel${query}`}>
          <Button look="quiet" isWide>
            {t('pledge.cancel')}
          </Button>
        </form>
      )}
    </div>
  );
}

function Facts({ c, view }: Pick<Props, 'c' | 'view'>) {
  const { t, school } = c.var;
  const { pledge } = view;
  const money = (minor: number): string => amountText(minor, pledge.currency, c.var);
  const facts: readonly (readonly [label: string, value: string, isMoney?: boolean])[] = [
    [t('pledge.amountLabel'), money(pledge.amountMinor), true],
    ...(pledge.refundedMinor > 0
      ? [[t('pledge.refundedLabel'), money(pledge.refundedMinor), true] as const]
      : []),
    [t('pledge.state'), t(stateKeys[stateOf(view)])],
    [t('pledge.campaign'), pledge.campaignTitle],
    [t('pledge.reward'), pledge.rewardTitle ?? t('pledge.noReward')],
    [t('pledge.payee'), school?.name ?? ''],
    [t('pledge.backer'), pledge.name === null ? pledge.email : `${pledge.name}, ${pledge.email}`],
    [t('pledge.date'), dateText(pledge.createdAt, c.var)],
    ...(pledge.collectedAt === null
      ? []
      : [[t('pledge.chargedOn'), dateText(pledge.collectedAt, c.var)] as const]),
    [t('pledge.reference'), pledge.id],
  ];
  return (
    <dl class="divide-y divide-line rounded-card border border-line bg-surface px-6 py-2">
      {facts.map(([label, value, isMoney]) => (
        <div key={label} class="flex flex-wrap justify-between gap-x-6 py-3">
          <dt class="text-muted">{label}</dt>
          <dd class={isMoney ? 'font-bold tabular-nums' : 'min-w-0'}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
