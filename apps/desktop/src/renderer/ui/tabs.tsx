import type { ReactNode } from 'react';
import { Tabs as Primitive } from 'radix-ui';

export interface Tab {
  readonly id: string;
  readonly label: string;
  readonly content: ReactNode;
}

interface TabsProps {
  label: string;
  tabs: readonly Tab[];
  value: string;
  onChange: (id: string) => void;
  className?: string;
  /** Of the row of tabs, where the content has a margin of its own. */
  listClassName?: string;
}

export function Tabs({ label, tabs, value, onChange, className = '', listClassName = '' }: TabsProps) {
  return (
    <Primitive.Root value={value} onValueChange={onChange} className={`flex min-h-0 flex-col ${className}`}>
      <Primitive.List
        aria-label={label}
        className={`flex shrink-0 gap-4 border-b border-line ${listClassName}`}
      >
        {tabs.map((tab) => (
          <Primitive.Trigger
            key={tab.id}
            value={tab.id}
            className="-mb-px flex min-h-11 items-center border-b-2 border-transparent text-14 font-semibold text-muted hover:text-text data-[state=active]:border-brand data-[state=active]:text-text"
          >
            {tab.label}
          </Primitive.Trigger>
        ))}
      </Primitive.List>
      {tabs.map((tab) => (
        <Primitive.Content key={tab.id} value={tab.id} className="min-h-0 flex-1 outline-offset-[-2px]">
          {tab.content}
        </Primitive.Content>
      ))}
    </Primitive.Root>
  );
}
