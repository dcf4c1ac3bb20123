import type { ReactNode } from 'react';

const looks = {
  plain: 'bg-sunken text-muted border-line',
  brand: 'bg-brand-soft text-brand-text border-transparent',
  success: 'bg-success-soft text-success-text border-transparent',
  warning: 'bg-warning-soft text-warning-text border-transparent',
  danger: 'bg-danger-soft text-danger-text border-transparent',
};

/** A short word about the state of a thing. */
export function Badge({ tone, children }: { tone: keyof typeof looks; children: ReactNode }) {
  return (
    <span
      className={`inline-flex min-h-6 shrink-0 items-center rounded-chip border px-2 text-13 font-semibold whitespace-nowrap ${looks[tone]}`}
    >
      {children}
    </span>
  );
}
