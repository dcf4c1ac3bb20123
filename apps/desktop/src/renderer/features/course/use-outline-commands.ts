import { useMemo } from 'react';
import { shortened } from '@educrowd/shared/primitives/text';
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

/** So much of a title leaves room for what happens to it. */
const MAX_NAMED = 40;

/** Each names what it applies to: the palette lists them where the outline may be out of sight. */
function itemCommands({ app, tree, item, actions, onMoveTo, onRename }: ItemDeps): Command[] {
  const { t, announce } = app;
  const title = shortened(item.title, MAX_NAMED);
  const named = (id: CommandId, label: string, run: () => void): Command => ({
    ...app.command(id, run),
    label,
  });
  const moving = (id: CommandId, label: string, to: Place | null): Command =>
    named(id, label, () => {
      if (to) void actions.move(item, to);
      else announce(t('course.cannotMove', { title: item.title }));
    });
  return [
    named('rename', t('course.renameNamed', { title }), () => onRename(item)),
    moving('moveUp', t('course.moveUpNamed', { title }), placeAbove(tree, item)),
    moving('moveDown', t('course.moveDownNamed', { title }), placeBelow(tree, item)),
    moving('nest', t('course.nestNamed', { title }), placeNested(tree, item)),
    moving('outdent', t('course.outdentNamed', { title }), placeOutdented(tree, item)),
    named('moveTo', t('course.moveToNamed', { title }), () => onMoveTo(item)),
    named('toTrash', t('course.toTrashNamed', { title }), () => void actions.trash(item)),
  ];
}
