import { useTranslate } from '../../app/app-context.tsx';
import { Icon } from '../../ui/icon.tsx';

/** Why fields cannot be changed any more. */
export function LockedNote({ reason }: { reason: string }) {
  const t = useTranslate();
  return (
    <p className="flex items-start gap-3 rounded-card border border-line bg-sunken p-3 text-14">
      <Icon name="lock" className="mt-0.5 text-muted" />
      <span>
        <strong className="font-semibold">{t('campaign.locked')}.</strong>{' '}
        <span className="text-muted">{reason}</span>
      </span>
    </p>
  );
}
