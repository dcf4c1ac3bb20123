import { useSuspenseQuery } from '@tanstack/react-query';
import { useApp } from '../../app/app-context.tsx';
import { useAct } from '../../app/use-act.ts';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';

export function AboutSettings() {
  const { queries, showToast, t } = useApp();
  const act = useAct();
  const { data: about } = useSuspenseQuery(queries.about());
  const copy = () =>
    void act(async () => {
      await navigator.clipboard.writeText(about.dataFolder);
      showToast({ text: t('common.copied') });
    });
  return (
    <>
      <Facts
        facts={[
          { name: t('settings.version'), value: about.version },
          {
            name: t('settings.dataFolder'),
            value: <code className="font-code text-14">{about.dataFolder}</code>,
          },
        ]}
      />
      <p className="max-w-[68ch] text-14 text-muted">{t('settings.dataFolderHint')}</p>
      <Button icon="copy" onClick={copy}>
        {t('settings.copyPath')}
      </Button>
    </>
  );
}
