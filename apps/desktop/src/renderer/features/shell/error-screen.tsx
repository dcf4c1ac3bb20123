import type { ReactNode } from 'react';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { useRouter } from '@tanstack/react-router';
import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { useTranslate } from '../../app/app-context.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { EngineFailure, EngineUnreachable, isNotThere, reasonOf } from '../../app/engine-failure.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { WindowTitle } from '../../ui/window-title.tsx';

/** A screen that stopped working: the rest of the window goes on. */
export function ErrorScreen({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const { reset: resetQueries } = useQueryErrorResetBoundary();
  const retry = () => {
    resetQueries();
    reset();
    void router.invalidate();
  };
  if (isNotThere(error)) return <NotFoundScreen />;
  return (
    <FailureScreen error={error} onRetry={retry}>
      <HomeLink />
    </FailureScreen>
  );
}

interface FailureScreenProps {
  error: unknown;
  onRetry: () => void;
  children?: ReactNode;
}

/** What stopped, what was kept, and what to do next. */
export function FailureScreen({ error, onRetry, children }: FailureScreenProps) {
  const t = useTranslate();
  const isRefusal = error instanceof EngineFailure && error.code !== 'INTERNAL';
  const body = error instanceof EngineUnreachable ? t('shell.engineUnreachable') : t('shell.errorBody');
  return (
    <main id="work" className="relative min-w-0 flex-1 overflow-y-auto outline-none" tabIndex={-1}>
      <WindowTitle of={t('shell.errorTitle')} />
      <EmptyState icon="alert" title={t('shell.errorTitle')} body={isRefusal ? error.message : body}>
        <Button onClick={onRetry}>{t('common.retry')}</Button>
        {children}
      </EmptyState>
      {!isRefusal && (
        <p className="mx-auto max-w-[68ch] px-6 text-center text-13 [overflow-wrap:anywhere] text-muted">
          {t('shell.errorDetail', { message: reasonOf(error) })}
        </p>
      )}
    </main>
  );
}

export function NotFoundScreen() {
  return (
    <main id="work" className="min-w-0 flex-1 outline-none" tabIndex={-1}>
      <NotFound />
    </main>
  );
}

/** The same inside a screen that is there. */
export function NotFound() {
  const t = useTranslate();
  return (
    <>
      <WindowTitle of={t('shell.notFoundTitle')} />
      <EmptyState icon="search" title={t('shell.notFoundTitle')} body={t('shell.notFoundBody')}>
        <HomeLink />
      </EmptyState>
    </>
  );
}

function HomeLink() {
  const t = useTranslate();
  return <ButtonLink to="/">{t('shell.goHome')}</ButtonLink>;
}
