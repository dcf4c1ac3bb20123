import type { ReactNode } from 'react';
import { WindowTitle } from './window-title.tsx';

interface PageProps {
  title: string;
  /** What the window is called; the title unless it is something else. */
  windowTitle?: string;
  /** Home greets: smaller and quieter than a title that names a place. */
  look?: 'title' | 'greeting';
  actions?: ReactNode;
  children: ReactNode;
}

/** The work pane of every screen that is not a course. */
export function Page({ title, windowTitle, look = 'title', actions, children }: PageProps) {
  return (
    <main
      id="work"
      data-pane="work"
      tabIndex={-1}
      className="relative min-w-0 flex-1 overflow-y-auto outline-none"
    >
      <WindowTitle of={windowTitle ?? title} />
      <div className="mx-auto flex w-full max-w-[960px] flex-col gap-8 px-4 py-8 sm:px-8">
        <header className="flex flex-wrap items-center gap-2">
          <h1
            className={`max-w-full grow text-25 text-balance [overflow-wrap:anywhere] ${look === 'title' ? 'font-bold' : 'font-semibold'}`}
          >
            {title}
          </h1>
          {actions}
        </header>
        {children}
      </div>
    </main>
  );
}
