import { useMemo } from 'react';
import type { Translate } from '@educrowd/shared/messages/translate';
import { useApp } from '../../app/app-context.tsx';
import type { Command } from '../../app/commands.ts';
import { useCommands } from '../../app/use-commands.ts';
import type { OutlineActions } from './course-actions.ts';
import {
  placeAbove,
  placeBelow,
  placeNested,
  placeOutdented,
  type OutlineItem,
  type OutlineTree,
  type Place,
} from './outline-tree.ts';

interface Options {
  tree: OutlineTree;
  /** What the commands apply to. */
  item: OutlineItem | undefined;
  actions: OutlineActions;
  onAddLesson: () => void;
  onAddSection: () => void;
  onMoveTo: (item: OutlineItem) => void;
  onRename: (item: OutlineItem) => void;
}

/** The keys of the outline, which the palette lists too. They rest while a person types. */
export function useOutlineCommands(options: Options): void {
  const { t, platform, announce } = useApp();
  const { tree, item, actions, onAddLesson, onAddSection, onMoveTo, onRename } = options;
  const list = useMemo(
    () => [
      {
        id: 'newLesson',
        label: t('commands.newLesson'),
        icon: 'plus',
        keys: [platform.ownsWindow ? 'Mod-n' : 'Mod-Alt-n'],
        whileTyping: true,
        run: onAddLesson,
      } as const,
      { id: 'newSection', label: t('commands.newSection'), icon: 'folder', run: onAddSection } as const,
      ...(item ? itemCommands({ t, announce, tree, item, actions, onMoveTo, onRename }) : []),
    ],
    [t, platform, announce, tree, item, actions, onAddLesson, onAddSection, onMoveTo, onRename],
  );
  useCommands(list);
}

type ItemDeps = Pick<Options, 'tree' | 'actions' | 'onMoveTo' | 'onRename'> & {
  t: Translate;
  announce: (text: string) => void;
  item: OutlineItem;
};

function itemCommands({ t, announce, tree, item, actions, onMoveTo, onRename }: ItemDeps): Command[] {
  const moving = (id: string, label: string, { keys, to }: { keys: string; to: Place | null }): Command => ({
    id,
    label,
    keys: [keys],
    pane: 'outline',
    run: () => {
      if (to) void actions.move(item, to);
      else announce(t('course.cannotMove', { title: item.title }));
    },
  });
  return [
    {
      id: 'rename',
      label: t('commands.rename'),
      icon: 'pencil',
      keys: ['F2'],
      pane: 'outline',
      run: () => onRename(item),
    },
    moving('moveUp', t('commands.moveUp'), { keys: 'Alt-ArrowUp', to: placeAbove(tree, item) }),
    moving('moveDown', t('commands.moveDown'), { keys: 'Alt-ArrowDown', to: placeBelow(tree, item) }),
    moving('nest', t('commands.nest'), { keys: 'Mod-]', to: placeNested(tree, item) }),
    moving('outdent', t('commands.outdent'), { keys: 'Mod-[', to: placeOutdented(tree, item) }),
    { id: 'moveTo', label: t('commands.moveTo'), icon: 'indent', run: () => onMoveTo(item) },
    {
      id: 'toTrash',
      label: t('commands.toTrash'),
      icon: 'trash',
      keys: ['Delete'],
      pane: 'outline',
      run: () => void actions.trash(item),
    },
  ];
}
