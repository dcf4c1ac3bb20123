import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

const looks = {
  warning: 'bg-warning-soft text-warning-text',
  danger: 'bg-danger-soft text-danger-text',
  plain: 'bg-sunken text-text',
};

/** A line about the state of the whole screen. */
export function Banner({
  tone,
  children,
  actions,
}: {
  tone: keyof typeof looks;
  children: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={`flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 text-14 ${looks[tone]}`}
    >
      <Icon name={tone === 'plain' ? 'info' : 'alert'} />
      <p className="min-w-0 flex-1 basis-60">{children}</p>
      {actions}
    </div>
  );
}
