import type { ReactNode } from 'react';
import type { IconName } from '@educrowd/shared/design/icons';
import { Icon } from '../ui/icon.tsx';
import { Cover } from './picture-field.tsx';
import { useApp } from './app-context.tsx';

interface LinkCardProps {
  icon: IconName;
  coverMaterialId: string | null;
  /** Some card of the list has a picture: the others leave its place free. */
  showsCover: boolean;
  summary: string;
  /** The link; its words are the title, and the whole card leads there (`CARD_LINK`). */
  link: ReactNode;
  children: ReactNode;
}

/** Of the link in a card: it takes clicks and the focus ring of the whole card. */
export const CARD_LINK =
  'after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-offset-[-2px] focus-visible:after:outline-focus';

/** Something to open: the whole card is the link. */
export function LinkCard({ icon, coverMaterialId, showsCover, summary, link, children }: LinkCardProps) {
  return (
    <li className="relative flex flex-col overflow-hidden rounded-card border border-line bg-surface transition-colors duration-(--motion-hover) hover:border-control">
      {showsCover && <CardCover icon={icon} materialId={coverMaterialId} />}
      <div className="flex flex-1 flex-col gap-2 p-4">
        <h3 className="line-clamp-2 text-17 font-semibold [overflow-wrap:anywhere]">{link}</h3>
        {summary !== '' && (
          <p className="line-clamp-2 text-14 [overflow-wrap:anywhere] text-muted">{summary}</p>
        )}
        <div className="mt-auto pt-2">{children}</div>
      </div>
    </li>
  );
}

function CardCover({ icon, materialId }: { icon: IconName; materialId: string | null }) {
  if (materialId !== null) return <Cover materialId={materialId} className="h-28" />;
  return (
    <div className="hidden h-28 items-center justify-center bg-sunken text-muted sm:flex">
      <Icon name={icon} size={32} />
    </div>
  );
}

/** Something of it has not been sent to the school yet. */
export function PendingDot() {
  const { t } = useApp();
  return <span title={t('home.waitingToSend')} className="size-1.5 rounded-full bg-muted" />;
}
