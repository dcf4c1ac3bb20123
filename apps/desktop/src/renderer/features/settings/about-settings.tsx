import { useMemo } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useApp } from '../../app/app-context.tsx';
import { useCommands } from '../../app/use-commands.ts';
import { useCopy } from '../../app/use-copy.ts';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';

export function AboutSettings() {
  const { command, queries, t } = useApp();
  const copy = useCopy();
  const { data: about } = useSuspenseQuery(queries.about());
  const copyPath = useMemo(
    () => command('copyDataFolder', () => copy(about.dataFolder)),
    [about.dataFolder, command, copy],
  );
  useCommands(useMemo(() => [copyPath], [copyPath]));
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
      <Button icon="copy" onClick={copyPath.run}>
        {t('settings.copyPath')}
      </Button>
    </>
  );
}
