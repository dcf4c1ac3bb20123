import { useState, type ReactNode } from 'react';
import { isReadyToLaunch, type LaunchItem } from '@educrowd/shared/campaigns/launch-checklist';
import { deadlineInWords } from '@educrowd/shared/campaigns/campaign-words';
import type { IconName } from '@educrowd/shared/design/icons';
import { PLATFORM_FEE_SHARE } from '@educrowd/shared/payments/ledger';
import type { OpenCampaign } from '../../../ipc/campaigns.ts';
import { useApp } from '../../app/app-context.tsx';
import { failureText } from '../../app/failure-text.ts';
import { localTimeZone } from '../../app/local-time-zone.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Checklist } from './checklist.tsx';
import { useConnection } from './use-connection.ts';

interface LaunchDialogProps {
  open: OpenCampaign;
  checklist: readonly LaunchItem[];
  onClose: () => void;
}

/** What a launch means, or what it still needs. It happens at once, while the person looks on, or not at all. */
export function LaunchDialog({ open, checklist, onClose }: LaunchDialogProps) {
  const { t } = useApp();
  const isReady = isReadyToLaunch(checklist);
  const { campaign } = open;
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t('campaign.launchTitle', { title: campaign.title })}
      description={isReady ? t('campaign.launchBody') : t('campaign.launchNotReady')}
    >
      {isReady ? (
        <Ready open={open} onClose={onClose} />
      ) : (
        <Checklist
          campaignId={campaign.id}
          items={checklist.filter(({ state }) => state === 'missing')}
          onLeave={onClose}
        />
      )}
    </Dialog>
  );
}

function Ready({ open, onClose }: Pick<LaunchDialogProps, 'open' | 'onClose'>) {
  const { t, engine, formats, showToast } = useApp();
  const connection = useConnection();
  const [state, setState] = useState<'asking' | 'launching' | { failure: string }>('asking');
  const [seen, setSeen] = useState(connection);
  if (seen !== connection) {
    // Why it failed then says nothing of now.
    setSeen(connection);
    if (typeof state === 'object') setState('asking');
  }
  const { campaign } = open;
  const launch = async () => {
    setState('launching');
    try {
      await engine.client.campaigns.launch({ campaignId: campaign.id });
      showToast({ text: t('campaign.launched', { title: campaign.title }) });
      onClose();
    } catch (error) {
      setState({ failure: failureText(error, t) });
    }
  };
  const deadline =
    campaign.deadline === null
      ? ''
      : deadlineInWords(new Date(campaign.deadline), campaign.timeZone ?? localTimeZone(), formats.locale);
  const why = {
    connected: null,
    offline: t('campaign.launchOffline'),
    local: t('campaign.launchNeedsSchool'),
  }[connection];
  const failure = why ?? (typeof state === 'object' ? state.failure : null);
  return (
    <div className="flex flex-col gap-5">
      <ul className="flex flex-col gap-3 text-15">
        <Consequence icon="backers">{t('campaign.launchPublic')}</Consequence>
        <Consequence icon="money">
          {campaign.fundingModel === 'keepItAll'
            ? t('campaign.launchChargedNow')
            : t('campaign.launchChargedLater')}{' '}
          {t('campaign.launchFee', { fee: PLATFORM_FEE_SHARE })}
        </Consequence>
        <Consequence icon="lock">{t('campaign.launchLocked')}</Consequence>
        <Consequence icon="calendar">{t('campaign.launchEnds', { deadline })}</Consequence>
      </ul>
      <div role="alert" className="contents">
        {failure !== null && (
          <p className="flex items-start gap-2 rounded-card bg-warning-soft p-3 text-14 text-warning-text">
            <Icon name={connection === 'connected' ? 'alert' : 'offline'} className="mt-0.5" />
            {failure}
          </p>
        )}
      </div>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button
          look="primary"
          icon="launch"
          disabled={connection !== 'connected' || state === 'launching'}
          onClick={() => void launch()}
        >
          {state === 'launching' ? t('campaign.launching') : t('campaign.launch')}
        </Button>
      </div>
    </div>
  );
}

const Consequence = ({ icon, children }: { icon: IconName; children: ReactNode }) => (
  <li className="flex items-start gap-3">
    <Icon name={icon} className="mt-0.75 text-muted" />
    <span>{children}</span>
  </li>
);
