import { Link } from '@tanstack/react-router';
import type { LaunchItem } from '@educrowd/shared/campaigns/launch-checklist';
import type { IconName } from '@educrowd/shared/design/icons';
import type { PlainMessageKey } from '@educrowd/shared/messages/translate';
import { useApp } from '../../app/app-context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { launchPlaces } from './campaign-sections.ts';

const looks: Record<
  LaunchItem['state'],
  { readonly icon: IconName; readonly look: string; readonly name: PlainMessageKey }
> = {
  done: { icon: 'check', look: 'text-success-text', name: 'campaign.checklistDone' },
  missing: { icon: 'alert', look: 'text-warning-text', name: 'campaign.checklistToDo' },
  advice: { icon: 'lightbulb', look: 'text-muted', name: 'campaign.checklistAdvice' },
};

interface ChecklistProps {
  campaignId: string;
  items: readonly LaunchItem[];
  onLeave?: () => void;
}

/** What a launch needs; what is missing leads to its field. */
export function Checklist({ campaignId, items, onLeave }: ChecklistProps) {
  const { t } = useApp();
  return (
    <ul className="flex flex-col">
      {items.map((item) => {
        const { icon, look, name } = looks[item.state];
        const { section, field } = launchPlaces[item.key];
        const [itemId] = item.rewardIds;
        return (
          <li key={item.key} className="flex gap-3 border-b border-line py-2.5 last:border-0">
            <Icon name={icon} className={`mt-0.75 ${look}`} />
            <div className="flex min-w-0 flex-col">
              <span className="sr-only">{t(name)}:</span>
              {item.state === 'done' ? (
                <span className="text-15 text-muted">{t(item.label)}</span>
              ) : (
                <Link
                  to="/campaign/$campaignId/$section"
                  params={{ campaignId, section }}
                  search={{ field, ...(itemId === undefined ? {} : { itemId }) }}
                  {...(onLeave ? { onClick: onLeave } : {})}
                  className="rounded-chip text-15 font-semibold text-brand-text"
                >
                  {t(item.label)}
                </Link>
              )}
              {item.state !== 'done' && <span className="text-14 text-muted">{t(item.hint)}</span>}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
