import type { ReactNode } from 'react';
import type { IconName } from '@educrowd/shared/design/icons';
import { Icon } from './icon.tsx';

/** Says what would be here and what to do next. */
export function EmptyState({
  icon,
  title,
  body,
  children,
}: {
  icon: IconName;
  title: string;
  body: string;
  children?: ReactNode;
}) {
  return (
    <div className="mx-auto flex max-w-[420px] flex-col items-center gap-2 px-6 py-16 text-center">
      <span className="mb-2 flex size-12 items-center justify-center rounded-full bg-brand-soft text-brand-text">
        <Icon name={icon} size={24} />
      </span>
      <h2 className="text-20 font-semibold text-balance">{title}</h2>
      <p className="text-15 text-pretty text-muted">{body}</p>
      {children && <div className="mt-4 flex flex-wrap justify-center gap-2">{children}</div>}
    </div>
  );
}
