import { useState } from 'react';
import { useApp } from '../../app/app-context.tsx';
import type { Command } from '../../app/commands.ts';
import { useStore } from '../../app/store.ts';
import { CommandList } from '../../ui/command-list.tsx';
import { matchesText } from '../../ui/text-match.ts';
import { usePlaces } from './use-places.tsx';
import { useThingsToCreate } from './use-things-to-create.ts';

/** `everything`: actions first. `places`: places only (Mod-P). */
export type PaletteMode = 'everything' | 'places';

/** Every action by name with its key, every place, and every word in the texts. */
export function CommandPalette({ mode, onClose }: { mode: PaletteMode; onClose: () => void }) {
  const { commands, t } = useApp();
  const [query, setQuery] = useState('');
  const text = query.trim();
  const offered = useStore(commands.commands);
  const places = usePlaces(text, onClose);
  const creating = useThingsToCreate(text, onClose);
  const isMatch = (label: string) => text === '' || matchesText(label, text);
  const run = (command: Command) => () => {
    onClose();
    command.run();
  };
  const actions = offered
    .filter((command) => isMatch(command.label))
    // Enter takes the first one.
    .toSorted((one, other) => Number(one.removes === true) - Number(other.removes === true))
    .map((command) => ({
      id: `do-${command.id}`,
      label: command.label,
      icon: command.icon ?? ('arrowRight' as const),
      keys: command.keys,
      run: run(command),
    }));
  const actionGroup = { heading: t('search.actions'), choices: mode === 'places' ? [] : actions };
  return (
    <CommandList
      label={mode === 'places' ? t('commands.goTo') : t('search.palette')}
      placeholder={t('search.palettePlaceholder')}
      query={query}
      onQuery={setQuery}
      groups={[
        { heading: t('search.recent'), choices: places.recent },
        { heading: t('search.thisCourse'), choices: places.lessons },
        { heading: t('shell.courses'), choices: places.courses },
        { heading: t('shell.campaigns'), choices: places.campaigns },
        ...(text === '' ? [] : [actionGroup, { heading: t('search.inTexts'), choices: places.hits }]),
        ...(text === '' ? [actionGroup] : []),
        { heading: t('search.create'), choices: mode === 'places' ? [] : creating },
      ]}
      empty={t('search.noMatch', { text })}
      open
      onOpenChange={(open) => !open && onClose()}
    />
  );
}
