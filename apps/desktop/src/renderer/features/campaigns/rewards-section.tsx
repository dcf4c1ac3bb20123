import { monthInWords } from '@educrowd/shared/campaigns/campaign-words';
import { formatMoney, money, type Currency } from '@educrowd/shared/primitives/money';
import type { CampaignReward } from '../../../ipc/campaigns.ts';
import { useApp } from '../../app/app-context.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SortableList } from '../../ui/sortable-list.tsx';
import { RewardFields } from './reward-fields.tsx';
import { SectionPage } from './section-page.tsx';
import { useCampaignActions } from './use-campaign-actions.ts';
import { useCampaignAdditions } from './use-campaign-additions.ts';
import { useCampaign } from './use-campaign.ts';
import { useOpenItem } from './use-open-item.ts';

interface SectionProps {
  campaignId: string;
  field: string | undefined;
  /** The reward that the person was led to. */
  itemId: string | undefined;
}

export function RewardsSection({ campaignId, field, itemId }: SectionProps) {
  const { t } = useApp();
  const { campaign, rewards } = useCampaign(campaignId);
  const actions = useCampaignActions();
  const { addReward } = useCampaignAdditions(campaignId);
  const [openId, setOpenId] = useOpenItem(itemId);
  return (
    <SectionPage
      title={t('campaign.rewards')}
      windowTitle={campaign.title}
      field={field}
      actions={
        rewards.length > 0 && (
          <Button icon="plus" name="addReward" onClick={addReward}>
            {t('campaign.addReward')}
          </Button>
        )
      }
    >
      {rewards.length === 0 ? (
        <EmptyState
          icon="reward"
          title={t('campaign.rewardsEmptyTitle')}
          body={t('campaign.rewardsEmptyBody')}
        >
          <Button icon="plus" name="addReward" onClick={addReward}>
            {t('campaign.addReward')}
          </Button>
        </EmptyState>
      ) : (
        <>
          <SortableList
            label={t('campaign.rewards')}
            items={rewards}
            openId={openId}
            onOpen={setOpenId}
            onMove={(item, afterId) => actions.move('reward', rewards, { item, afterId })}
            renderSummary={(reward) => (
              <RewardSummary reward={reward} currency={campaign.currency as Currency} />
            )}
            actions={(reward) => [
              {
                label: t('commands.toTrash'),
                icon: 'trash',
                danger: true,
                run: () => void actions.trash('reward', reward),
              },
            ]}
          >
            {(reward) => <RewardFields key={reward.id} reward={reward} campaign={campaign} />}
          </SortableList>
          <p className="text-13 text-muted">{t('campaign.listHelp')}</p>
        </>
      )}
    </SectionPage>
  );
}

function RewardSummary({ reward, currency }: { reward: CampaignReward; currency: Currency }) {
  const { t, formats } = useApp();
  const { amountMinor, limitCount, deliveryMonth } = reward;
  return (
    <>
      {limitCount !== null && <span>{t('campaign.rewardPlaces', { n: limitCount })}</span>}
      {deliveryMonth !== null && (
        <span className="hidden @min-[560px]:inline">{monthInWords(deliveryMonth, formats.locale)}</span>
      )}
      {amountMinor === 0 ? (
        <span className="text-warning-text">{t('campaign.noAmount')}</span>
      ) : (
        <span className="font-semibold text-text">
          {formatMoney(money(amountMinor, currency), formats.locale)}
        </span>
      )}
    </>
  );
}
