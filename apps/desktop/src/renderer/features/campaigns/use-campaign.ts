import { useMemo } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { launchChecklist, type LaunchItem } from '@educrowd/shared/campaigns/launch-checklist';
import type { Id } from '@educrowd/shared/primitives/id';
import type { EngineClient } from '../../../ipc/contract.ts';
import type { CampaignDetail, OpenCampaign } from '../../../ipc/campaigns.ts';
import { useApp } from '../../app/app-context.tsx';

export type CampaignPatch = Parameters<EngineClient['campaigns']['patch']>[0]['patch'];
/** `seen`: what the person saw of these fields, where that may not be what is there now. */
export type PatchCampaign = (patch: CampaignPatch, seen?: CampaignPatch) => Promise<void>;

export interface CampaignFieldProps {
  campaign: CampaignDetail;
  patch: PatchCampaign;
}

/** The open campaign and how to change it. */
export function useCampaign(campaignId: string): OpenCampaign & { readonly patch: PatchCampaign } {
  const { queries, engine } = useApp();
  const { data } = useSuspenseQuery(queries.campaign(campaignId));
  const patch = useMemo<PatchCampaign>(
    () => (changed, seen) => engine.client.campaigns.patch({ campaignId, patch: changed, seen }),
    [campaignId, engine],
  );
  return { ...data, patch };
}

/** What the campaign needs before a launch, by the rules that the school applies. */
export const checklistOf = ({ campaign, rewards }: OpenCampaign, now: Date): LaunchItem[] =>
  launchChecklist({
    campaign,
    rewards: rewards.map((reward) => ({ ...reward, id: reward.id as Id<'Reward'> })),
    storyText: campaign.storyText,
    hasCover: campaign.coverMaterialId !== null,
    now,
  });

/** Where the campaign is to be seen by everybody; null while it is nowhere. */
export const publicAddressOf = ({ campaign, publicAddress }: OpenCampaign): string | null =>
  isLaunched(campaign) ? publicAddress : null;

/** Backers rely on the terms of a campaign that has been launched. */
export const isLaunched = ({ status }: Pick<CampaignDetail, 'status'>): boolean => status !== 'draft';
