import { useNavigate } from '@tanstack/react-router';
import { useApp } from '../../app/app-context.tsx';
import { useAct } from '../../app/use-act.ts';
import { TitleDialog } from '../../ui/title-dialog.tsx';
import { useCreateCampaign } from './use-create-campaign.ts';

export function NewCampaignDialog({ onClose }: { onClose: () => void }) {
  const { t } = useApp();
  const act = useAct();
  const navigate = useNavigate();
  const createCampaign = useCreateCampaign();
  const create = async (title: string) => {
    const campaignId = await act(() => createCampaign(title));
    if (campaignId === null) return;
    onClose();
    await navigate({ to: '/campaign/$campaignId/$section', params: { campaignId, section: 'basics' } });
  };
  return (
    <TitleDialog
      title={t('campaign.newTitle')}
      label={t('campaign.newField')}
      hint={t('campaign.newHint')}
      missing={t('campaign.newMissing')}
      action={t('campaign.new')}
      onCreate={create}
      onClose={onClose}
    />
  );
}
