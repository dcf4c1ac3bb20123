import { useTranslate } from '../../app/app-context.tsx';
import { BELOW_OUTLINE, useMedia } from '../../app/use-media.ts';
import { Navigation } from './navigation.tsx';
import { SchoolMenu } from './school-menu.tsx';

/** Hidden where the window is narrow: the header then opens the same as a sheet. */
export function Sidebar() {
  const t = useTranslate();
  const isNarrow = useMedia(BELOW_OUTLINE);
  if (isNarrow) return null;
  return (
    <nav
      data-pane="navigation"
      tabIndex={-1}
      aria-label={t('shell.mainNavigation')}
      className="flex w-[224px] shrink-0 flex-col border-r border-line bg-sunken outline-none"
    >
      <div className="flex min-h-11 items-center px-2">
        <SchoolMenu />
      </div>
      <Navigation />
    </nav>
  );
}
