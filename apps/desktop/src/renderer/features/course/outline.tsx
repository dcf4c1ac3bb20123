import { memo, useEffect, useMemo, useRef, useState, type Dispatch, type SetStateAction } from 'react';
import {
  dragAndDropFeature,
  hotkeysCoreFeature,
  renamingFeature,
  syncDataLoaderFeature,
  type DragTarget,
  type ItemInstance,
  type TreeInstance,
} from '@headless-tree/core';
import { useTree } from '@headless-tree/react';
import { useApp } from '../../app/app-context.tsx';
import { useFocusKeeper } from './use-focus-keeper.ts';
import { useExpandedSections } from './expanded-sections.ts';
import type { OutlineActions } from './course-actions.ts';
import type { ItemMenu } from './item-menu.ts';
import { promptFocusFeature } from './prompt-focus.ts';
import { INDENT, OutlineRow } from './outline-row.tsx';
import {
  childrenOf,
  mayLieIn,
  placeAtEnd,
  ROOT,
  type OutlineItem,
  type OutlineTree,
  type Place,
} from './outline-tree.ts';

interface OutlineProps {
  courseId: string;
  title: string;
  tree: OutlineTree;
  openLessonId: string | undefined;
  actions: OutlineActions;
  menu: ItemMenu;
  /** The item that keys and commands apply to. */
  focusedId: string | null;
  onFocus: Dispatch<SetStateAction<string | null>>;
  onOpen: (item: OutlineItem) => void;
  /** Asked for by a command; taken up once the row is there. */
  renamingId: string | null;
  showsPending: boolean;
  onRenamingDone: () => void;
}

/** Drawn again only when something of it changed: a course may have thousands of rows. */
export const Outline = memo(function Outline(props: OutlineProps) {
  const { courseId, title, tree: model, openLessonId, actions, menu, renamingId, onRenamingDone } = props;
  const { t, platform } = useApp();
  const [expandedItems, setExpandedItems] = useExpandedSections(courseId, model, {
    openLessonId,
    focusedId: props.focusedId,
  });
  const [menuFor, setMenuFor] = useState<string | null>(null);
  const seenTitleRef = useRef('');

  const tree = useTree<OutlineItem>({
    rootItemId: ROOT,
    features: FEATURES,
    dataLoader: useMemo(
      () => ({
        // Rows are rebuilt one step after the data: a row that has just gone is asked for once more.
        getItem: (id: string) => model.itemsById.get(id) ?? gone(id),
        getChildren: (id: string) => [...childrenOf(model, id)],
      }),
      [model],
    ),
    getItemName: (item) => item.getItemData().title,
    isItemFolder: (item) => item.getItemData().kind === 'section',
    indent: INDENT,
    state: {
      expandedItems,
      focusedItem: model.itemsById.has(props.focusedId ?? '') ? props.focusedId : null,
    },
    setExpandedItems,
    setFocusedItem: props.onFocus,
    onPrimaryAction: (item) => props.onOpen(item.getItemData()),
    onRename: (item, value) => void actions.rename(item.getItemData(), value, seenTitleRef.current),
    canDrop: (items, target) =>
      items.every((item) => mayLieIn(model, item.getItemData(), target.item.getId())),
    onDrop: async (items, target) => {
      for (const item of items)
        await actions.move(item.getItemData(), dropPlace(model, item.getItemData(), target));
    },
    hotkeys: {
      customOpen: {
        hotkey: 'Enter',
        preventDefault: true,
        isEnabled: (instance) => !instance.isRenamingItem(),
        handler: (_event, instance) => toggleOrOpen(instance),
      },
      customMenu: {
        hotkey: 'ContextMenu',
        preventDefault: true,
        handler: (_event, instance) => setMenuFor(instance.getFocusedItem().getId()),
      },
    },
  });

  useEffect(() => tree.rebuildTree(), [tree, model]);
  const focusKeeper = useFocusKeeper(tree, model, props);
  useEffect(() => {
    if (renamingId === null || !model.itemsById.has(renamingId)) return;
    const row = tree.getItemInstance(renamingId);
    row.setFocused();
    row.startRenaming();
    onRenamingDone();
  }, [model, onRenamingDone, renamingId, tree]);

  return (
    <>
      <div
        aria-describedby={HELP_ID}
        {...tree.getContainerProps(t('course.outlineOf', { title }))}
        {...focusKeeper}
        className="relative flex flex-col py-1 outline-none"
      >
        {tree.getItems().map((row) => (
          <OutlineRow
            key={row.getId()}
            row={row}
            item={row.getItemData()}
            {...rowState(row)}
            isOpen={row.getId() === openLessonId}
            showsPending={props.showsPending}
            menuGroups={menu}
            menuOpen={menuFor === row.getId()}
            onMenu={setMenuFor}
            seenTitleRef={seenTitleRef}
          />
        ))}
        <div style={tree.getDragLineStyle()} className="h-0.5 rounded-full bg-brand" />
      </div>
      <p id={HELP_ID} className="sr-only">
        {t('course.outlineHelp', { mod: platform.isMac ? '⌘' : 'Ctrl' })}
      </p>
    </>
  );
});

const HELP_ID = 'outline-help';
/** What of the tree's own state a row shows; the tree keeps its rows and changes them in place. */
function rowState(row: ItemInstance<OutlineItem>) {
  const { level, posInSet, setSize } = row.getItemMeta();
  return {
    level,
    place: `${posInSet} ${setSize}`,
    isFocused: row.isFocused(),
    isExpanded: row.isFolder() && row.isExpanded(),
    isDropTarget: row.isUnorderedDragTarget(),
    newName: row.isRenaming() ? row.getTree().getRenamingValue() : null,
  };
}

const FEATURES = [
  syncDataLoaderFeature,
  hotkeysCoreFeature,
  dragAndDropFeature,
  renamingFeature,
  promptFocusFeature,
];

function toggleOrOpen(tree: TreeInstance<OutlineItem>): void {
  const item = tree.getFocusedItem();
  item.primaryAction();
  if (!item.isFolder()) return;
  if (item.isExpanded()) item.collapse();
  else item.expand();
}

function dropPlace(model: OutlineTree, item: OutlineItem, target: DragTarget<OutlineItem>): Place {
  const parentId = target.item.getId();
  if (!('childIndex' in target)) return placeAtEnd(model, item, parentId);
  const others = childrenOf(model, parentId).filter((id) => id !== item.id);
  return {
    parentId: parentId === ROOT ? null : parentId,
    afterId: others[target.insertionIndex - 1] ?? null,
  };
}

const gone = (id: string): OutlineItem => ({
  id,
  kind: 'lesson',
  title: '',
  parentId: ROOT,
  isEmpty: false,
  pending: false,
  children: [],
});
