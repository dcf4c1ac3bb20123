import type { ErrorComponentProps } from '@tanstack/react-router';
import { useRouter } from '@tanstack/react-router';
import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { useTranslate } from '../../app/app-context.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { EngineFailure, EngineUnreachable, reasonOf } from '../../app/engine-failure.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

/** What stopped, what was kept, and what to do next. */
export function ErrorScreen({ error, reset }: ErrorComponentProps) {
  const t = useTranslate();
  const router = useRouter();
  const { reset: resetQueries } = useQueryErrorResetBoundary();
  const retry = () => {
    resetQueries();
    reset();
    void router.invalidate();
  };
  const isMissing = error instanceof EngineFailure && error.code === 'NOT_FOUND';
  const body = error instanceof EngineUnreachable ? t('shell.engineUnreachable') : t('shell.errorBody');
  return (
    <main id="work" className="min-w-0 flex-1 overflow-y-auto" tabIndex={-1}>
      <EmptyState
        icon={isMissing ? 'search' : 'alert'}
        title={isMissing ? t('shell.notFoundTitle') : t('shell.errorTitle')}
        body={isMissing ? t('shell.notFoundBody') : body}
      >
        {!isMissing && <Button onClick={retry}>{t('common.retry')}</Button>}
        <HomeLink />
      </EmptyState>
      {!isMissing && (
        <p className="mx-auto max-w-[68ch] px-6 text-center text-13 [overflow-wrap:anywhere] text-muted">
          {t('shell.errorDetail', { message: reasonOf(error) })}
        </p>
      )}
    </main>
  );
}

export function NotFoundScreen() {
  return (
    <main id="work" className="min-w-0 flex-1" tabIndex={-1}>
      <NotFound />
    </main>
  );
}

/** The same inside a screen that is there. */
export function NotFound() {
  const t = useTranslate();
  return (
    <EmptyState icon="search" title={t('shell.notFoundTitle')} body={t('shell.notFoundBody')}>
      <HomeLink />
    </EmptyState>
  );
}

function HomeLink() {
  const t = useTranslate();
  return <ButtonLink to="/">{t('shell.goHome')}</ButtonLink>;
}
