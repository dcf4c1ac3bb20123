import type { ReactNode } from 'react';
import { useTranslate } from '../../app/app-context.tsx';
import { Page } from '../../ui/page.tsx';
import { AboutSettings } from './about-settings.tsx';
import { AccountSettings } from './account-settings.tsx';
import { AppearanceSettings } from './appearance-settings.tsx';
import { KeySettings } from './key-settings.tsx';

export function SettingsScreen() {
  const t = useTranslate();
  return (
    <Page title={t('settings.title')}>
      <Section title={t('settings.account')}>
        <AccountSettings />
      </Section>
      <Section title={t('settings.appearance')} hint={t('settings.appearanceHint')}>
        <AppearanceSettings />
      </Section>
      <Section title={t('settings.keys')} hint={t('settings.keysHint')}>
        <KeySettings />
      </Section>
      <Section title={t('settings.about')}>
        <AboutSettings />
      </Section>
    </Page>
  );
}

function Section({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid gap-4 border-t border-line pt-6 md:grid-cols-[240px_1fr]">
      <div className="flex flex-col gap-1">
        <h2 className="text-17 font-semibold">{title}</h2>
        {hint && <p className="text-14 text-pretty text-muted">{hint}</p>}
      </div>
      <div className="flex min-w-0 flex-col items-start gap-4">{children}</div>
    </section>
  );
}
