import { useEffect, useMemo, useState } from 'react';
import { Link, useNavigate } from '@tanstack/react-router';
import type { CampaignDetail, CampaignUpdate } from '../../../ipc/campaigns.ts';
import { useApp } from '../../app/app-context.tsx';
import { useAct } from '../../app/use-act.ts';
import { useCommands } from '../../app/use-commands.ts';
import { useOneAtATime } from '../../app/use-one-at-a-time.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { WindowTitle } from '../../ui/window-title.tsx';
import { TextPane } from '../editor/text-pane.tsx';
import { TextTitle } from '../editor/text-title.tsx';
import { NotFound } from '../shell/error-screen.tsx';
import { UpdateStatus } from './updates-section.tsx';
import { useConnection } from './use-connection.ts';
import { useCampaign } from './use-campaign.ts';

interface UpdateScreenProps {
  campaignId: string;
  updateId: string;
  /** Just created: the title is selected, ready to be typed over. */
  isNew: boolean;
}

export function UpdateScreen({ campaignId, updateId, isNew }: UpdateScreenProps) {
  const { t, engine } = useApp();
  const { campaign, updates } = useCampaign(campaignId);
  const home = useMemo(() => ({ campaignId }), [campaignId]);
  const navigate = useNavigate();
  useEffect(() => {
    // Once: coming back to this address must not select the title again.
    if (isNew) void navigate({ to: '.', search: {}, replace: true });
  }, [isNew, navigate]);
  const update = updates.find((each) => each.id === updateId);
  if (update === undefined) return <NotFound />;
  return (
    <>
      <WindowTitle of={update.title} />
      <TextPane
        key={update.documentId}
        documentId={update.documentId}
        home={home}
        label={t('campaign.updateText')}
      >
        <UpdateBar campaign={campaign} update={update} />
        <TextTitle
          label={t('campaign.updateTitle')}
          missing={t('campaign.updateTitleMissing')}
          title={update.title}
          save={(title, seen) => engine.client.campaigns.renameUpdate({ updateId, title, seen })}
          isNew={isNew}
        />
      </TextPane>
    </>
  );
}

/** The way back, whether it is out, and how to bring it out. */
function UpdateBar({ campaign, update }: { campaign: CampaignDetail; update: CampaignUpdate }) {
  const { t, command, engine, formats, showToast } = useApp();
  const act = useAct();
  const connection = useConnection();
  const [isAsking, setAsking] = useState(false);
  const [publish, isBusy] = useOneAtATime(async () => {
    await act(async () => {
      await engine.client.campaigns.publishUpdate({ updateId: update.id });
      showToast({ text: t('campaign.updateIsOut', { title: update.title }) });
    });
  });
  const isLive = campaign.status === 'live' || campaign.status === 'ended';
  const isOut = update.publishedAt !== null;
  const why = !isLive
    ? t('campaign.updateAfterLaunch')
    : connection === 'connected'
      ? null
      : t('campaign.publishOffline');
  const mayPublish = why === null && !isOut && !update.isEmpty && !isBusy;
  useCommands(
    useMemo(
      () => (mayPublish ? [command('publishUpdate', () => setAsking(true))] : []),
      [command, mayPublish],
    ),
  );
  return (
    <div className="mb-6 flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-3">
        <Link
          to="/campaign/$campaignId/$section"
          params={{ campaignId: campaign.id, section: 'updates' }}
          className="flex min-h-8 items-center gap-1.5 rounded-control text-14 text-muted hover:text-text"
        >
          <Icon name="arrowLeft" />
          {t('campaign.allUpdates')}
        </Link>
        <span className="flex-1" />
        <UpdateStatus update={update} />
        {update.publishedAt === null ? (
          <Button
            look={isLive ? 'primary' : 'secondary'}
            icon="upload"
            disabled={!mayPublish}
            onClick={() => setAsking(true)}
          >
            {isBusy ? t('campaign.publishing') : t('campaign.publishUpdate')}
          </Button>
        ) : (
          <time dateTime={update.publishedAt} className="text-13 text-muted">
            {formats.exact(update.publishedAt)}
          </time>
        )}
      </div>
      {!isOut && why !== null && <p className="text-14 text-muted">{why}</p>}
      <ConfirmDialog
        open={isAsking && !isOut}
        onOpenChange={setAsking}
        title={t('campaign.publishUpdateTitle')}
        body={t('campaign.publishUpdateBody')}
        action={t('campaign.publishUpdate')}
        obstacle={why}
        onConfirm={publish}
      />
    </div>
  );
}
