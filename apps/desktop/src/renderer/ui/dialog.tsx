import type { ReactNode } from 'react';
import { Dialog as Primitive } from 'radix-ui';
import { useTranslate } from '../app/app-context.tsx';
import { useHeldCommands } from '../app/use-commands.ts';
import { IconButton } from './button.tsx';
import { useFocusReturn } from './use-focus-return.ts';

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: string;
  children: ReactNode;
  wide?: boolean;
  /** As large as the window allows, for something to look at. */
  full?: boolean;
}

/** The dimmed ground below a dialog. Radix' own would add a style element, which the content security policy refuses. */
const ground = (
  <div className="animate-panel fixed inset-0 z-40 bg-[oklch(0.2_0.02_85/0.35)] dark:bg-[oklch(0_0_0/0.55)]" />
);

export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  wide = false,
  full = false,
}: DialogProps) {
  const t = useTranslate();
  useHeldCommands(open);
  const focusReturn = useFocusReturn(focusField);
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        {ground}
        <Primitive.Content
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          {...focusReturn}
          className={`animate-dialog fixed left-1/2 z-40 flex w-[calc(100vw-32px)] -translate-x-1/2 flex-col rounded-dialog border border-line bg-raised shadow-overlay focus:outline-none ${full ? 'inset-y-4 max-w-[1240px]' : `top-[12vh] max-h-[76vh] ${wide ? 'max-w-[640px]' : 'max-w-[440px]'}`}`}
        >
          <header className="flex items-start gap-4 px-6 pt-5 pb-2">
            <div className="min-w-0 flex-1">
              <Primitive.Title className="text-20 font-semibold text-balance">{title}</Primitive.Title>
              {description !== undefined && (
                <Primitive.Description className="mt-1 text-15 text-muted">
                  {description}
                </Primitive.Description>
              )}
            </div>
            <Primitive.Close asChild>
              <IconButton icon="close" label={t('common.close')} className="-mr-2" />
            </Primitive.Close>
          </header>
          <div className="relative min-h-0 flex-1 overflow-y-auto px-6 pt-2 pb-6">{children}</div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** Into the first field, else onto the dialog itself: the close button comes first but is not what anybody came for. */
function focusField(event: Event): void {
  event.preventDefault();
  if (!(event.target instanceof HTMLElement)) return;
  const field = event.target.querySelector<HTMLElement>('form input, form textarea');
  (field ?? event.target).focus();
}

interface SheetProps extends Omit<DialogProps, 'description' | 'full'> {
  side: 'left' | 'right';
}

/** A pane that lies over the work where the window is too narrow for it: what can be done in the pane goes on. */
export function Sheet({ open, onOpenChange, title, side, wide = false, children }: SheetProps) {
  const t = useTranslate();
  const focusReturn = useFocusReturn(focusField);
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        {ground}
        <Primitive.Content
          aria-describedby={undefined}
          {...focusReturn}
          className={`animate-panel fixed inset-y-0 z-40 flex flex-col border-line bg-surface shadow-overlay focus:outline-none ${wide ? 'w-[min(440px,calc(100vw-48px))]' : 'w-[min(320px,calc(100vw-48px))]'} ${side === 'left' ? 'left-0 border-r' : 'right-0 border-l'}`}
        >
          <header className="flex min-h-11 shrink-0 items-center justify-between border-b border-line pr-2 pl-4">
            <Primitive.Title className="truncate text-14 font-semibold">{title}</Primitive.Title>
            <Primitive.Close asChild>
              <IconButton icon="close" label={t('common.close')} />
            </Primitive.Close>
          </header>
          <div className="relative min-h-0 flex-1 overflow-y-auto">{children}</div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
