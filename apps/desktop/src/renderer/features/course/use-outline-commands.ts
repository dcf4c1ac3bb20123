import { useMemo } from 'react';
import { useApp, type App } from '../../app/app-context.tsx';
import type { CommandId } from '../../app/command-catalogue.ts';
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
  const app = useApp();
  const { command } = app;
  const { tree, item, actions, onAddLesson, onAddSection, onMoveTo, onRename } = options;
  const list = useMemo(
    () => [
      command('newLesson', onAddLesson),
      command('newSection', onAddSection),
      ...(item ? itemCommands({ app, tree, item, actions, onMoveTo, onRename }) : []),
    ],
    [app, command, tree, item, actions, onAddLesson, onAddSection, onMoveTo, onRename],
  );
  useCommands(list);
}

type ItemDeps = Pick<Options, 'tree' | 'actions' | 'onMoveTo' | 'onRename'> & { app: App; item: OutlineItem };

function itemCommands({ app, tree, item, actions, onMoveTo, onRename }: ItemDeps): Command[] {
  const { t, announce, command } = app;
  const moving = (id: CommandId, to: Place | null): Command =>
    command(id, () => {
      if (to) void actions.move(item, to);
      else announce(t('course.cannotMove', { title: item.title }));
    });
  return [
    command('rename', () => onRename(item)),
    moving('moveUp', placeAbove(tree, item)),
    moving('moveDown', placeBelow(tree, item)),
    moving('nest', placeNested(tree, item)),
    moving('outdent', placeOutdented(tree, item)),
    command('moveTo', () => onMoveTo(item)),
    command('toTrash', () => void actions.trash(item)),
  ];
}
