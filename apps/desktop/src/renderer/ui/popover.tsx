import type { ReactElement, ReactNode } from 'react';
import { Popover as Primitive } from 'radix-ui';

interface PopoverProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Read aloud when it opens. */
  label: string;
  /** The button that opens it. */
  trigger: ReactElement;
  children: ReactNode;
}

/** A small pane beside the button that opens it; the work below stays usable. */
export const Popover = ({ open, onOpenChange, label, trigger, children }: PopoverProps) => (
  <Primitive.Root open={open} onOpenChange={onOpenChange}>
    <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
    <Primitive.Portal>
      <Primitive.Content
        align="end"
        sideOffset={4}
        collisionPadding={8}
        aria-label={label}
        // Not onto the first action in it, which a stray Enter would then run.
        onOpenAutoFocus={focusPane}
        className="animate-panel z-40 flex max-h-[min(560px,var(--radix-popover-content-available-height))] w-[min(380px,calc(100vw-16px))] flex-col overflow-hidden rounded-card border border-line bg-raised shadow-overlay focus:outline-none"
      >
        {children}
      </Primitive.Content>
    </Primitive.Portal>
  </Primitive.Root>
);

function focusPane(event: Event): void {
  event.preventDefault();
  if (event.target instanceof HTMLElement) event.target.focus();
}
