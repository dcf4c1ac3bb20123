import type { ReactNode } from 'react';
import { useTranslate } from '../../app/app-context.tsx';
import { Icon } from '../../ui/icon.tsx';

/** The one column of 400 that everything before the first course stands in. */
export function CentredPanel({ children }: { children: ReactNode }) {
  const t = useTranslate();
  return (
    <main
      id="work"
      className="flex min-h-full flex-col items-center overflow-y-auto bg-canvas px-4 py-[12vh]"
    >
      <title>{t('common.productName')}</title>
      <div className="flex w-full max-w-[400px] flex-col gap-8">
        <p className="flex items-center gap-2 text-17 font-bold">
          <span className="flex size-8 items-center justify-center rounded-control bg-brand-soft text-brand-text">
            <Icon name="school" size={20} />
          </span>
          {t('common.productName')}
        </p>
        {children}
      </div>
    </main>
  );
}
