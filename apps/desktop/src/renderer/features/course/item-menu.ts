import type { Translate } from '@educrowd/shared/messages/translate';
import type { MenuGroups } from '../../ui/menu.tsx';
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

/** The actions that an outline item offers. */
export type ItemMenu = (item: OutlineItem) => MenuGroups;

interface Deps {
  t: Translate;
  tree: OutlineTree;
  actions: OutlineActions;
  onAddLesson: (sectionId: string, afterId: string | null) => void;
  onAddSection: (parentId: string | null, afterId: string | null) => void;
  onMoveTo: (item: OutlineItem) => void;
  onRename: (item: OutlineItem) => void;
}

export function createItemMenu(deps: Deps): ItemMenu {
  const { t, tree, actions } = deps;
  const moving = (item: OutlineItem, to: Place | null, words: { label: string; keys: string }) => ({
    ...words,
    disabled: to === null,
    run: () => void (to && actions.move(item, to)),
  });
  return (item) => [
    item.kind === 'section'
      ? [
          {
            label: t('course.addLesson'),
            icon: 'plus',
            run: () => deps.onAddLesson(item.id, item.children.at(-1) ?? null),
          },
          {
            label: t('course.addSubsection'),
            icon: 'folder',
            run: () => deps.onAddSection(item.id, item.children.at(-1) ?? null),
          },
        ]
      : [{ label: t('course.addLesson'), icon: 'plus', run: () => deps.onAddLesson(item.parentId, item.id) }],
    [{ label: t('common.rename'), icon: 'pencil', keys: 'F2', run: () => deps.onRename(item) }],
    [
      moving(item, placeAbove(tree, item), { label: t('course.moveUp'), keys: 'Alt-ArrowUp' }),
      moving(item, placeBelow(tree, item), { label: t('course.moveDown'), keys: 'Alt-ArrowDown' }),
      moving(item, placeNested(tree, item), { label: t('course.nest'), keys: 'Mod-]' }),
      moving(item, placeOutdented(tree, item), { label: t('course.outdent'), keys: 'Mod-[' }),
      { label: t('course.moveTo'), run: () => deps.onMoveTo(item) },
    ],
    [
      {
        label: t('commands.toTrash'),
        icon: 'trash',
        keys: 'Delete',
        danger: true,
        run: () => void actions.trash(item),
      },
    ],
  ];
}
