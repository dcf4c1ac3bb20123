import type { ReactNode } from 'react';
import { Sheet } from '../../ui/dialog.tsx';
import type { PaneState } from './pane-layout.ts';

interface PaneFrameProps {
  pane: PaneState;
  side: 'left' | 'right';
  title: string;
  /** Of the column, as a class. */
  width: string;
  /** Needs more room than a list does where it lies over the work. */
  isWideSheet?: boolean;
  children: ReactNode;
}

/** A pane beside the work, or over it where the window is too narrow. */
export function PaneFrame({ pane, side, title, width, isWideSheet = false, children }: PaneFrameProps) {
  const name = side === 'left' ? 'outline' : 'inspector';
  if (pane.isSheet) {
    return (
      <Sheet open={pane.isOpen} onOpenChange={pane.setOpen} side={side} title={title} wide={isWideSheet}>
        <div data-pane={name} className="flex h-full flex-col">
          {children}
        </div>
      </Sheet>
    );
  }
  if (!pane.isOpen) return null;
  return (
    <aside
      data-pane={name}
      tabIndex={-1}
      aria-label={title}
      className={`relative flex shrink-0 flex-col overflow-y-auto border-line outline-none ${width} ${side === 'left' ? 'border-r' : 'border-l'}`}
    >
      {children}
    </aside>
  );
}
