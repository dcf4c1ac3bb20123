import { useTranslate } from '../../app/app-context.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';

interface OpenHomeProps {
  of: { readonly courseId: string | null; readonly campaignId: string | null };
}

/** Leads to the course or campaign that something lies in. */
export function OpenHome({ of: { courseId, campaignId } }: OpenHomeProps) {
  const t = useTranslate();
  if (courseId !== null) {
    return (
      <ButtonLink look="quiet" to="/course/$courseId" params={{ courseId }}>
        {t('sync.openIt')}
      </ButtonLink>
    );
  }
  if (campaignId === null) return null;
  return (
    <ButtonLink look="quiet" to="/campaign/$campaignId/$section" params={{ campaignId, section: 'basics' }}>
      {t('sync.openIt')}
    </ButtonLink>
  );
}
