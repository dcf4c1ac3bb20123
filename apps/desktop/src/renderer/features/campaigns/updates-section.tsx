import { Link } from '@tanstack/react-router';
import type { CampaignUpdate } from '../../../ipc/campaigns.ts';
import { useApp } from '../../app/app-context.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useListFocus } from '../../ui/use-list-focus.ts';
import { SectionPage } from './section-page.tsx';
import { useCampaignActions } from './use-campaign-actions.ts';
import { useCampaignAdditions } from './use-campaign-additions.ts';
import { useCampaign } from './use-campaign.ts';

interface SectionProps {
  campaignId: string;
  field: string | undefined;
}

export function UpdatesSection({ campaignId, field }: SectionProps) {
  const { t } = useApp();
  const { campaign, updates } = useCampaign(campaignId);
  const actions = useCampaignActions();
  const listFocus = useListFocus<HTMLUListElement>(updates);
  const { addUpdate } = useCampaignAdditions(campaignId);
  const addButton = (
    <Button icon="plus" onClick={addUpdate}>
      {t('campaign.addUpdate')}
    </Button>
  );
  return (
    <SectionPage
      title={t('campaign.updates')}
      windowTitle={campaign.title}
      field={field}
      actions={updates.length > 0 && addButton}
    >
      {updates.length === 0 ? (
        <EmptyState
          icon="update"
          title={t('campaign.updatesEmptyTitle')}
          body={t('campaign.updatesEmptyBody')}
        >
          {addButton}
        </EmptyState>
      ) : (
        <ul {...listFocus} className="flex flex-col">
          {updates.map((update) => (
            <UpdateRow
              key={update.id}
              campaignId={campaignId}
              update={update}
              onTrash={() => void actions.trash('update', update)}
            />
          ))}
        </ul>
      )}
    </SectionPage>
  );
}

interface UpdateRowProps {
  campaignId: string;
  update: CampaignUpdate;
  onTrash: () => void;
}

function UpdateRow({ campaignId, update, onTrash }: UpdateRowProps) {
  const { t, formats } = useApp();
  const when = formats.moment(update.publishedAt ?? update.createdAt);
  return (
    <li className="flex min-h-14 items-center gap-3 border-b border-line py-2">
      <div className="flex min-w-0 flex-1 flex-col">
        <Link
          to="/campaign/$campaignId/updates/$updateId"
          params={{ campaignId, updateId: update.id }}
          className="truncate rounded-control text-15 font-semibold"
        >
          {update.title}
        </Link>
        <span className="truncate text-13 text-muted">
          {update.publishedAt === null
            ? t('campaign.updateCreatedAt', { when })
            : t('campaign.updatePublishedAt', { when })}
          {update.isEmpty && ` · ${t('campaign.updateEmpty')}`}
        </span>
      </div>
      <UpdateStatus update={update} />
      <Menu groups={[[{ label: t('commands.toTrash'), icon: 'trash', danger: true, run: onTrash }]]}>
        <IconButton icon="more" label={t('common.actionsFor', { title: update.title })} />
      </Menu>
    </li>
  );
}

export function UpdateStatus({ update }: { update: Pick<CampaignUpdate, 'publishedAt'> }) {
  const { t } = useApp();
  return update.publishedAt === null ? (
    <Badge tone="plain">{t('campaign.updateDraft')}</Badge>
  ) : (
    <Badge tone="success">{t('campaign.updatePublished')}</Badge>
  );
}
