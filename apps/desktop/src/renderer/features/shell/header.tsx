import { useState } from 'react';
import { useApp } from '../../app/app-context.tsx';
import { useStore } from '../../app/store.ts';
import { BELOW_OUTLINE, useMedia } from '../../app/use-media.ts';
import { IconButton } from '../../ui/button.tsx';
import { Sheet } from '../../ui/dialog.tsx';
import { Bell } from '../notifications/bell.tsx';
import { SyncPill } from '../sync/sync-pill.tsx';
import { Breadcrumb } from './breadcrumb.tsx';
import { Navigation } from './navigation.tsx';
import { SchoolMenu } from './school-menu.tsx';

/** Where the person is, the panes that can be shown, and the truth about sync. */
export function Header() {
  return (
    <header className="flex min-h-11 shrink-0 items-center gap-1 border-b border-line px-2">
      <NarrowNavigation />
      <PaneToggle id="toggleOutline" />
      <Breadcrumb />
      <div className="ml-auto flex min-w-0 shrink-[2] items-center gap-1 pl-2">
        <SyncPill />
        <Bell />
        <PaneToggle id="toggleInspector" />
      </div>
    </header>
  );
}

function NarrowNavigation() {
  const { t } = useApp();
  const isNarrow = useMedia(BELOW_OUTLINE);
  const [isOpen, setOpen] = useState(false);
  if (!isNarrow) return null;
  return (
    <>
      <IconButton icon="menu" label={t('shell.openNavigation')} onClick={() => setOpen(true)} />
      <Sheet open={isOpen} onOpenChange={setOpen} side="left" title={t('common.productName')}>
        <nav aria-label={t('shell.mainNavigation')} className="flex h-full flex-col">
          <div className="flex min-h-11 items-center px-2">
            <SchoolMenu />
          </div>
          <Navigation onLeave={() => setOpen(false)} />
        </nav>
      </Sheet>
    </>
  );
}

/** Shows a pane of the open screen; there is none where the screen has no such pane. */
function PaneToggle({ id }: { id: 'toggleOutline' | 'toggleInspector' }) {
  const { commands } = useApp();
  const command = useStore(commands.commands).find((each) => each.id === id);
  if (!command) return null;
  return (
    <IconButton
      icon={command.icon ?? 'outline'}
      label={command.label}
      {...(command.keys?.[0] === undefined ? {} : { keys: command.keys[0] })}
      onClick={command.run}
    />
  );
}
