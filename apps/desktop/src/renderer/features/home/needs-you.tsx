import { useSuspenseQuery } from '@tanstack/react-query';
import { useApp } from '../../app/app-context.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Icon } from '../../ui/icon.tsx';

/** What only this person can settle. */
export function NeedsYou() {
  const { queries, t } = useApp();
  const { data: status } = useSuspenseQuery(queries.syncStatus());
  if (status.toDecide === 0) return null;
  return (
    <section aria-labelledby="needs-you" className="flex flex-col gap-2">
      <h2 id="needs-you" className="text-14 font-semibold text-muted">
        {t('home.needsYou')}
      </h2>
      <div className="flex flex-wrap items-center gap-3 rounded-card bg-warning-soft p-4 text-warning-text">
        <Icon name="alert" />
        <p className="min-w-0 flex-1 text-15 font-semibold">{t('home.toDecide', { n: status.toDecide })}</p>
        <ButtonLink to="/sync">{t('home.decide')}</ButtonLink>
      </div>
    </section>
  );
}
