import { useApp } from '../../app/app-context.tsx';
import { useStore } from '../../app/store.ts';
import { Segmented } from '../../ui/segmented.tsx';

export function AppearanceSettings() {
  const { appearance, t } = useApp();
  const value = useStore(appearance);
  return (
    <Segmented
      label={t('settings.appearance')}
      value={value}
      onChange={(next) => appearance.set(next)}
      options={[
        { value: 'light', label: t('settings.light'), icon: 'sun' },
        { value: 'dark', label: t('settings.dark'), icon: 'moon' },
        { value: 'system', label: t('settings.system'), icon: 'system' },
      ]}
    />
  );
}
