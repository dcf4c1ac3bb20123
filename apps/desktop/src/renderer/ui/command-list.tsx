import type { ReactNode } from 'react';
import { Command } from 'cmdk';
import { Dialog as DialogPrimitive } from 'radix-ui';
import type { IconName } from '@educrowd/shared/design/icons';
import { useHeldCommands } from '../app/use-commands.ts';
import { Icon } from './icon.tsx';
import { KeyCaps } from './key-caps.tsx';
import { useFocusReturn } from './use-focus-return.ts';

export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName;
  /** Where it lies, or text around a hit. */
  readonly detail?: ReactNode;
  readonly keys?: string | undefined;
  readonly run: () => void;
}

export interface ChoiceGroup {
  readonly heading: string;
  readonly choices: readonly Choice[];
}

interface CommandListProps {
  /** Names the dialog and its field. */
  label: string;
  placeholder: string;
  query: string;
  onQuery: (query: string) => void;
  groups: readonly ChoiceGroup[];
  empty: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** A field over a list: type to narrow it, arrow keys choose, Enter runs. The caller decides what matches. */
export function CommandList({
  label,
  placeholder,
  query,
  onQuery,
  groups,
  empty,
  open,
  onOpenChange,
}: CommandListProps) {
  useHeldCommands(open);
  const focusReturn = useFocusReturn();
  const filled = groups.filter((group) => group.choices.length > 0);
  return (
    <DialogPrimitive.Root open={open} onOpenChange={onOpenChange}>
      <DialogPrimitive.Portal>
        <div className="animate-panel fixed inset-0 z-40 bg-[oklch(0.2_0.02_85/0.35)] dark:bg-[oklch(0_0_0/0.55)]" />
        <DialogPrimitive.Content
          aria-describedby={undefined}
          {...focusReturn}
          // The library gives Escape to what opened last: to a message that came meanwhile.
          onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && onOpenChange(false)}
          className="animate-dialog fixed top-[10vh] left-1/2 z-40 w-[min(640px,calc(100vw-32px))] -translate-x-1/2 overflow-hidden rounded-dialog border border-line bg-raised shadow-overlay outline-none"
        >
          <DialogPrimitive.Title className="sr-only">{label}</DialogPrimitive.Title>
          <Command shouldFilter={false} loop label={label} className="flex max-h-[70vh] flex-col">
            <div className="flex items-center gap-3 border-b border-line px-4">
              <Icon name="search" className="text-muted" />
              <Command.Input
                value={query}
                onValueChange={onQuery}
                placeholder={placeholder}
                maxLength={200}
                className="min-h-12 min-w-0 flex-1 bg-transparent text-17 outline-none placeholder:text-muted"
              />
            </div>
            <Command.List className="min-h-0 flex-1 overflow-y-auto p-2" label={label}>
              {filled.length === 0 && <p className="px-3 py-8 text-center text-15 text-muted">{empty}</p>}
              {filled.map((group) => (
                <Command.Group
                  key={group.heading}
                  heading={group.heading}
                  className="pb-1 [&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-13 [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-muted"
                >
                  {group.choices.map((choice) => (
                    <ChoiceRow key={choice.id} choice={choice} />
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </DialogPrimitive.Content>
      </DialogPrimitive.Portal>
    </DialogPrimitive.Root>
  );
}

function ChoiceRow({ choice }: { choice: Choice }) {
  return (
    <Command.Item
      value={choice.id}
      onSelect={choice.run}
      className="flex min-h-9 items-center gap-3 rounded-control px-3 py-1.5 text-15 data-[selected=true]:bg-brand-soft data-[selected=true]:text-brand-text"
    >
      <Icon name={choice.icon ?? 'arrowRight'} className="text-muted" />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="truncate">{choice.label}</span>
        {choice.detail && <span className="truncate text-13 text-muted">{choice.detail}</span>}
      </span>
      {choice.keys && <KeyCaps keys={choice.keys} />}
    </Command.Item>
  );
}
