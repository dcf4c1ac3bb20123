import { useMemo } from 'react';
import { useNavigate } from '@tanstack/react-router';
import type { OpenCampaign } from '../../../ipc/campaigns.ts';
import { useApp } from '../../app/app-context.tsx';
import { useCommands } from '../../app/use-commands.ts';
import { useCopy } from '../../app/use-copy.ts';
import { campaignSections } from './campaign-sections.ts';
import { useCampaignAdditions } from './use-campaign-additions.ts';
import { isLaunched, publicAddressOf } from './use-campaign.ts';

/** What can be done with an open campaign, whichever of its parts is shown. */
export function useCampaignCommands(open: OpenCampaign, onLaunch: () => void): void {
  const { command, platform } = useApp();
  const copy = useCopy();
  const navigate = useNavigate();
  const { id: campaignId } = open.campaign;
  const isDraft = !isLaunched(open.campaign);
  const publicAddress = publicAddressOf(open);
  const additions = useCampaignAdditions(campaignId);
  const list = useMemo(
    () => [
      ...(isDraft ? [command('launch', onLaunch)] : []),
      command('newReward', additions.addReward),
      command('newFaq', additions.addFaq),
      command('newUpdate', additions.addUpdate),
      ...(publicAddress === null
        ? []
        : [
            command('copyAddress', () => copy(publicAddress)),
            command('openPage', () => platform.openExternal(publicAddress)),
          ]),
      ...campaignSections.map((section) =>
        command(
          `campaign-${section}`,
          () => void navigate({ to: '/campaign/$campaignId/$section', params: { campaignId, section } }),
        ),
      ),
    ],
    [additions, campaignId, command, copy, isDraft, navigate, onLaunch, platform, publicAddress],
  );
  useCommands(list);
}
