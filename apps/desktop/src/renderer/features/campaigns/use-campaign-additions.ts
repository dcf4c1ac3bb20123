import { useCallback, useMemo } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useApp } from '../../app/app-context.tsx';
import { useOneAtATime } from '../../app/use-one-at-a-time.ts';
import { useCampaignActions } from './use-campaign-actions.ts';

export interface CampaignAdditions {
  addReward(): void;
  addFaq(): void;
  addUpdate(): void;
}

/** Makes something new in a campaign and leads to it, from whatever part of the campaign is open. */
export function useCampaignAdditions(campaignId: string): CampaignAdditions {
  const { t, engine, queries } = useApp();
  const cache = useQueryClient();
  const actions = useCampaignActions();
  const navigate = useNavigate();
  const { section: openSection } = useParams({ strict: false });

  const add = useCallback(
    async (kind: 'reward' | 'faq' | 'update') => {
      // What was made can be opened once the campaign has been read again.
      const made: typeof actions.created = async (...what) => {
        const id = await actions.created(...what);
        if (id !== null) await cache.refetchQueries({ queryKey: queries.campaign(campaignId).queryKey });
        return id;
      };
      const { createReward, createFaq, createUpdate } = engine.client.campaigns;
      if (kind === 'update') {
        const title = t('campaign.newUpdate');
        const updateId = await made('update', title, () => createUpdate({ campaignId, title }));
        if (updateId === null) return;
        await navigate({
          to: '/campaign/$campaignId/updates/$updateId',
          params: { campaignId, updateId },
          search: { isNew: true },
        });
        return;
      }
      const title = kind === 'reward' ? t('campaign.newReward') : t('campaign.newFaq');
      const itemId = await made(kind, title, () =>
        kind === 'reward' ? createReward({ campaignId, title }) : createFaq({ campaignId, question: title }),
      );
      if (itemId === null) return;
      const section = kind === 'reward' ? 'rewards' : 'faq';
      await navigate({
        to: '/campaign/$campaignId/$section',
        params: { campaignId, section },
        search: { itemId, field: kind },
        // Going back leads out of the part, not through everything that was made in it.
        replace: openSection === section,
      });
    },
    [actions, cache, campaignId, engine, navigate, openSection, queries, t],
  );
  const [addOnce] = useOneAtATime(add);
  return useMemo(
    () => ({
      addReward: () => addOnce('reward'),
      addFaq: () => addOnce('faq'),
      addUpdate: () => addOnce('update'),
    }),
    [addOnce],
  );
}
