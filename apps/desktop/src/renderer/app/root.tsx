import { Suspense, useEffect, useState } from 'react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { CatchBoundary, RouterProvider, type ErrorComponentProps } from '@tanstack/react-router';
import { FailureScreen } from '../features/shell/error-screen.tsx';
import { SessionGate } from '../features/shell/session-gate.tsx';
import { Toaster } from '../ui/toaster.tsx';
import { TooltipProvider } from '../ui/tooltip.tsx';
import { Announcer } from './announcer.tsx';
import { AppProvider, type App } from './app-context.tsx';
import { EngineUnreachable } from './engine-failure.ts';
import { createInvalidator } from './invalidate.ts';
import { noteLastPlace } from './last-place.ts';
import { createAppRouter } from './router.tsx';

const RETRY_MS = 500;
const INVALIDATE_MS = 50;

/** The window: everything that lives as long as it does. */
export function Root({ app }: { app: App }) {
  const [cache] = useState(createCache);
  useEffect(() => {
    const invalidate = createInvalidator(cache, INVALIDATE_MS);
    const stopListening = app.engine.listen(invalidate);
    const stopWatching = app.engine.connection.subscribe(() => {
      // Events may have been missed meanwhile.
      if (app.engine.connection.get() === 'connected') void cache.invalidateQueries();
    });
    return () => {
      stopListening();
      stopWatching();
    };
  }, [app, cache]);
  return (
    <AppProvider app={app}>
      <QueryClientProvider client={cache}>
        <TooltipProvider delayDuration={500}>
          <CatchBoundary getResetKey={() => 'window'} errorComponent={WindowFailure}>
            <Suspense>
              <SessionGate>
                {(workspaceId) => <Workspace key={workspaceId} app={app} cache={cache} />}
              </SessionGate>
            </Suspense>
          </CatchBoundary>
          <Toaster />
          <Announcer announcements={app.announcements} />
        </TooltipProvider>
      </QueryClientProvider>
    </AppProvider>
  );
}

/** The screens of one workspace. Nothing of another one stays: neither answers nor what could be undone. */
function Workspace({ app, cache }: { app: App; cache: QueryClient }) {
  const [router] = useState(() => createAppRouter({ cache, queries: app.queries }));
  useEffect(
    () =>
      router.subscribe('onRendered', () => {
        noteLastPlace(window.location, localStorage);
        keepFocus();
      }),
    [router],
  );
  useEffect(
    () => () => {
      app.undo.clear();
      cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    },
    [app, cache],
  );
  return <RouterProvider router={router} />;
}

/** What led here is gone from the page: the keyboard goes on in the new screen instead of starting over. */
function keepFocus(): void {
  if (document.activeElement === document.body)
    document.getElementById('work')?.focus({ preventScroll: true });
}

/** The last net, outside all screens. */
const WindowFailure = ({ error, reset }: ErrorComponentProps) => (
  <FailureScreen error={error} onRetry={reset} />
);

function createCache(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The engine is on this computer, and says itself when something has changed.
        networkMode: 'always',
        staleTime: Infinity,
        refetchOnWindowFocus: false,
        // An answer that refuses is an answer; no answer at all is worth waiting for.
        retry: (_count, error) => error instanceof EngineUnreachable,
        retryDelay: RETRY_MS,
      },
    },
  });
}
